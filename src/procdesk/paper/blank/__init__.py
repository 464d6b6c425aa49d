"""Blank papers for a day without the program."""
