"""Start procdesk."""

import sys

from procdesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
