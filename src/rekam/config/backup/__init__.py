"""Backup and restore: the database, the vault, the keys; sealed to a key that lies in a safe.

place     the folder that holds a backup, on another disk ($REKAM_BACKUP)
base      the whole database as it was copied; one a night
line      the database's log (WAL) without a gap, shipped every few minutes: with a base, any moment since
state     the few files beside database and vault without which a machine cannot go on: keys, checkpoints
moment    a point in the line at which every table was counted and hashed, to compare a restored one with
offline key   the private half that opens a backup, in a safe; the server has the public half alone
"""
