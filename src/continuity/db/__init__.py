"""The database: the only part that imports SQLAlchemy and Alembic."""
