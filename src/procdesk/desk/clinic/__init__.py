"""The clinic's screens: staff, rule sets, texts, procedures, import."""
