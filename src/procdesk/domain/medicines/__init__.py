"""Medicines and allergies: names, strengths, last doses, and the words around them."""
