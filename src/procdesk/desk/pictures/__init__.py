"""Painted widgets: maps, curves, clocks, tables, strips."""
