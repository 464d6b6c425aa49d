"""The right patient, order, place and consent, and the time-out."""
