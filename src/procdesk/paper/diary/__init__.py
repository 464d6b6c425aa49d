"""Diaries: pages that a patient takes home and brings back."""
