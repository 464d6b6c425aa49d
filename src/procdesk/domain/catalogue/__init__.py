"""Rows that ship or that a clinic sets: procedures, drugs, limits, texts, languages."""
