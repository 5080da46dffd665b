"""How long this room keeps what (kernel.keeping)."""

from rekam.credentials.issuing import keeping as issuing

LINES = (*issuing.LINES,)
