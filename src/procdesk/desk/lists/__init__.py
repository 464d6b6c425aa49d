"""Lists across cases: board, bays, calls, follow-up, patients, waiting."""
