"""`python -m coopdesk` and the `coopdesk` command."""

import sys

from coopdesk.app.start import start


def main() -> int:
    """Run the program and return its exit status."""
    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
