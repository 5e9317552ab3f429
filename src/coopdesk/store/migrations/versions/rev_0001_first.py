"""The first schema: associations, rooms and bookings, equipment and loans, actions, search.

The statements are written out, not taken from today's schema: a released migration never changes.
"""

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """
    CREATE TABLE action (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        title_folded TEXT NOT NULL,
        summary TEXT DEFAULT '' NOT NULL,
        need TEXT DEFAULT '' NOT NULL,
        need_source TEXT DEFAULT '' NOT NULL,
        common_goal TEXT DEFAULT '' NOT NULL,
        form TEXT,
        second_form TEXT,
        dynamic TEXT,
        horizon TEXT,
        stage TEXT NOT NULL,
        starts_on TEXT,
        ends_on TEXT,
        reached_total INTEGER,
        reached_district INTEGER,
        review TEXT DEFAULT '' NOT NULL,
        CONSTRAINT ck_action_stage CHECK (stage IN ('idea', 'preparation', 'under_way', 'finished', 'reviewed', 'abandoned')),
        CONSTRAINT ck_action_horizon CHECK (horizon IN ('one_off', 'recurring', 'permanent')),
        CONSTRAINT ck_action_title CHECK (length(title) > 0),
        CONSTRAINT ck_action_starts_before_ends CHECK (ends_on >= starts_on),
        CONSTRAINT ck_action_reached_total CHECK (reached_total >= 0),
        CONSTRAINT ck_action_reached_district CHECK (reached_district BETWEEN 0 AND reached_total),
        CONSTRAINT ck_action_starts_on CHECK (starts_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT ck_action_ends_on CHECK (ends_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')
    )
    """,
    "CREATE INDEX ix_action_starts_on ON action (starts_on)",
    "CREATE INDEX ix_action_title_folded ON action (title_folded, id)",
    """
    CREATE TABLE house (
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
        CONSTRAINT pk_house PRIMARY KEY (id),
        CONSTRAINT ck_house_single CHECK (id = 1),
        CONSTRAINT ck_house_school_zone CHECK (school_zone IN ('A', 'B', 'C', 'other'))
    )
    """,
    """
    CREATE TABLE organisation (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        name_folded TEXT NOT NULL,
        short_name TEXT DEFAULT '' NOT NULL,
        kind TEXT NOT NULL,
        purpose TEXT DEFAULT '' NOT NULL,
        rna TEXT DEFAULT '' NOT NULL,
        siren TEXT DEFAULT '' NOT NULL,
        siret TEXT DEFAULT '' NOT NULL,
        priority_district TEXT DEFAULT '' NOT NULL,
        address TEXT DEFAULT '' NOT NULL,
        postcode TEXT DEFAULT '' NOT NULL,
        city TEXT DEFAULT '' NOT NULL,
        phone TEXT DEFAULT '' NOT NULL,
        email TEXT DEFAULT '' NOT NULL,
        federation TEXT DEFAULT '' NOT NULL,
        members INTEGER,
        volunteers INTEGER,
        declared_on TEXT,
        charter_signed_on TEXT,
        republican_commitment_signed_on TEXT,
        agreement_ends_on TEXT,
        insurance_company TEXT DEFAULT '' NOT NULL,
        insurance_policy TEXT DEFAULT '' NOT NULL,
        insurance_ends_on TEXT,
        notes TEXT DEFAULT '' NOT NULL,
        CONSTRAINT ck_organisation_kind CHECK (kind IN ('association', 'informal_group', 'neighbourhood_company', 'landlord', 'local_authority', 'school', 'company', 'other')),
        CONSTRAINT ck_organisation_name CHECK (length(name) > 0),
        CONSTRAINT ck_organisation_members CHECK (members >= 0),
        CONSTRAINT ck_organisation_volunteers CHECK (volunteers >= 0),
        CONSTRAINT ck_organisation_declared_on CHECK (declared_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT ck_organisation_charter_signed_on CHECK (charter_signed_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT ck_organisation_republican_commitment_signed_on CHECK (republican_commitment_signed_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT ck_organisation_agreement_ends_on CHECK (agreement_ends_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT ck_organisation_insurance_ends_on CHECK (insurance_ends_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')
    )
    """,
    "CREATE INDEX ix_organisation_name_folded ON organisation (name_folded, id)",
    "CREATE INDEX ix_organisation_rna ON organisation (rna)",
    "CREATE INDEX ix_organisation_siret ON organisation (siret)",
    """
    CREATE TABLE room (
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
    """
    CREATE TABLE action_mark (
        action_id INTEGER NOT NULL,
        axis TEXT NOT NULL,
        code TEXT NOT NULL,
        CONSTRAINT pk_action_mark PRIMARY KEY (action_id, axis, code),
        CONSTRAINT ck_action_mark_axis CHECK (axis IN ('reason', 'brake', 'lever')),
        CONSTRAINT fk_action_mark_action_id FOREIGN KEY(action_id) REFERENCES action (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE action_partner (
        action_id INTEGER NOT NULL,
        organisation_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        role TEXT NOT NULL,
        contribution TEXT DEFAULT '' NOT NULL,
        CONSTRAINT pk_action_partner PRIMARY KEY (action_id, organisation_id),
        CONSTRAINT ck_action_partner_role CHECK (role IN ('lead', 'co_lead', 'operational', 'funder', 'lender', 'residents', 'support')),
        CONSTRAINT fk_action_partner_action_id FOREIGN KEY(action_id) REFERENCES action (id) ON DELETE CASCADE,
        CONSTRAINT fk_action_partner_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id)
    )
    """,
    "CREATE INDEX ix_action_partner_organisation_id ON action_partner (organisation_id)",
    """
    CREATE TABLE booking (
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
    "CREATE INDEX ix_booking_confirmed ON booking (room_id, starts_at, ends_at) WHERE state = 'confirmed'",
    "CREATE INDEX ix_booking_option ON booking (room_id, starts_at, ends_at) WHERE state = 'option'",
    "CREATE INDEX ix_booking_organisation_id ON booking (organisation_id, starts_at)",
    "CREATE INDEX ix_booking_overnight ON booking (ends_at, starts_at) WHERE substr(starts_at, 1, 10) <> substr(ends_at, 1, 10)",
    "CREATE INDEX ix_booking_starts_at ON booking (starts_at, ends_at, room_id)",
    """
    CREATE TABLE contact (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        organisation_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        phone TEXT DEFAULT '' NOT NULL,
        email TEXT DEFAULT '' NOT NULL,
        source TEXT DEFAULT '' NOT NULL,
        confirmed_on TEXT,
        CONSTRAINT ck_contact_role CHECK (role IN ('chair', 'treasurer', 'secretary', 'coordinator', 'key_holder', 'other')),
        CONSTRAINT ck_contact_name CHECK (length(name) > 0),
        CONSTRAINT ck_contact_confirmed_on CHECK (confirmed_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT fk_contact_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_contact_organisation_id ON contact (organisation_id)",
    """
    CREATE TABLE equipment (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        name_folded TEXT NOT NULL,
        category TEXT DEFAULT '' NOT NULL,
        tracking TEXT NOT NULL,
        inventory_number TEXT DEFAULT '' NOT NULL,
        quantity INTEGER NOT NULL,
        out_of_order INTEGER NOT NULL,
        owner_id INTEGER,
        place TEXT DEFAULT '' NOT NULL,
        condition TEXT NOT NULL,
        unit_value INTEGER,
        deposit INTEGER,
        purchased_on TEXT,
        check_due_on TEXT,
        notes TEXT DEFAULT '' NOT NULL,
        CONSTRAINT ck_equipment_tracking CHECK (tracking IN ('unique', 'lot')),
        CONSTRAINT ck_equipment_condition CHECK (condition IN ('good', 'worn', 'broken', 'under_repair', 'retired')),
        CONSTRAINT ck_equipment_name CHECK (length(name) > 0),
        CONSTRAINT ck_equipment_quantity CHECK (quantity > 0),
        CONSTRAINT ck_equipment_unique_is_one CHECK (tracking <> 'unique' OR quantity = 1),
        CONSTRAINT ck_equipment_out_of_order CHECK (out_of_order BETWEEN 0 AND quantity),
        CONSTRAINT ck_equipment_unit_value CHECK (unit_value >= 0),
        CONSTRAINT ck_equipment_deposit CHECK (deposit >= 0),
        CONSTRAINT ck_equipment_purchased_on CHECK (purchased_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT ck_equipment_check_due_on CHECK (check_due_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT fk_equipment_owner_id FOREIGN KEY(owner_id) REFERENCES organisation (id)
    )
    """,
    "CREATE INDEX ix_equipment_name_folded ON equipment (name_folded, id)",
    "CREATE INDEX ix_equipment_owner_id ON equipment (owner_id)",
    "CREATE UNIQUE INDEX uq_equipment_inventory_number ON equipment (inventory_number) WHERE inventory_number <> ''",
    """
    CREATE TABLE loan (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        number TEXT NOT NULL,
        organisation_id INTEGER NOT NULL,
        starts_at TEXT NOT NULL,
        due_at TEXT NOT NULL,
        out_at TEXT,
        closed_at TEXT,
        deposit INTEGER,
        notes TEXT DEFAULT '' NOT NULL,
        CONSTRAINT ck_loan_starts_at CHECK (starts_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]'),
        CONSTRAINT ck_loan_due_at CHECK (due_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]'),
        CONSTRAINT ck_loan_out_at CHECK (out_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]'),
        CONSTRAINT ck_loan_closed_at CHECK (closed_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]'),
        CONSTRAINT ck_loan_starts_before_due CHECK (starts_at < due_at),
        CONSTRAINT ck_loan_closed_was_out CHECK (closed_at IS NULL OR out_at IS NOT NULL),
        CONSTRAINT ck_loan_deposit CHECK (deposit >= 0),
        CONSTRAINT uq_loan_number UNIQUE (number),
        CONSTRAINT fk_loan_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id)
    )
    """,
    "CREATE INDEX ix_loan_open ON loan (due_at) WHERE closed_at IS NULL",
    "CREATE INDEX ix_loan_organisation_id ON loan (organisation_id)",
    "CREATE INDEX ix_loan_starts_at ON loan (starts_at, due_at)",
    """
    CREATE TABLE organisation_theme (
        organisation_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        theme TEXT NOT NULL,
        CONSTRAINT pk_organisation_theme PRIMARY KEY (organisation_id, position),
        CONSTRAINT fk_organisation_theme_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_organisation_theme_theme ON organisation_theme (theme)",
    """
    CREATE TABLE room_hours (
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
    """
    CREATE TABLE action_booking (
        action_id INTEGER NOT NULL,
        booking_id INTEGER NOT NULL,
        CONSTRAINT pk_action_booking PRIMARY KEY (action_id, booking_id),
        CONSTRAINT fk_action_booking_action_id FOREIGN KEY(action_id) REFERENCES action (id) ON DELETE CASCADE,
        CONSTRAINT fk_action_booking_booking_id FOREIGN KEY(booking_id) REFERENCES booking (id)
    )
    """,
    "CREATE INDEX ix_action_booking_booking_id ON action_booking (booking_id)",
    """
    CREATE TABLE action_loan (
        action_id INTEGER NOT NULL,
        loan_id INTEGER NOT NULL,
        CONSTRAINT pk_action_loan PRIMARY KEY (action_id, loan_id),
        CONSTRAINT fk_action_loan_action_id FOREIGN KEY(action_id) REFERENCES action (id) ON DELETE CASCADE,
        CONSTRAINT fk_action_loan_loan_id FOREIGN KEY(loan_id) REFERENCES loan (id)
    )
    """,
    "CREATE INDEX ix_action_loan_loan_id ON action_loan (loan_id)",
    """
    CREATE TABLE loan_line (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        loan_id INTEGER NOT NULL,
        equipment_id INTEGER NOT NULL,
        quantity INTEGER NOT NULL,
        returned_good INTEGER DEFAULT '0' NOT NULL,
        returned_damaged INTEGER DEFAULT '0' NOT NULL,
        missing INTEGER DEFAULT '0' NOT NULL,
        CONSTRAINT ck_loan_line_quantity CHECK (quantity > 0),
        CONSTRAINT ck_loan_line_returned CHECK (min(returned_good, returned_damaged, missing) >= 0),
        CONSTRAINT ck_loan_line_returned_at_most CHECK (returned_good + returned_damaged + missing <= quantity),
        CONSTRAINT fk_loan_line_loan_id FOREIGN KEY(loan_id) REFERENCES loan (id) ON DELETE CASCADE,
        CONSTRAINT fk_loan_line_equipment_id FOREIGN KEY(equipment_id) REFERENCES equipment (id)
    )
    """,
    "CREATE INDEX ix_loan_line_equipment_id ON loan_line (equipment_id)",
    "CREATE UNIQUE INDEX uq_loan_line_loan_id ON loan_line (loan_id, equipment_id)",
    "CREATE VIRTUAL TABLE search USING fts5(words, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')",
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
    "CREATE TRIGGER search_organisation_insert AFTER INSERT ON organisation BEGIN INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 1, replace(replace(replace(replace(NEW.name || ' ' || NEW.short_name || ' ' || NEW.purpose || ' ' || NEW.rna || ' ' || NEW.siret || ' ' || NEW.city || ' ' || NEW.federation, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.name <> '' OR NEW.short_name <> '' OR NEW.purpose <> '' OR NEW.rna <> '' OR NEW.siret <> '' OR NEW.city <> '' OR NEW.federation <> ''; END",
    "CREATE TRIGGER search_organisation_delete AFTER DELETE ON organisation BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 1; END",
    "CREATE TRIGGER search_organisation_update AFTER UPDATE OF id, name, short_name, purpose, rna, siret, city, federation ON organisation BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 1; INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 1, replace(replace(replace(replace(NEW.name || ' ' || NEW.short_name || ' ' || NEW.purpose || ' ' || NEW.rna || ' ' || NEW.siret || ' ' || NEW.city || ' ' || NEW.federation, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.name <> '' OR NEW.short_name <> '' OR NEW.purpose <> '' OR NEW.rna <> '' OR NEW.siret <> '' OR NEW.city <> '' OR NEW.federation <> ''; END",
    "CREATE TRIGGER search_contact_insert AFTER INSERT ON contact BEGIN INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 2, replace(replace(replace(replace(NEW.name || ' ' || NEW.email || ' ' || NEW.phone, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.name <> '' OR NEW.email <> '' OR NEW.phone <> ''; END",
    "CREATE TRIGGER search_contact_delete AFTER DELETE ON contact BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 2; END",
    "CREATE TRIGGER search_contact_update AFTER UPDATE OF id, name, email, phone ON contact BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 2; INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 2, replace(replace(replace(replace(NEW.name || ' ' || NEW.email || ' ' || NEW.phone, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.name <> '' OR NEW.email <> '' OR NEW.phone <> ''; END",
    "CREATE TRIGGER search_room_insert AFTER INSERT ON room BEGIN INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 3, replace(replace(replace(replace(NEW.name || ' ' || NEW.place, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.name <> '' OR NEW.place <> ''; END",
    "CREATE TRIGGER search_room_delete AFTER DELETE ON room BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 3; END",
    "CREATE TRIGGER search_room_update AFTER UPDATE OF id, name, place ON room BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 3; INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 3, replace(replace(replace(replace(NEW.name || ' ' || NEW.place, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.name <> '' OR NEW.place <> ''; END",
    "CREATE TRIGGER search_booking_insert AFTER INSERT ON booking BEGIN INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 4, replace(replace(replace(replace(NEW.purpose, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.purpose <> ''; END",
    "CREATE TRIGGER search_booking_delete AFTER DELETE ON booking BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 4; END",
    "CREATE TRIGGER search_booking_update AFTER UPDATE OF id, purpose ON booking BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 4; INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 4, replace(replace(replace(replace(NEW.purpose, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.purpose <> ''; END",
    "CREATE TRIGGER search_equipment_insert AFTER INSERT ON equipment BEGIN INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 5, replace(replace(replace(replace(NEW.name || ' ' || NEW.category || ' ' || NEW.inventory_number || ' ' || NEW.place, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.name <> '' OR NEW.category <> '' OR NEW.inventory_number <> '' OR NEW.place <> ''; END",
    "CREATE TRIGGER search_equipment_delete AFTER DELETE ON equipment BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 5; END",
    "CREATE TRIGGER search_equipment_update AFTER UPDATE OF id, name, category, inventory_number, place ON equipment BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 5; INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 5, replace(replace(replace(replace(NEW.name || ' ' || NEW.category || ' ' || NEW.inventory_number || ' ' || NEW.place, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.name <> '' OR NEW.category <> '' OR NEW.inventory_number <> '' OR NEW.place <> ''; END",
    "CREATE TRIGGER search_loan_insert AFTER INSERT ON loan BEGIN INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 6, replace(replace(replace(replace(NEW.number, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.number <> ''; END",
    "CREATE TRIGGER search_loan_delete AFTER DELETE ON loan BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 6; END",
    "CREATE TRIGGER search_loan_update AFTER UPDATE OF id, number ON loan BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 6; INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 6, replace(replace(replace(replace(NEW.number, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.number <> ''; END",
    "CREATE TRIGGER search_action_insert AFTER INSERT ON action BEGIN INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 7, replace(replace(replace(replace(NEW.title || ' ' || NEW.summary || ' ' || NEW.common_goal, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.title <> '' OR NEW.summary <> '' OR NEW.common_goal <> ''; END",
    "CREATE TRIGGER search_action_delete AFTER DELETE ON action BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 7; END",
    "CREATE TRIGGER search_action_update AFTER UPDATE OF id, title, summary, common_goal ON action BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 7; INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 7, replace(replace(replace(replace(NEW.title || ' ' || NEW.summary || ' ' || NEW.common_goal, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.title <> '' OR NEW.summary <> '' OR NEW.common_goal <> ''; END",
)

_TABLES = (
    "search",
    "loan_line",
    "action_loan",
    "action_booking",
    "room_hours",
    "organisation_theme",
    "loan",
    "equipment",
    "contact",
    "booking",
    "action_partner",
    "action_mark",
    "room",
    "organisation",
    "house",
    "action",
)


def upgrade() -> None:
    """Make every table, index and trigger."""
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Go back to an empty file."""
    for table in _TABLES:
        op.execute(f"DROP TABLE {table}")
