"""Targets: sides, structures, levels, and how people write them."""
