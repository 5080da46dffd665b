"""The optimiser of jemput bola: which team goes where on which day, and how far that is from the best.

Pure: no Django, no clock, no file. `problem` and `plan` are the two files, `evaluate` is the only truth
of what a plan is worth, `solving` finds one together with a proof of how good it is.
"""
