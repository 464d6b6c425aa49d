"""Drugs of the room: allergies, sums of doses, steroids, contrast, X-ray."""
