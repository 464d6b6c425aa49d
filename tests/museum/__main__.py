"""`python -m museum write` keeps the stores of this version; `read` writes anew what is read.

write STORY...         run these stories and keep their stores; none may be there yet
read NAME [VERSION]    fold, findings, board or papers, where this version changes it on purpose
"""

import argparse
import sys

from museum.expected import READ, write_down
from museum.store import STORES
from museum.write import write
from procdesk import __version__


def main(argv: list[str]) -> int:
    """Do one of the two; the status of pytest, or 0."""
    parser = argparse.ArgumentParser(prog="python -m museum", description=__doc__)
    acts = parser.add_subparsers(dest="act", required=True)
    writing = acts.add_parser("write", help="run stories and keep their stores")
    writing.add_argument("stories", nargs="+", metavar="STORY")
    reading = acts.add_parser("read", help="write anew what this version reads")
    reading.add_argument("name", choices=tuple(READ))
    reading.add_argument("version", nargs="?", default="*")
    chosen = parser.parse_args(argv)
    if chosen.act == "write":
        return write(__version__, chosen.stories)
    for story in sorted(STORES.glob(f"{chosen.version}/*/")):
        write_down(story, (chosen.name,))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
