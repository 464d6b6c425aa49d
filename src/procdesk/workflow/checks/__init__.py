"""The nurse's checks and the physician's review before the room."""
