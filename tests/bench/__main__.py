"""`./run bench [NAME...]`: one JSON line a figure; 1 if a row does not hold."""

import sys

from bench import expressions, journal, screens

BENCHES = {
    "first-paint": screens.first_paint,
    "board": screens.board,
    "tap": screens.tap,
    "memory": screens.memory,
    "forms": screens.forms,
    "expressions": expressions.expressions,
    "papers": screens.papers,
    "append": journal.append,
    "million": journal.million,
}


def main(names: list[str]) -> int:
    """Run to the end whatever falls short."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"bench: no {unknown[0]}; there are: {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    short = 0
    for name in names or BENCHES:
        for result in BENCHES[name]():
            print(result.json_line(), flush=True)
            short += not result.holds
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
