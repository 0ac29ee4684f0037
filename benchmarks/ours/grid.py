"""Reads the first sheet as commands have it: all its rows at hand, each cell with its address."""

import sys

from kesu_xl.grid import read_book

book = read_book(sys.argv[1])
grid = book.grid(book.sheet_names[0])
print(grid.bottom, grid.right)  # noqa: T201
