"""Tours of one day from home to home: pure, no Django, no clock of the office, no file.

`day` says what a day is, `evaluate` is the only truth of what tours are worth, `searching` finds them with
PyVRP, `nearest` is the hand rule they are compared with, `explaining` says why a home is left.
"""
