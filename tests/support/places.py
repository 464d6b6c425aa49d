"""Places: the checkout, its source, its tests, and the folder that may lie beside it."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "procdesk"
TESTS = ROOT / "tests"
SHARED = ROOT.parent / "shared"
"""Real questionnaires, messages and patients; tests that use them run where it is there."""
