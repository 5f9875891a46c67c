"""How fast tuinews is, how many bytes it writes and how much memory it takes.

    python -m benchmarks                          # 0, 1k and 10k articles; some minutes
    python -m benchmarks --sizes 0,100k --only start,search
    python -m benchmarks --compare OLD.json       # how that differs from before
    python -m benchmarks compare OLD.json NEW.json
    python -m benchmarks.together SHELF SECONDS   # app, refreshes and commands at once

Prints a table and writes JSON under `benchmarks/results/`. Nothing here asserts a time: the
figures are for reading and comparing, on one quiet machine.
"""
