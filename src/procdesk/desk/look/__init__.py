"""Colours, fonts, icons and the focus ring."""
