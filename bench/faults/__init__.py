"""Fault injection: clean submissions as records, one fault after the other put in, and what the audit makes of them.

What must be found, and what it costs, is computed here from the invented submission alone, in whole fen; no rule is
asked. `python -m bench.faults` prints recall by code, false findings on clean submissions and the share of exact sums.
"""
