"""What this room's actions mean to the person they touch (audit.rules.Act)."""

from rekam.credentials.issuing import acts as issuing

ACTS = {**issuing.ACTS}
