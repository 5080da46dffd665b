"""Reads of contracts. The door of institutions has no officer's scope: what it asks takes the office's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings

from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.verification.partners.models import Partner, PartnerKey, PartnerStep
from rekam.verification.partners.rules import State

ACTOR = "partner "  # how the audit begins an institution's name, before its id


@dataclass(frozen=True)
class Institution:
    """An institution as a resident is told of it."""

    name: str
    purpose: str


def institutions_of(actors: Iterable[str]) -> Mapping[str, Institution]:
    """The institutions of the scope among these actors of the audit; one query, none where there are none."""
    ids = {actor.removeprefix(ACTOR) for actor in actors if actor.startswith(ACTOR)}
    rows = Partner.objects.filter(uuid__in=ids) if ids else ()
    return {actor_of(row): Institution(row.name, row.purpose) for row in rows}


def actor_of(partner: Partner) -> str:
    """How the audit calls an institution."""
    return f"{ACTOR}{partner.uuid}"


def find_partner(client_id: str) -> Partner | None:
    """The institution that names itself so, in whatever state its contract is; for the door."""
    try:
        wanted = UUID(client_id)
    except ValueError:
        return None
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        return Partner.objects.filter(uuid=wanted).first()


def keys_of(partner: Partner, on: date) -> list[dict[str, object]]:
    """Its public keys (JWK, ES256) to be trusted on a day; for the door."""
    with scope(Scope.of(partner.area_code)):
        rows = list(PartnerKey.objects.filter(partner=partner, thumbprint=""))
    return [dict(row.jwk) for row in rows if row.jwk and row.holds(on)]


def certificates_of(partner: Partner, on: date) -> list[str]:
    """SHA-256 thumbprints of its client certificates to be trusted on a day; for the door."""
    with scope(Scope.of(partner.area_code)):
        rows = list(PartnerKey.objects.filter(partner=partner).exclude(thumbprint=""))
    return [row.thumbprint for row in rows if row.holds(on)]


def get_partner(partner: UUID) -> Partner:
    """A contract of the current scope. Raises RuleBroken("not_found")."""
    found = Partner.objects.filter(uuid=partner).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def partners() -> Sequence[Partner]:
    """Every contract of the scope, by name."""
    return list(Partner.objects.order_by("name", "pk"))


def count_stopped() -> int:
    """How many contracts of the scope the watch has stopped."""
    return Partner.objects.filter(state=State.STOPPED).count()


def all_keys(partner: Partner) -> Sequence[PartnerKey]:
    """Keys and certificates of a contract of the scope, the last that ends first."""
    return list(PartnerKey.objects.filter(partner=partner).order_by("-until", "pk"))


def steps_of(partner: Partner) -> Sequence[PartnerStep]:
    """What happened to a contract of the scope, the latest first."""
    return list(PartnerStep.objects.filter(partner=partner).order_by("-at", "-pk"))
