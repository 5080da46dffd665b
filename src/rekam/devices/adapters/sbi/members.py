"""Reading members of what a device says: the wanted type and size, or "device_answer_invalid"."""

import datetime
from typing import Any

from rekam.kernel.errors import RuleBroken

MAX_TEXT = 65_536


def text(values: dict[str, Any], name: str, *, at_most: int = MAX_TEXT) -> str:
    """A text of 1 to `at_most` characters. Raises RuleBroken("device_answer_invalid")."""
    told = values.get(name)
    if not isinstance(told, str) or not 1 <= len(told) <= at_most:
        raise RuleBroken("device_answer_invalid", where=name)
    return told


def texts(values: dict[str, Any], name: str) -> list[str]:
    """A list of texts; SBI 1.0 sends numbers in some. Raises RuleBroken("device_answer_invalid")."""
    told = values.get(name)
    if not isinstance(told, list) or len(told) > 16:
        raise RuleBroken("device_answer_invalid", where=name)
    return [str(one)[:64] for one in told]


def instant(told: str, *, where: str) -> datetime.datetime:
    """An ISO 8601 moment; without a zone it is UTC. Raises RuleBroken("device_answer_invalid")."""
    try:
        at = datetime.datetime.fromisoformat(told)
    except ValueError as error:
        raise RuleBroken("device_answer_invalid", where=where) from error
    return at if at.tzinfo else at.replace(tzinfo=datetime.UTC)
