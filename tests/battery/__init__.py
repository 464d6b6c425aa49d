"""Faults of design section 11, counted and replayable by their seed."""
