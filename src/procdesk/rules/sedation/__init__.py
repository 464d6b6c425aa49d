"""Sedation: the patient's risks, fasting, and who takes the patient home."""
