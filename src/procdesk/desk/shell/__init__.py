"""The window: sign-in, first run, the open desk, the scanner."""
