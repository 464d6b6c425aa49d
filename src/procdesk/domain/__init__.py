"""MEAN: the clinic's nouns. Standard library only; no clock, no disk, no randomness."""
