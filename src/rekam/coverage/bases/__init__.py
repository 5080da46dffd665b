"""Bases: the counts of an office at the end of a semester, taken once and never changed (DKB).

Figures of two bases are never put one after the other: who is counted at all differs between them.
"""
