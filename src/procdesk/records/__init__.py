"""KEEP: journal, keys, seals, projections. The only folder that knows SQLAlchemy."""
