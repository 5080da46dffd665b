"""Reads of child cards and of their blanks."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum

from rekam.applications.catalogue.rules import Document
from rekam.applications.childcards.models import ChildBlanks, ChildCard
from rekam.applications.filing.models import Application
from rekam.applications.uploads.models import Scan
from rekam.applications.uploads.rules import Verdict

LATEST = 50


@dataclass(frozen=True)
class Held:
    """How many blanks a site holds."""

    site: str
    number: int


def held_at(site: str) -> int:
    """How many blanks a site holds."""
    return ChildBlanks.objects.filter(area_code=site).aggregate(sum=Sum("change"))["sum"] or 0


def held() -> Sequence[Held]:
    """How many blanks each site of the scope holds."""
    rows = ChildBlanks.objects.values_list("area_code").annotate(number=Sum("change")).order_by("area_code")
    return [Held(*row) for row in rows]


def latest_changes() -> Sequence[ChildBlanks]:
    """The last changes in the scope, the newest first."""
    return list(ChildBlanks.objects.order_by("-at", "-pk")[:LATEST])


def find_card(row: Application) -> ChildCard | None:
    """The card of an application; None before it was printed."""
    return ChildCard.objects.filter(application=row).first()


def find_photo(child: UUID) -> str | None:
    """Where the photograph of a child's last good card lies in the vault; None without one."""
    card = ChildCard.objects.filter(resident=child, is_good=True).order_by("-printed_at", "-pk").first()
    kept = photo_of(card.application) if card is not None and card.with_photo else None
    return kept.address if kept is not None else None


def photo_of(row: Application) -> Scan | None:
    """The child's photograph that was sent as a picture and found good; None without one."""
    sent = Scan.objects.filter(
        application=row, document=Document.CHILD_PHOTO, kind="jpeg", verdict=Verdict.ACCEPTED, dropped_at=None
    )
    return sent.exclude(address="").order_by("-pk").first()
