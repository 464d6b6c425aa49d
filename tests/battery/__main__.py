"""`./run battery [NAME...] [--seed N]`: one JSON line a fault; 1 if a row does not hold."""

import argparse
import sys

from battery import expressions, store
from battery import input as inputs

ROWS = {
    "kill": (store.kill, 500),
    "syncs": (store.syncs, 1000),
    "full-disk": (store.full_disk, 300),
    "write-faults": (store.write_faults, 400),
    "damage": (store.damage, 1000),
    "mutated": (inputs.mutated, 10_000),
    "hostile": (expressions.hostile, 500),
    "planted": (inputs.planted, 200),
}
"""Each with how often it is tried in full; a twentieth of that is the short form."""


def main(argv: list[str]) -> int:
    """Run to the end whatever is missed."""
    parser = argparse.ArgumentParser(prog="./run battery")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(ROWS)}")
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args(argv)
    unknown = [name for name in options.names if name not in ROWS]
    if unknown:
        parser.error(f"no {unknown[0]}; there are: {', '.join(ROWS)}")
    missed = 0
    for name in options.names or ROWS:
        act, times = ROWS[name]
        for row in act(options.seed, times // 20 if options.short else times):
            print(row.json_line(), flush=True)
            missed += not row.holds
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
