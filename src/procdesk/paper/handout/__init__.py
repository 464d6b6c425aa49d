"""Papers around the visit: label, preparation, consent, recovery key."""
