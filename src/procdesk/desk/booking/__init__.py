"""Pages of booking and arrival."""
