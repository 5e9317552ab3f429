"""Where the installed program begins."""

import os
import sys

# The bootloader pointed the linker at the program's own libraries, which is done by now. What the program opens (a PDF,
# a mail) is somebody else's, and has to find the system's.
_FORMER = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if _FORMER is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = _FORMER

from coopdesk.__main__ import main  # noqa: E402 - not before the environment is put right

sys.exit(main())
