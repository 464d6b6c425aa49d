"""After the visit: diaries, calls, relief and its words."""
