"""The demo clinic: the only place with known passwords. Everything of it says DEMO."""
