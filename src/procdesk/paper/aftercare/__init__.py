"""The aftercare sheet: its text, the facts that choose its lines, its layout."""
