"""The clinic: its staff, settings, units and adopted rows."""
