"""Sheet texts: their shapes, their reader, and how easily they read."""
