"""Rooms made of spaces, series, states, closures, keys, attendance, condition reports, school calendars.

Tables are rebuilt rather than added to, so that their constraints stand where the schema declares them.
"""

from alembic import op

revision = "0003"
down_revision = "0002"

UP = (
    """
    CREATE TABLE series (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        room_id INTEGER NOT NULL,
        organisation_id INTEGER,
        kind TEXT NOT NULL,
        layout TEXT,
        purpose TEXT DEFAULT '' NOT NULL,
        expected_persons INTEGER,
        rule TEXT DEFAULT '' NOT NULL,
        starts_on TEXT NOT NULL,
        starts_at TEXT NOT NULL,
        ends_at TEXT NOT NULL,
        days_over INTEGER NOT NULL,
        school_holidays TEXT NOT NULL,
        bank_holidays TEXT NOT NULL,
        predecessor_id INTEGER,
        uid TEXT DEFAULT '' NOT NULL,
        notes TEXT DEFAULT '' NOT NULL,
        CONSTRAINT ck_series_kind CHECK (kind IN ('workshop', 'lesson', 'drop_in', 'meeting', 'event', 'internal')),
        CONSTRAINT ck_series_layout CHECK (layout IN ('seated', 'standing', 'tables', 'circle', 'classroom')),
        CONSTRAINT ck_series_school_holidays CHECK (school_holidays IN ('skip', 'keep', 'flag', 'only')),
        CONSTRAINT ck_series_bank_holidays CHECK (bank_holidays IN ('skip', 'keep', 'flag', 'only')),
        CONSTRAINT ck_series_starts_on CHECK (starts_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT ck_series_expected_persons CHECK (expected_persons >= 0),
        CONSTRAINT ck_series_days_over CHECK (days_over BETWEEN 0 AND 31),
        CONSTRAINT fk_series_room_id FOREIGN KEY(room_id) REFERENCES room (id),
        CONSTRAINT fk_series_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
        CONSTRAINT fk_series_predecessor_id FOREIGN KEY(predecessor_id) REFERENCES series (id) ON DELETE SET NULL
    )
    """,
    "CREATE INDEX ix_series_organisation_id ON series (organisation_id)",
    "CREATE INDEX ix_series_predecessor_id ON series (predecessor_id)",
    "CREATE INDEX ix_series_room_id ON series (room_id)",
    "CREATE UNIQUE INDEX uq_series_uid ON series (uid) WHERE uid <> ''",
    """
    CREATE TABLE room_part (
        room_id INTEGER NOT NULL,
        part_id INTEGER NOT NULL,
        CONSTRAINT pk_room_part PRIMARY KEY (room_id, part_id),
        CONSTRAINT ck_room_part_not_itself CHECK (room_id <> part_id),
        CONSTRAINT fk_room_part_room_id FOREIGN KEY(room_id) REFERENCES room (id) ON DELETE CASCADE,
        CONSTRAINT fk_room_part_part_id FOREIGN KEY(part_id) REFERENCES room (id)
    )
    """,
    "CREATE INDEX ix_room_part_part_id ON room_part (part_id)",
    """
    CREATE TABLE room_layout (
        room_id INTEGER NOT NULL,
        layout TEXT NOT NULL,
        capacity INTEGER NOT NULL,
        CONSTRAINT pk_room_layout PRIMARY KEY (room_id, layout),
        CONSTRAINT ck_room_layout_layout CHECK (layout IN ('seated', 'standing', 'tables', 'circle', 'classroom')),
        CONSTRAINT ck_room_layout_capacity CHECK (capacity > 0),
        CONSTRAINT fk_room_layout_room_id FOREIGN KEY(room_id) REFERENCES room (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE room_fixture (
        room_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        CONSTRAINT pk_room_fixture PRIMARY KEY (room_id, position),
        CONSTRAINT ck_room_fixture_name CHECK (length(name) > 0),
        CONSTRAINT fk_room_fixture_room_id FOREIGN KEY(room_id) REFERENCES room (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE closure (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        room_id INTEGER,
        starts_at TEXT NOT NULL,
        ends_at TEXT NOT NULL,
        is_yearly BOOLEAN NOT NULL,
        reason TEXT DEFAULT '' NOT NULL,
        CONSTRAINT ck_closure_starts_at CHECK (starts_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]'),
        CONSTRAINT ck_closure_ends_at CHECK (ends_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]'),
        CONSTRAINT ck_closure_starts_before_ends CHECK (starts_at < ends_at),
        CONSTRAINT ck_closure_is_yearly CHECK (is_yearly IN (0, 1)),
        CONSTRAINT fk_closure_room_id FOREIGN KEY(room_id) REFERENCES room (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_closure_room_id ON closure (room_id)",
    """
    CREATE TABLE attendance (
        booking_id INTEGER NOT NULL,
        total INTEGER NOT NULL,
        from_district INTEGER,
        age_0_5 INTEGER,
        age_6_11 INTEGER,
        age_12_17 INTEGER,
        age_18_25 INTEGER,
        age_26_64 INTEGER,
        age_65 INTEGER,
        CONSTRAINT pk_attendance PRIMARY KEY (booking_id),
        CONSTRAINT ck_attendance_total CHECK (total >= 0),
        CONSTRAINT ck_attendance_from_district CHECK (from_district BETWEEN 0 AND total),
        CONSTRAINT ck_attendance_ages CHECK (coalesce(age_0_5, 0) + coalesce(age_6_11, 0) + coalesce(age_12_17, 0) + coalesce(age_18_25, 0) + coalesce(age_26_64, 0) + coalesce(age_65, 0) <= total),
        CONSTRAINT fk_attendance_booking_id FOREIGN KEY(booking_id) REFERENCES booking (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE condition_report (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        booking_id INTEGER NOT NULL,
        turn TEXT NOT NULL,
        made_at TEXT NOT NULL,
        finding TEXT NOT NULL,
        remarks TEXT DEFAULT '' NOT NULL,
        CONSTRAINT ck_condition_report_turn CHECK (turn IN ('entry', 'exit')),
        CONSTRAINT ck_condition_report_finding CHECK (finding IN ('good', 'remarks', 'damage')),
        CONSTRAINT ck_condition_report_made_at CHECK (made_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]'),
        CONSTRAINT fk_condition_report_booking_id FOREIGN KEY(booking_id) REFERENCES booking (id) ON DELETE CASCADE
    )
    """,
    "CREATE UNIQUE INDEX uq_condition_report_booking_id ON condition_report (booking_id, turn)",
    """
    CREATE TABLE room_key (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        label TEXT NOT NULL,
        label_folded TEXT NOT NULL,
        kind TEXT NOT NULL,
        lost_on TEXT,
        notes TEXT DEFAULT '' NOT NULL,
        CONSTRAINT ck_room_key_label CHECK (length(label) > 0),
        CONSTRAINT ck_room_key_kind CHECK (kind IN ('key', 'badge', 'code')),
        CONSTRAINT ck_room_key_lost_on CHECK (lost_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT uq_room_key_label_folded UNIQUE (label_folded)
    )
    """,
    """
    CREATE TABLE room_key_room (
        key_id INTEGER NOT NULL,
        room_id INTEGER NOT NULL,
        CONSTRAINT pk_room_key_room PRIMARY KEY (key_id, room_id),
        CONSTRAINT fk_room_key_room_key_id FOREIGN KEY(key_id) REFERENCES room_key (id) ON DELETE CASCADE,
        CONSTRAINT fk_room_key_room_room_id FOREIGN KEY(room_id) REFERENCES room (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_room_key_room_room_id ON room_key_room (room_id)",
    """
    CREATE TABLE key_handover (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        key_id INTEGER NOT NULL,
        organisation_id INTEGER NOT NULL,
        contact_id INTEGER,
        given_on TEXT NOT NULL,
        due_on TEXT,
        returned_on TEXT,
        deposit INTEGER,
        deposit_returned_on TEXT,
        notes TEXT DEFAULT '' NOT NULL,
        CONSTRAINT ck_key_handover_given_on CHECK (given_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT ck_key_handover_due_on CHECK (due_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT ck_key_handover_returned_on CHECK (returned_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT ck_key_handover_deposit_returned_on CHECK (deposit_returned_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT ck_key_handover_returned_after_given CHECK (returned_on >= given_on),
        CONSTRAINT ck_key_handover_deposit CHECK (deposit >= 0),
        CONSTRAINT fk_key_handover_key_id FOREIGN KEY(key_id) REFERENCES room_key (id),
        CONSTRAINT fk_key_handover_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
        CONSTRAINT fk_key_handover_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE SET NULL
    )
    """,
    "CREATE INDEX ix_key_handover_contact_id ON key_handover (contact_id)",
    "CREATE INDEX ix_key_handover_organisation_id ON key_handover (organisation_id)",
    "CREATE UNIQUE INDEX uq_key_handover_out ON key_handover (key_id) WHERE returned_on IS NULL",
    """
    CREATE TABLE school_calendar (
        zone TEXT NOT NULL,
        source TEXT DEFAULT '' NOT NULL,
        imported_on TEXT NOT NULL,
        CONSTRAINT pk_school_calendar PRIMARY KEY (zone),
        CONSTRAINT ck_school_calendar_zone CHECK (zone IN ('A', 'B', 'C', 'corsica', 'guadeloupe', 'martinique', 'guyane', 'reunion', 'mayotte', 'saint-pierre-et-miquelon', 'new-caledonia', 'polynesia', 'wallis-et-futuna', 'other')),
        CONSTRAINT ck_school_calendar_imported_on CHECK (imported_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')
    )
    """,
    """
    CREATE TABLE school_holiday (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        zone TEXT NOT NULL,
        kind TEXT NOT NULL,
        name TEXT DEFAULT '' NOT NULL,
        first_day TEXT NOT NULL,
        last_day TEXT NOT NULL,
        end_is_assumed BOOLEAN NOT NULL,
        CONSTRAINT ck_school_holiday_kind CHECK (kind IN ('autumn', 'christmas', 'winter', 'spring', 'ascension_bridge', 'summer', 'other')),
        CONSTRAINT ck_school_holiday_end_is_assumed CHECK (end_is_assumed IN (0, 1)),
        CONSTRAINT ck_school_holiday_first_day CHECK (first_day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT ck_school_holiday_last_day CHECK (last_day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT ck_school_holiday_first_before_last CHECK (first_day <= last_day),
        CONSTRAINT fk_school_holiday_zone FOREIGN KEY(zone) REFERENCES school_calendar (zone) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_school_holiday_zone ON school_holiday (zone, first_day)",
    """
    CREATE TABLE house_rebuilt (
        id INTEGER NOT NULL,
        name TEXT NOT NULL,
        address TEXT DEFAULT '' NOT NULL,
        postcode TEXT DEFAULT '' NOT NULL,
        city TEXT DEFAULT '' NOT NULL,
        phone TEXT DEFAULT '' NOT NULL,
        email TEXT DEFAULT '' NOT NULL,
        priority_district TEXT DEFAULT '' NOT NULL,
        school_zone TEXT NOT NULL,
        bank_region TEXT DEFAULT 'metropole' NOT NULL,
        time_zone TEXT NOT NULL,
        privacy_lead TEXT DEFAULT '' NOT NULL,
        contact_retention INTEGER DEFAULT 36 NOT NULL,
        papers_retention INTEGER DEFAULT 60 NOT NULL,
        agreement_required TEXT DEFAULT 'ask' NOT NULL,
        insurance_required TEXT DEFAULT 'ask' NOT NULL,
        uid TEXT DEFAULT '' NOT NULL,
        CONSTRAINT pk_house PRIMARY KEY (id),
        CONSTRAINT ck_house_single CHECK (id = 1),
        CONSTRAINT ck_house_contact_retention CHECK (contact_retention > 0),
        CONSTRAINT ck_house_papers_retention CHECK (papers_retention > 0),
        CONSTRAINT ck_house_school_zone CHECK (school_zone IN ('A', 'B', 'C', 'corsica', 'guadeloupe', 'martinique', 'guyane', 'reunion', 'mayotte', 'saint-pierre-et-miquelon', 'new-caledonia', 'polynesia', 'wallis-et-futuna', 'other')),
        CONSTRAINT ck_house_bank_region CHECK (bank_region IN ('metropole', 'alsace-moselle', 'guadeloupe', 'martinique', 'guyane', 'reunion', 'mayotte', 'saint-barthelemy', 'saint-martin')),
        CONSTRAINT ck_house_agreement_required CHECK (agreement_required IN ('none', 'ask', 'require')),
        CONSTRAINT ck_house_insurance_required CHECK (insurance_required IN ('none', 'ask', 'require'))
    )
    """,
    "INSERT INTO house_rebuilt (id, name, address, postcode, city, phone, email, priority_district, school_zone, time_zone, privacy_lead, contact_retention, papers_retention, uid) SELECT id, name, address, postcode, city, phone, email, priority_district, school_zone, time_zone, privacy_lead, contact_retention, papers_retention, lower(hex(randomblob(16))) FROM house",
    "DROP TABLE house",
    "ALTER TABLE house_rebuilt RENAME TO house",
    """
    CREATE TABLE room_rebuilt (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        name_folded TEXT NOT NULL,
        capacity INTEGER NOT NULL,
        place TEXT DEFAULT '' NOT NULL,
        is_accessible BOOLEAN NOT NULL,
        notes TEXT DEFAULT '' NOT NULL,
        buffer_before INTEGER DEFAULT 0 NOT NULL,
        buffer_after INTEGER DEFAULT 0 NOT NULL,
        retired_on TEXT,
        CONSTRAINT ck_room_name CHECK (length(name) > 0),
        CONSTRAINT ck_room_capacity CHECK (capacity > 0),
        CONSTRAINT ck_room_is_accessible CHECK (is_accessible IN (0, 1)),
        CONSTRAINT ck_room_buffer_before CHECK (buffer_before BETWEEN 0 AND 1440),
        CONSTRAINT ck_room_buffer_after CHECK (buffer_after BETWEEN 0 AND 1440),
        CONSTRAINT ck_room_retired_on CHECK (retired_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT uq_room_name_folded UNIQUE (name_folded)
    )
    """,
    "INSERT INTO room_rebuilt (id, name, name_folded, capacity, place, is_accessible, notes) SELECT id, name, name_folded, capacity, place, is_accessible, notes FROM room",
    # The last number given stays known: a deleted one never names another record.
    "DELETE FROM sqlite_sequence WHERE name = 'room_rebuilt'",
    "INSERT INTO sqlite_sequence (name, seq) SELECT 'room_rebuilt', seq FROM sqlite_sequence WHERE name = 'room'",
    "DROP TABLE room",
    "ALTER TABLE room_rebuilt RENAME TO room",
    "CREATE TRIGGER search_room_insert AFTER INSERT ON room BEGIN INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 3, replace(replace(replace(replace(NEW.name || ' ' || NEW.place, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.name <> '' OR NEW.place <> ''; END",
    "CREATE TRIGGER search_room_delete AFTER DELETE ON room BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 3; END",
    "CREATE TRIGGER search_room_update AFTER UPDATE OF id, name, place ON room BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 3; INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 3, replace(replace(replace(replace(NEW.name || ' ' || NEW.place, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.name <> '' OR NEW.place <> ''; END",
    """
    CREATE TABLE room_hours_rebuilt (
        room_id INTEGER NOT NULL,
        first TEXT DEFAULT '0001-01-01' NOT NULL,
        weekday INTEGER NOT NULL,
        opens_at TEXT NOT NULL,
        closes_at TEXT NOT NULL,
        last TEXT DEFAULT '9999-12-31' NOT NULL,
        CONSTRAINT pk_room_hours PRIMARY KEY (room_id, first, weekday, opens_at),
        CONSTRAINT ck_room_hours_weekday CHECK (weekday BETWEEN 0 AND 6),
        CONSTRAINT ck_room_hours_opens_before_closes CHECK (opens_at < closes_at),
        CONSTRAINT ck_room_hours_first CHECK (first GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT ck_room_hours_last CHECK (last GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT ck_room_hours_first_before_last CHECK (first <= last),
        CONSTRAINT fk_room_hours_room_id FOREIGN KEY(room_id) REFERENCES room (id) ON DELETE CASCADE
    )
    """,
    "INSERT INTO room_hours_rebuilt (room_id, weekday, opens_at, closes_at) SELECT room_id, weekday, opens_at, closes_at FROM room_hours",
    "DROP TABLE room_hours",
    "ALTER TABLE room_hours_rebuilt RENAME TO room_hours",
    """
    CREATE TABLE booking_rebuilt (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        room_id INTEGER NOT NULL,
        organisation_id INTEGER,
        series_id INTEGER,
        occurrence_on TEXT,
        starts_at TEXT NOT NULL,
        ends_at TEXT NOT NULL,
        kind TEXT NOT NULL,
        layout TEXT,
        purpose TEXT DEFAULT '' NOT NULL,
        expected_persons INTEGER,
        state TEXT NOT NULL,
        option_until TEXT,
        reason_code TEXT,
        reason TEXT DEFAULT '' NOT NULL,
        override_reason TEXT DEFAULT '' NOT NULL,
        buffer_before INTEGER DEFAULT 0 NOT NULL,
        buffer_after INTEGER DEFAULT 0 NOT NULL,
        uid TEXT DEFAULT '' NOT NULL,
        notes TEXT DEFAULT '' NOT NULL,
        CONSTRAINT ck_booking_kind CHECK (kind IN ('workshop', 'lesson', 'drop_in', 'meeting', 'event', 'internal')),
        CONSTRAINT ck_booking_layout CHECK (layout IN ('seated', 'standing', 'tables', 'circle', 'classroom')),
        CONSTRAINT ck_booking_state CHECK (state IN ('request', 'option', 'confirmed', 'held', 'no_show', 'lapsed', 'refused', 'cancelled', 'skipped')),
        CONSTRAINT ck_booking_reason_code CHECK (reason_code IN ('school_holiday', 'no_school_holiday', 'bank_holiday', 'closure', 'conflict', 'outside_hours', 'papers', 'by_organisation', 'by_house', 'other')),
        CONSTRAINT ck_booking_starts_at CHECK (starts_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]'),
        CONSTRAINT ck_booking_ends_at CHECK (ends_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]'),
        CONSTRAINT ck_booking_option_until CHECK (option_until GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT ck_booking_occurrence_on CHECK (occurrence_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT ck_booking_starts_before_ends CHECK (starts_at < ends_at),
        CONSTRAINT ck_booking_length CHECK (julianday(ends_at) - julianday(starts_at) <= 31),
        CONSTRAINT ck_booking_expected_persons CHECK (expected_persons >= 0),
        CONSTRAINT ck_booking_option_until_state CHECK (option_until IS NULL OR state IN ('option', 'lapsed')),
        CONSTRAINT ck_booking_occurrence CHECK ((series_id IS NULL) = (occurrence_on IS NULL)),
        CONSTRAINT ck_booking_buffer_before CHECK (buffer_before BETWEEN 0 AND 1440),
        CONSTRAINT ck_booking_buffer_after CHECK (buffer_after BETWEEN 0 AND 1440),
        CONSTRAINT fk_booking_room_id FOREIGN KEY(room_id) REFERENCES room (id),
        CONSTRAINT fk_booking_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
        CONSTRAINT fk_booking_series_id FOREIGN KEY(series_id) REFERENCES series (id)
    )
    """,
    "INSERT INTO booking_rebuilt (id, room_id, organisation_id, starts_at, ends_at, kind, purpose, expected_persons, state, option_until, notes) SELECT id, room_id, organisation_id, starts_at, ends_at, kind, purpose, expected_persons, state, option_until, notes FROM booking",
    # The last number given stays known: a deleted one never names another record.
    "DELETE FROM sqlite_sequence WHERE name = 'booking_rebuilt'",
    "INSERT INTO sqlite_sequence (name, seq) SELECT 'booking_rebuilt', seq FROM sqlite_sequence WHERE name = 'booking'",
    "DROP TABLE booking",
    "ALTER TABLE booking_rebuilt RENAME TO booking",
    "CREATE INDEX ix_booking_open ON booking (state, option_until, starts_at) WHERE state IN ('request', 'option', 'lapsed')",
    "CREATE INDEX ix_booking_organisation_id ON booking (organisation_id, starts_at)",
    "CREATE INDEX ix_booking_overnight ON booking (ends_at, starts_at) WHERE substr(starts_at, 1, 10) <> substr(ends_at, 1, 10)",
    "CREATE INDEX ix_booking_room_id ON booking (room_id, starts_at)",
    "CREATE INDEX ix_booking_starts_at ON booking (starts_at, ends_at, room_id)",
    "CREATE UNIQUE INDEX uq_booking_occurrence ON booking (series_id, occurrence_on) WHERE series_id IS NOT NULL",
    "CREATE UNIQUE INDEX uq_booking_uid ON booking (uid) WHERE uid <> ''",
    "CREATE TRIGGER search_booking_insert AFTER INSERT ON booking BEGIN INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 4, replace(replace(replace(replace(NEW.purpose, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.purpose <> ''; END",
    "CREATE TRIGGER search_booking_delete AFTER DELETE ON booking BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 4; END",
    "CREATE TRIGGER search_booking_update AFTER UPDATE OF id, purpose ON booking BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 4; INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 4, replace(replace(replace(replace(NEW.purpose, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.purpose <> ''; END",
    """
    CREATE TABLE occupancy (
        id INTEGER NOT NULL PRIMARY KEY,
        booking_id INTEGER NOT NULL,
        space_id INTEGER NOT NULL,
        starts_at TEXT NOT NULL,
        ends_at TEXT NOT NULL,
        firm INTEGER NOT NULL,
        CONSTRAINT ck_occupancy_starts_at CHECK (starts_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]'),
        CONSTRAINT ck_occupancy_ends_at CHECK (ends_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]'),
        CONSTRAINT ck_occupancy_starts_before_ends CHECK (starts_at < ends_at),
        CONSTRAINT ck_occupancy_length CHECK (julianday(ends_at) - julianday(starts_at) <= 33),
        CONSTRAINT ck_occupancy_firm CHECK (firm IN (0, 1)),
        CONSTRAINT fk_occupancy_booking_id FOREIGN KEY(booking_id) REFERENCES booking (id) ON DELETE CASCADE,
        CONSTRAINT fk_occupancy_space_id FOREIGN KEY(space_id) REFERENCES room (id) ON DELETE CASCADE
    )
    """,
    "CREATE TABLE never (id INTEGER NOT NULL PRIMARY KEY CONSTRAINT ck_never_empty CHECK (id IS NULL))",
    """
    CREATE TABLE gate (
        id INTEGER NOT NULL PRIMARY KEY CONSTRAINT ck_gate_single CHECK (id = 1),
        never_id INTEGER NOT NULL DEFAULT 1,
        CONSTRAINT fk_gate_never_id FOREIGN KEY(never_id) REFERENCES never (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    "CREATE TABLE gate_touched (id INTEGER NOT NULL PRIMARY KEY)",
    "CREATE INDEX ix_occupancy_firm ON occupancy (space_id, starts_at, ends_at) WHERE firm = 1",
    "CREATE INDEX ix_occupancy_option ON occupancy (space_id, starts_at, ends_at) WHERE firm = 0",
    "CREATE INDEX ix_occupancy_booking_id ON occupancy (booking_id)",
    # What was booked until now takes its rooms.
    """
    INSERT INTO occupancy (booking_id, space_id, starts_at, ends_at, firm)
        SELECT b.id, coalesce(p.part_id, b.room_id), CASE b.buffer_before WHEN 0 THEN b.starts_at ELSE strftime('%Y-%m-%dT%H:%M', b.starts_at, '-' || b.buffer_before || ' minutes') END,
               CASE b.buffer_after WHEN 0 THEN b.ends_at ELSE strftime('%Y-%m-%dT%H:%M', b.ends_at, '+' || b.buffer_after || ' minutes') END, b.state <> 'option'
        FROM booking b LEFT JOIN room_part p ON p.room_id = b.room_id
        WHERE b.state IN ('confirmed', 'held', 'option') AND 1
    """,
    """
    CREATE TRIGGER occupancy_insert AFTER INSERT ON occupancy
    WHEN NOT EXISTS (SELECT 1 FROM gate) AND (
        EXISTS (SELECT 1 FROM (SELECT ends_at FROM occupancy
                               WHERE space_id = NEW.space_id AND firm = 1
                                 AND starts_at < NEW.ends_at AND id IS NOT NEW.id
                               ORDER BY starts_at DESC LIMIT 1)
                WHERE ends_at > NEW.starts_at)
        OR NEW.firm = 1 AND EXISTS (
            SELECT 1 FROM occupancy
            WHERE space_id = NEW.space_id AND firm = 0 AND starts_at < NEW.ends_at
              AND starts_at > strftime('%Y-%m-%dT%H:%M', NEW.starts_at, '-33 days')
              AND ends_at > NEW.starts_at AND id IS NOT NEW.id))
    BEGIN SELECT RAISE(ABORT, 'overlap'); END
    """,
    """
    CREATE TRIGGER occupancy_update AFTER UPDATE OF id, space_id, starts_at, ends_at, firm ON occupancy
    WHEN NOT EXISTS (SELECT 1 FROM gate) AND (
        EXISTS (SELECT 1 FROM (SELECT ends_at FROM occupancy
                               WHERE space_id = NEW.space_id AND firm = 1
                                 AND starts_at < NEW.ends_at AND id IS NOT NEW.id
                               ORDER BY starts_at DESC LIMIT 1)
                WHERE ends_at > NEW.starts_at)
        OR NEW.firm = 1 AND EXISTS (
            SELECT 1 FROM occupancy
            WHERE space_id = NEW.space_id AND firm = 0 AND starts_at < NEW.ends_at
              AND starts_at > strftime('%Y-%m-%dT%H:%M', NEW.starts_at, '-33 days')
              AND ends_at > NEW.starts_at AND id IS NOT NEW.id))
    BEGIN SELECT RAISE(ABORT, 'overlap'); END
    """,
    """
    CREATE TRIGGER occupancy_insert_touched AFTER INSERT ON occupancy
    WHEN EXISTS (SELECT 1 FROM gate)
    BEGIN INSERT OR IGNORE INTO gate_touched (id) VALUES (NEW.id); END
    """,
    """
    CREATE TRIGGER occupancy_update_touched AFTER UPDATE OF id, space_id, starts_at, ends_at, firm ON occupancy
    WHEN EXISTS (SELECT 1 FROM gate)
    BEGIN INSERT OR IGNORE INTO gate_touched (id) VALUES (NEW.id); END
    """,
    """
    CREATE TRIGGER gate_close BEFORE DELETE ON gate BEGIN
        SELECT RAISE(ABORT, 'overlap') FROM gate_touched CROSS JOIN occupancy n ON n.id = gate_touched.id
        WHERE EXISTS (
                SELECT 1 FROM occupancy o
                WHERE o.space_id = n.space_id AND o.firm = 1 AND o.starts_at < n.ends_at
                  AND o.starts_at > strftime('%Y-%m-%dT%H:%M', n.starts_at, '-33 days')
                  AND o.ends_at > n.starts_at AND o.id <> n.id) OR n.firm = 1 AND EXISTS (
                SELECT 1 FROM occupancy o
                WHERE o.space_id = n.space_id AND o.firm = 0 AND o.starts_at < n.ends_at
                  AND o.starts_at > strftime('%Y-%m-%dT%H:%M', n.starts_at, '-33 days')
                  AND o.ends_at > n.starts_at AND o.id <> n.id);
        DELETE FROM gate_touched;
    END
    """,
    """
    CREATE TRIGGER booking_occupies AFTER INSERT ON booking
    BEGIN
        DELETE FROM occupancy WHERE booking_id = NEW.id;
        INSERT INTO occupancy (booking_id, space_id, starts_at, ends_at, firm)
        SELECT b.id, coalesce(p.part_id, b.room_id), CASE b.buffer_before WHEN 0 THEN b.starts_at ELSE strftime('%Y-%m-%dT%H:%M', b.starts_at, '-' || b.buffer_before || ' minutes') END,
               CASE b.buffer_after WHEN 0 THEN b.ends_at ELSE strftime('%Y-%m-%dT%H:%M', b.ends_at, '+' || b.buffer_after || ' minutes') END, b.state <> 'option'
        FROM booking b LEFT JOIN room_part p ON p.room_id = b.room_id
        WHERE b.state IN ('confirmed', 'held', 'option') AND b.id = NEW.id;
    END
    """,
    """
    CREATE TRIGGER booking_moves AFTER UPDATE OF id, room_id, starts_at, ends_at, state, buffer_before, buffer_after ON booking
    WHEN OLD.id IS NOT NEW.id OR OLD.room_id IS NOT NEW.room_id OR OLD.starts_at IS NOT NEW.starts_at OR OLD.ends_at IS NOT NEW.ends_at OR OLD.state IS NOT NEW.state OR OLD.buffer_before IS NOT NEW.buffer_before OR OLD.buffer_after IS NOT NEW.buffer_after
    BEGIN
        DELETE FROM occupancy WHERE booking_id = OLD.id;
        INSERT INTO occupancy (booking_id, space_id, starts_at, ends_at, firm)
        SELECT b.id, coalesce(p.part_id, b.room_id), CASE b.buffer_before WHEN 0 THEN b.starts_at ELSE strftime('%Y-%m-%dT%H:%M', b.starts_at, '-' || b.buffer_before || ' minutes') END,
               CASE b.buffer_after WHEN 0 THEN b.ends_at ELSE strftime('%Y-%m-%dT%H:%M', b.ends_at, '+' || b.buffer_after || ' minutes') END, b.state <> 'option'
        FROM booking b LEFT JOIN room_part p ON p.room_id = b.room_id
        WHERE b.state IN ('confirmed', 'held', 'option') AND b.id = NEW.id;
    END
    """,
    """
    CREATE TRIGGER booking_leaves AFTER DELETE ON booking
    BEGIN
        DELETE FROM occupancy WHERE booking_id = OLD.id;
    END
    """,
    """
    CREATE TRIGGER room_part_insert AFTER INSERT ON room_part
    BEGIN
        DELETE FROM occupancy WHERE booking_id IN (SELECT id FROM booking WHERE room_id = NEW.room_id);
        INSERT INTO occupancy (booking_id, space_id, starts_at, ends_at, firm)
        SELECT b.id, coalesce(p.part_id, b.room_id), CASE b.buffer_before WHEN 0 THEN b.starts_at ELSE strftime('%Y-%m-%dT%H:%M', b.starts_at, '-' || b.buffer_before || ' minutes') END,
               CASE b.buffer_after WHEN 0 THEN b.ends_at ELSE strftime('%Y-%m-%dT%H:%M', b.ends_at, '+' || b.buffer_after || ' minutes') END, b.state <> 'option'
        FROM booking b LEFT JOIN room_part p ON p.room_id = b.room_id
        WHERE b.state IN ('confirmed', 'held', 'option') AND b.room_id = NEW.room_id;
    END
    """,
    """
    CREATE TRIGGER room_part_delete AFTER DELETE ON room_part
    BEGIN
        DELETE FROM occupancy WHERE booking_id IN (SELECT id FROM booking WHERE room_id = OLD.room_id);
        INSERT INTO occupancy (booking_id, space_id, starts_at, ends_at, firm)
        SELECT b.id, coalesce(p.part_id, b.room_id), CASE b.buffer_before WHEN 0 THEN b.starts_at ELSE strftime('%Y-%m-%dT%H:%M', b.starts_at, '-' || b.buffer_before || ' minutes') END,
               CASE b.buffer_after WHEN 0 THEN b.ends_at ELSE strftime('%Y-%m-%dT%H:%M', b.ends_at, '+' || b.buffer_after || ' minutes') END, b.state <> 'option'
        FROM booking b LEFT JOIN room_part p ON p.room_id = b.room_id
        WHERE b.state IN ('confirmed', 'held', 'option') AND b.room_id = OLD.room_id;
    END
    """,
)

DOWN = (
    "DROP TRIGGER booking_occupies",
    "DROP TRIGGER booking_moves",
    "DROP TRIGGER booking_leaves",
    "DROP TRIGGER room_part_insert",
    "DROP TRIGGER room_part_delete",
    "DROP TABLE gate",
    "DROP TABLE never",
    "DROP TABLE gate_touched",
    "DROP TABLE occupancy",
    # What takes no room, or is of a state the former schema does not know, is lost.
    "DELETE FROM action_booking WHERE booking_id IN (SELECT id FROM booking WHERE state NOT IN ('option', 'confirmed', 'held'))",
    "DELETE FROM booking WHERE state NOT IN ('option', 'confirmed', 'held')",
    "UPDATE booking SET state = 'confirmed' WHERE state = 'held'",
    """
    CREATE TABLE booking_rebuilt (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        room_id INTEGER NOT NULL,
        organisation_id INTEGER,
        starts_at TEXT NOT NULL,
        ends_at TEXT NOT NULL,
        kind TEXT NOT NULL,
        purpose TEXT DEFAULT '' NOT NULL,
        expected_persons INTEGER,
        state TEXT NOT NULL,
        option_until TEXT,
        notes TEXT DEFAULT '' NOT NULL,
        CONSTRAINT ck_booking_kind CHECK (kind IN ('workshop', 'lesson', 'drop_in', 'meeting', 'event', 'internal')),
        CONSTRAINT ck_booking_state CHECK (state IN ('option', 'confirmed')),
        CONSTRAINT ck_booking_starts_at CHECK (starts_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]'),
        CONSTRAINT ck_booking_ends_at CHECK (ends_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]'),
        CONSTRAINT ck_booking_option_until CHECK (option_until GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT ck_booking_starts_before_ends CHECK (starts_at < ends_at),
        CONSTRAINT ck_booking_length CHECK (julianday(ends_at) - julianday(starts_at) <= 31),
        CONSTRAINT ck_booking_expected_persons CHECK (expected_persons >= 0),
        CONSTRAINT ck_booking_option_until_state CHECK (option_until IS NULL OR state = 'option'),
        CONSTRAINT fk_booking_room_id FOREIGN KEY(room_id) REFERENCES room (id),
        CONSTRAINT fk_booking_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id)
    )
    """,
    "INSERT INTO booking_rebuilt (id, room_id, organisation_id, starts_at, ends_at, kind, purpose, expected_persons, state, option_until, notes) SELECT id, room_id, organisation_id, starts_at, ends_at, kind, purpose, expected_persons, state, option_until, notes FROM booking",
    # The last number given stays known: a deleted one never names another record.
    "DELETE FROM sqlite_sequence WHERE name = 'booking_rebuilt'",
    "INSERT INTO sqlite_sequence (name, seq) SELECT 'booking_rebuilt', seq FROM sqlite_sequence WHERE name = 'booking'",
    "DROP TABLE booking",
    "ALTER TABLE booking_rebuilt RENAME TO booking",
    "CREATE INDEX ix_booking_confirmed ON booking (room_id, starts_at, ends_at) WHERE state = 'confirmed'",
    "CREATE INDEX ix_booking_option ON booking (room_id, starts_at, ends_at) WHERE state = 'option'",
    "CREATE INDEX ix_booking_organisation_id ON booking (organisation_id, starts_at)",
    "CREATE INDEX ix_booking_overnight ON booking (ends_at, starts_at) WHERE substr(starts_at, 1, 10) <> substr(ends_at, 1, 10)",
    "CREATE INDEX ix_booking_starts_at ON booking (starts_at, ends_at, room_id)",
    "CREATE TRIGGER search_booking_insert AFTER INSERT ON booking BEGIN INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 4, replace(replace(replace(replace(NEW.purpose, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.purpose <> ''; END",
    "CREATE TRIGGER search_booking_delete AFTER DELETE ON booking BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 4; END",
    "CREATE TRIGGER search_booking_update AFTER UPDATE OF id, purpose ON booking BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 4; INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 4, replace(replace(replace(replace(NEW.purpose, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.purpose <> ''; END",
    """
    CREATE TRIGGER booking_overlap_insert AFTER INSERT ON booking
    WHEN
        EXISTS (SELECT 1 FROM (SELECT ends_at FROM booking
                               WHERE room_id = NEW.room_id AND state = 'confirmed'
                                 AND starts_at < NEW.ends_at AND id IS NOT NEW.id
                               ORDER BY starts_at DESC LIMIT 1)
                WHERE ends_at > NEW.starts_at)
      OR
        NEW.state = 'confirmed' AND EXISTS (
            SELECT 1 FROM booking
            WHERE room_id = NEW.room_id AND state = 'option' AND starts_at < NEW.ends_at
              AND starts_at > strftime('%Y-%m-%dT%H:%M', NEW.starts_at, '-31 days')
              AND ends_at > NEW.starts_at AND id IS NOT NEW.id)
    BEGIN SELECT RAISE(ABORT, 'overlap'); END
    """,
    """
    CREATE TRIGGER booking_overlap_update AFTER UPDATE OF id, room_id, starts_at, ends_at, state ON booking
    WHEN
        EXISTS (SELECT 1 FROM (SELECT ends_at FROM booking
                               WHERE room_id = NEW.room_id AND state = 'confirmed'
                                 AND starts_at < NEW.ends_at AND id IS NOT NEW.id
                               ORDER BY starts_at DESC LIMIT 1)
                WHERE ends_at > NEW.starts_at)
      OR
        NEW.state = 'confirmed' AND EXISTS (
            SELECT 1 FROM booking
            WHERE room_id = NEW.room_id AND state = 'option' AND starts_at < NEW.ends_at
              AND starts_at > strftime('%Y-%m-%dT%H:%M', NEW.starts_at, '-31 days')
              AND ends_at > NEW.starts_at AND id IS NOT NEW.id)
    BEGIN SELECT RAISE(ABORT, 'overlap'); END
    """,
    "DELETE FROM room_hours WHERE first <> '0001-01-01'",
    """
    CREATE TABLE room_hours_rebuilt (
        room_id INTEGER NOT NULL,
        weekday INTEGER NOT NULL,
        opens_at TEXT NOT NULL,
        closes_at TEXT NOT NULL,
        CONSTRAINT pk_room_hours PRIMARY KEY (room_id, weekday, opens_at),
        CONSTRAINT ck_room_hours_weekday CHECK (weekday BETWEEN 0 AND 6),
        CONSTRAINT ck_room_hours_opens_before_closes CHECK (opens_at < closes_at),
        CONSTRAINT fk_room_hours_room_id FOREIGN KEY(room_id) REFERENCES room (id) ON DELETE CASCADE
    )
    """,
    "INSERT INTO room_hours_rebuilt (room_id, weekday, opens_at, closes_at) SELECT room_id, weekday, opens_at, closes_at FROM room_hours",
    "DROP TABLE room_hours",
    "ALTER TABLE room_hours_rebuilt RENAME TO room_hours",
    """
    CREATE TABLE room_rebuilt (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        name_folded TEXT NOT NULL,
        capacity INTEGER NOT NULL,
        place TEXT DEFAULT '' NOT NULL,
        is_accessible BOOLEAN NOT NULL,
        notes TEXT DEFAULT '' NOT NULL,
        CONSTRAINT ck_room_name CHECK (length(name) > 0),
        CONSTRAINT ck_room_capacity CHECK (capacity > 0),
        CONSTRAINT ck_room_is_accessible CHECK (is_accessible IN (0, 1)),
        CONSTRAINT uq_room_name_folded UNIQUE (name_folded)
    )
    """,
    "INSERT INTO room_rebuilt (id, name, name_folded, capacity, place, is_accessible, notes) SELECT id, name, name_folded, capacity, place, is_accessible, notes FROM room",
    # The last number given stays known: a deleted one never names another record.
    "DELETE FROM sqlite_sequence WHERE name = 'room_rebuilt'",
    "INSERT INTO sqlite_sequence (name, seq) SELECT 'room_rebuilt', seq FROM sqlite_sequence WHERE name = 'room'",
    "DROP TABLE room",
    "ALTER TABLE room_rebuilt RENAME TO room",
    "CREATE TRIGGER search_room_insert AFTER INSERT ON room BEGIN INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 3, replace(replace(replace(replace(NEW.name || ' ' || NEW.place, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.name <> '' OR NEW.place <> ''; END",
    "CREATE TRIGGER search_room_delete AFTER DELETE ON room BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 3; END",
    "CREATE TRIGGER search_room_update AFTER UPDATE OF id, name, place ON room BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 3; INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 3, replace(replace(replace(replace(NEW.name || ' ' || NEW.place, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.name <> '' OR NEW.place <> ''; END",
    """
    CREATE TABLE house_rebuilt (
        id INTEGER NOT NULL,
        name TEXT NOT NULL,
        address TEXT DEFAULT '' NOT NULL,
        postcode TEXT DEFAULT '' NOT NULL,
        city TEXT DEFAULT '' NOT NULL,
        phone TEXT DEFAULT '' NOT NULL,
        email TEXT DEFAULT '' NOT NULL,
        priority_district TEXT DEFAULT '' NOT NULL,
        school_zone TEXT NOT NULL,
        time_zone TEXT NOT NULL,
        privacy_lead TEXT DEFAULT '' NOT NULL,
        contact_retention INTEGER DEFAULT 36 NOT NULL,
        papers_retention INTEGER DEFAULT 60 NOT NULL,
        CONSTRAINT pk_house PRIMARY KEY (id),
        CONSTRAINT ck_house_single CHECK (id = 1),
        CONSTRAINT ck_house_contact_retention CHECK (contact_retention > 0),
        CONSTRAINT ck_house_papers_retention CHECK (papers_retention > 0),
        CONSTRAINT ck_house_school_zone CHECK (school_zone IN ('A', 'B', 'C', 'other'))
    )
    """,
    "INSERT INTO house_rebuilt (id, name, address, postcode, city, phone, email, priority_district, school_zone, time_zone, privacy_lead, contact_retention, papers_retention) SELECT id, name, address, postcode, city, phone, email, priority_district, school_zone, time_zone, privacy_lead, contact_retention, papers_retention FROM house",
    "DROP TABLE house",
    "ALTER TABLE house_rebuilt RENAME TO house",
    "DROP TABLE school_holiday",
    "DROP TABLE school_calendar",
    "DROP TABLE key_handover",
    "DROP TABLE room_key_room",
    "DROP TABLE room_key",
    "DROP TABLE condition_report",
    "DROP TABLE attendance",
    "DROP TABLE closure",
    "DROP TABLE room_fixture",
    "DROP TABLE room_layout",
    "DROP TABLE room_part",
    "DROP TABLE series",
)


def upgrade() -> None:
    """Make the planning's tables, and let each booking take its spaces."""
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    """Take them away again; what they held is lost."""
    for statement in DOWN:
        op.execute(statement)
