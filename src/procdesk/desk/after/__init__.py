"""Pages of discharge, papers and follow-up."""
