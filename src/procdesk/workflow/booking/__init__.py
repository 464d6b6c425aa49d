"""Before the day and at the door: booking, order, calls, arrival."""
