"""A case as a whole: its sections, corrections, overrides and ways out."""
