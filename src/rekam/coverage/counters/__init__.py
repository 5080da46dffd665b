"""Counters: what each resident adds to the counts, kept and folded from events; live = counters + tail.

Words: a person's *contribution* is his kelurahan, sex, age and mark; a *cell* is how many persons share
one; the *tail* is what happened since the last fold; the *ledger* says how far the fold has come.
"""
