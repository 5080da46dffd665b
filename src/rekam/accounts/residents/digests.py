"""Codes are kept as keyed digests: who reads the database can type none of them."""

import hmac

from rekam.kernel.installation import installation_key
from rekam.kernel.letters import read_code

ROOM = "accounts.residents"


def of_office_code(code: str, *, letters: int) -> str:
    """By what an office's code is known again, however it was typed."""
    return _digest("office code", read_code(code, letters=letters))


def of_sent_code(code: str, *, row: str) -> str:
    """By what a sent code is known again, with the row that it belongs to."""
    return _digest("sent code", f"{row} {''.join(code.split())}")


def same(one: str, other: str) -> bool:
    """Whether two digests are the same, in the same time whatever they hold."""
    return hmac.compare_digest(one, other)


def _digest(purpose: str, told: str) -> str:
    return hmac.digest(installation_key(ROOM, purpose=purpose), told.encode(), "sha256").hex()
