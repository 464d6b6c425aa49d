"""Leaving and after: discharge, teach-back, calls, diaries, decisions."""
