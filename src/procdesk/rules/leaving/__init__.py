"""Leaving the bay and the clinic, and signs told on the phone afterwards."""
