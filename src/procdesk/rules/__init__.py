"""MEAN: clinical safety as pure functions (Case, Patient, Clinic, now) -> Findings."""
