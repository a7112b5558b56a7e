"""`python -m prosessi` is the command `prosessi`."""

from __future__ import annotations

import sys

from prosessi.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
