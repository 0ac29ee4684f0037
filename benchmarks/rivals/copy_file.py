"""Copies a file (FILE OUT), and waits until it is on the disk, as a save does."""

import os
import shutil
import sys

shutil.copyfile(sys.argv[1], sys.argv[2])
with open(sys.argv[2], "rb") as copied:  # noqa: PTH123  # nothing more is loaded than is needed
    os.fsync(copied.fileno())
