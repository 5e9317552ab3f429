"""The journal; where a contact comes from, when they were informed, erased; how long the house keeps what.

Tables are rebuilt rather than added to, so that their constraints stand where the schema declares them.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

UP = (
    """
    CREATE TABLE journal (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        operation TEXT NOT NULL,
        way TEXT NOT NULL,
        subject TEXT,
        record_id INTEGER,
        CONSTRAINT ck_journal_at CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]'),
        CONSTRAINT ck_journal_way CHECK (way IN ('done', 'undone', 'redone'))
    )
    """,
    "CREATE INDEX ix_journal_at ON journal (at, id)",
    "CREATE INDEX ix_journal_record ON journal (subject, record_id)",
    """
    CREATE TABLE contact_rebuilt (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        organisation_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        phone TEXT DEFAULT '' NOT NULL,
        email TEXT DEFAULT '' NOT NULL,
        source TEXT DEFAULT '' NOT NULL,
        collected_on TEXT,
        informed_on TEXT,
        confirmed_on TEXT,
        erased_on TEXT,
        CONSTRAINT ck_contact_role CHECK (role IN ('chair', 'treasurer', 'secretary', 'coordinator', 'key_holder', 'other')),
        CONSTRAINT ck_contact_name CHECK (length(name) > 0),
        CONSTRAINT ck_contact_collected_on CHECK (collected_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT ck_contact_informed_on CHECK (informed_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT ck_contact_confirmed_on CHECK (confirmed_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT ck_contact_erased_on CHECK (erased_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        CONSTRAINT fk_contact_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id) ON DELETE CASCADE
    )
    """,
    "INSERT INTO contact_rebuilt (id, organisation_id, name, role, phone, email, source, confirmed_on) SELECT id, organisation_id, name, role, phone, email, source, confirmed_on FROM contact",
    # The last number given stays known: a deleted one never names another record.
    "DELETE FROM sqlite_sequence WHERE name = 'contact_rebuilt'",
    "INSERT INTO sqlite_sequence (name, seq) SELECT 'contact_rebuilt', seq FROM sqlite_sequence WHERE name = 'contact'",
    "DROP TABLE contact",
    "ALTER TABLE contact_rebuilt RENAME TO contact",
    "CREATE INDEX ix_contact_organisation_id ON contact (organisation_id)",
    "CREATE TRIGGER search_contact_insert AFTER INSERT ON contact BEGIN INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 2, replace(replace(replace(replace(NEW.name || ' ' || NEW.email || ' ' || NEW.phone, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.name <> '' OR NEW.email <> '' OR NEW.phone <> ''; END",
    "CREATE TRIGGER search_contact_delete AFTER DELETE ON contact BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 2; END",
    "CREATE TRIGGER search_contact_update AFTER UPDATE OF id, name, email, phone ON contact BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 2; INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 2, replace(replace(replace(replace(NEW.name || ' ' || NEW.email || ' ' || NEW.phone, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.name <> '' OR NEW.email <> '' OR NEW.phone <> ''; END",
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
    "INSERT INTO house_rebuilt (id, name, address, postcode, city, phone, email, priority_district, school_zone, time_zone) SELECT id, name, address, postcode, city, phone, email, priority_district, school_zone, time_zone FROM house",
    "DROP TABLE house",
    "ALTER TABLE house_rebuilt RENAME TO house",
)

DOWN = (
    "DROP TABLE journal",
    """
    CREATE TABLE contact_rebuilt (
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
    "INSERT INTO contact_rebuilt (id, organisation_id, name, role, phone, email, source, confirmed_on) SELECT id, organisation_id, name, role, phone, email, source, confirmed_on FROM contact",
    # The last number given stays known: a deleted one never names another record.
    "DELETE FROM sqlite_sequence WHERE name = 'contact_rebuilt'",
    "INSERT INTO sqlite_sequence (name, seq) SELECT 'contact_rebuilt', seq FROM sqlite_sequence WHERE name = 'contact'",
    "DROP TABLE contact",
    "ALTER TABLE contact_rebuilt RENAME TO contact",
    "CREATE INDEX ix_contact_organisation_id ON contact (organisation_id)",
    "CREATE TRIGGER search_contact_insert AFTER INSERT ON contact BEGIN INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 2, replace(replace(replace(replace(NEW.name || ' ' || NEW.email || ' ' || NEW.phone, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.name <> '' OR NEW.email <> '' OR NEW.phone <> ''; END",
    "CREATE TRIGGER search_contact_delete AFTER DELETE ON contact BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 2; END",
    "CREATE TRIGGER search_contact_update AFTER UPDATE OF id, name, email, phone ON contact BEGIN DELETE FROM search WHERE rowid = OLD.id * 8 + 2; INSERT INTO search(rowid, words) SELECT NEW.id * 8 + 2, replace(replace(replace(replace(NEW.name || ' ' || NEW.email || ' ' || NEW.phone, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') WHERE NEW.name <> '' OR NEW.email <> '' OR NEW.phone <> ''; END",
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
        CONSTRAINT pk_house PRIMARY KEY (id),
        CONSTRAINT ck_house_single CHECK (id = 1),
        CONSTRAINT ck_house_school_zone CHECK (school_zone IN ('A', 'B', 'C', 'other'))
    )
    """,
    "INSERT INTO house_rebuilt (id, name, address, postcode, city, phone, email, priority_district, school_zone, time_zone) SELECT id, name, address, postcode, city, phone, email, priority_district, school_zone, time_zone FROM house",
    "DROP TABLE house",
    "ALTER TABLE house_rebuilt RENAME TO house",
)


def upgrade() -> None:
    """Add the journal and the columns of privacy."""
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    """Take them away again; what they held is lost."""
    for statement in DOWN:
        op.execute(statement)
