"""The file: SQLite through SQLAlchemy Core, Alembic, triggers, full-text search."""
