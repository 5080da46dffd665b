"""Events of the register and the entries from which they come: entered by one, decided by another.

An entry ("entri") proposes; its approval changes residents and writes their events, in one transaction.
State is a fold over the events (state.py); what an event does to NIK, KK and card stands in effects.py.
"""
