"""SHOW: Qt. No rule, no SQL, no decision."""
