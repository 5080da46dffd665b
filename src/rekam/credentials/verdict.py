"""What a verifier says in the end: valid, invalid, suspended or unknown; never a silent green (pure)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rekam.credentials.formats.credential import Credential
from rekam.credentials.formats.status_list import Status, StatusToken
from rekam.kernel.errors import RuleBroken


class Standing(StrEnum):
    """The four answers."""

    VALID = "valid"
    INVALID = "invalid"
    SUSPENDED = "suspended"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """One answer with its reason.

    code        why it is not valid; "credential_valid" where it is
    credential  what was shown; None where it cannot be believed
    known_at    when the office last said so, None where no list was at hand
    """

    standing: Standing
    code: str
    credential: Credential | None
    known_at: datetime | None


def judge(check: Callable[[], Credential], *, lists: Mapping[str, StatusToken], at: datetime) -> Verdict:
    """The verdict on what `check` reads.

    check   a reader of the formats with all it wants; its refusal is "invalid" with the refusal's code
    lists   status lists by their address, as they were fetched
    Only "valid" where the signature, the holder and a list that is not stale all say so.
    """
    try:
        credential = check()
    except RuleBroken as broken:
        return Verdict(standing=Standing.INVALID, code=broken.code, credential=None, known_at=None)
    place = credential.status
    if place is None:
        return _unknown("status_not_given", credential)
    known = lists.get(place.uri)
    if known is None:
        return _unknown("status_not_at_hand", credential)
    if not known.issued <= at < known.stale:
        return _unknown("status_too_old", credential, known_at=known.issued)
    try:
        status = known.told.at(place.index)
    except RuleBroken as broken:
        return Verdict(standing=Standing.INVALID, code=broken.code, credential=None, known_at=known.issued)
    standing, code = _SAID.get(status, (Standing.INVALID, "credential_revoked"))
    return Verdict(standing=standing, code=code, credential=credential, known_at=known.issued)


_SAID: dict[int, tuple[Standing, str]] = {
    Status.VALID: (Standing.VALID, "credential_valid"),
    Status.SUSPENDED: (Standing.SUSPENDED, "credential_suspended"),
}


def _unknown(code: str, credential: Credential, *, known_at: datetime | None = None) -> Verdict:
    return Verdict(standing=Standing.UNKNOWN, code=code, credential=credential, known_at=known_at)
