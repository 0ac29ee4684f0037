"""How fast and how large the commands are, against the programs that people would use instead.

``python -m benchmarks`` measures and writes docs/benchmarks.md; `register` makes the files, `measure` starts and
measures processes, `rivals` holds the programs that we compare with.
"""
