"""Alembic migrations of the file."""
