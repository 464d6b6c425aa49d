"""Feeds of other systems, and the review of a bundle."""
