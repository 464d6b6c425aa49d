"""In the bay: sets, scores, and who lies where."""
