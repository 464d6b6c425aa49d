"""What every screen works with: the session, time, workers, drafts, faults."""
