"""Figures of design section 11, each as a ratio to a bound measured in the same run."""
