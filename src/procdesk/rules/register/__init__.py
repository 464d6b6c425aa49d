"""The register of hazards, and the gates that come of it."""
