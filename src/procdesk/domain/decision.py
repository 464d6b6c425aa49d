"""Decision: what a physician can decide after a procedure, by key, and its words."""

NEXT = "next"
"""The subject of such a decision; others close a sign of an emergency."""

DECISIONS = {
    "repeat": "Repeat the block",
    "ablate": "Ablate",
    "therapy": "Therapy",
    "reassess": "Reassess",
    "stop": "Stop",
    "other": "Something else",
}
