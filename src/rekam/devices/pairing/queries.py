"""Reads of stations and invitations for an administrator's pages."""

from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from rekam.devices.kits.models import Health
from rekam.devices.models import Station
from rekam.devices.pairing.messages import PairState
from rekam.devices.pairing.models import Pairing
from rekam.kernel.errors import RuleBroken


def stations() -> list[Station]:
    """The scope's stations, those in use first; `program` is the version each told of last (0 = none)."""
    told = Health.objects.filter(station=OuterRef("kid")).values("program")[:1]
    rows = Station.objects.annotate(program=Coalesce(Subquery(told), 0))
    return list(rows.order_by("-is_active", "name", "kid"))


def asking() -> list[Pairing]:
    """Laptops that asked and wait for a decision, the oldest first."""
    return list(Pairing.objects.filter(state=PairState.ASKED).order_by("invited_at")[:20])


def get_pairing(pairing: UUID) -> Pairing:
    """An invitation of the scope. Raises RuleBroken("not_found")."""
    found = Pairing.objects.filter(uuid=pairing).first()
    if found is None:
        raise RuleBroken("not_found")
    return found
