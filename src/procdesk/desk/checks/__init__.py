"""Pages of the checks and of the physician's review."""
