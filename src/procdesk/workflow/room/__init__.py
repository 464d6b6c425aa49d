"""In the procedure room: time-out, record, sedation, events."""
