"""A partner and its keys as they were read last, each with the version that the database must still have."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from rekam.kernel.database import Scope, in_one_trip
from rekam.verification.partners.models import Partner, PartnerKey
from rekam.verification.tokens.services import with_keys

MOST = 1_024  # institutions
VERSION = "SELECT verification_version(%s)"


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """Good only for a statement that compares `version` with the rows of now (0003_opening.sql)."""

    version: str
    partner: Partner
    keys: Sequence[PartnerKey]


_remembered: dict[str, Remembered] = {}


def remember(client_id: str) -> Remembered | None:
    """What is remembered of a partner, read where nothing is; None for nobody.

    The version is read before the rows: where they change in between it is too old, and the next
    comparison finds out.
    """
    known = _remembered.get(client_id)
    return known or _read(client_id)


def forget(client_id: str) -> None:
    """Read it anew next time."""
    _remembered.pop(client_id, None)


def _read(client_id: str) -> Remembered | None:
    try:
        whose = UUID(client_id)
    except ValueError:
        return None
    ((version,),) = in_one_trip(Scope.of(settings.REKAM_OFFICE_AREA), (VERSION, [whose]))[0]
    found = with_keys(client_id)
    if found is None or version is None:
        return None
    if len(_remembered) >= MOST:
        _remembered.clear()
    known = Remembered(version=version, partner=found[0], keys=found[1])
    _remembered[client_id] = known
    return known
