"""Things that every screen works with: the session, workers, drafts, printing, faults."""
