"""Pages of the procedure room, and the time-out."""
