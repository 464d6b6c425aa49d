"""One patient's visit and its folds: case, patient, measured sets, events."""
