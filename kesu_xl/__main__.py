"""``python -m kesu_xl`` is the same as ``kesu``."""

from kesu_xl.cli import main

main()
