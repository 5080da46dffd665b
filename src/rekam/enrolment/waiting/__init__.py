"""Recordings that do not move: queues by status, what an office asks for them, what disagrees.

Words: a *queue* is what stands at a status; a *submission* (*pengajuan*) is what an officer asked for one
recording or one resident, decided by a second person where it touches who somebody is; a *disagreement* is
what the ladder says against the worker's jobs, the bodies, the register's copy or SIAK's list.
The table of moves is `enrolment.rules.MOVES`; here stands only which button makes which of them.
"""
