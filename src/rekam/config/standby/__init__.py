"""A second machine that can take over: a streaming replica, the vault's third copy, and one command.

first machine    serves the office; its guard watches the second one, and stops it where that took over
second machine   its folder `receiving` is mounted at the first as $REKAM_STANDBY (vault.beyond)
slot, role       `rekam_standby`: the first holds its log back for it; may copy, reads and writes nothing
socket           the first's socket, carried to the second by ssh: PostgreSQL itself listens to no network
promote          the fence (nothing is received any more), the database, the keys, packets of the vault
"""
