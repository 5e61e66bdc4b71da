"""``python -m journeylab``: the command line where Scripts/ is not on the path."""

from __future__ import annotations

import sys

from journeylab.cli import main

if __name__ == "__main__":
    sys.exit(main())
