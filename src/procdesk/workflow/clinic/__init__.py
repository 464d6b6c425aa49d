"""The clinic's own: people, settings, rule sets, texts, procedures."""
