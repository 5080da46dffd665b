"""Applications of the demo that no grown resident files: of somebody from elsewhere, and for children."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from rekam.config.demo_applications import CHECKER, KASEMEN, scans, step, token_of

if TYPE_CHECKING:
    from rekam.registry.models import Resident


def apply_others(*, at: datetime, paper: str) -> None:
    """A guest whose door is still shut, three children, and blanks for their cards."""
    from rekam.applications.childcards.rules import Change
    from rekam.applications.services import change_blanks

    change_blanks(
        site=KASEMEN, change=40, kind=Change.RECEIVED, note="Kiriman dinas 1 (contoh)", actor=CHECKER, at=at
    )
    _from_elsewhere(at=at, paper=paper)
    for number, child in enumerate(_children()):
        _for_child(child, number=number, at=at, paper=paper)


def _from_elsewhere(*, at: datetime, paper: str) -> None:
    """Somebody of another kecamatan, whose originals were seen in Kasemen; the door is still shut."""
    from rekam.applications import services
    from rekam.applications.catalogue.rules import Document, Service
    from rekam.applications.filing.rules import Channel
    from rekam.applications.filing.steps import Step
    from rekam.registry.queries import residents

    guests = residents(area_code="36.73.01").filter(status="active", handed_on__isnull=False, blocked_for="")
    guest = guests.order_by("-pk").first()
    if guest is None:
        return
    row = services.begin(
        service=Service.OUTSIDE, token=token_of("guest"), channel=Channel.ONLINE, area_code=KASEMEN, at=at
    ).application
    told = {"full_name": guest.full_name, "nik": guest.nik, "birth_date": guest.birth_date.isoformat()}
    row.authority, row.is_filled = "own", True
    row.facts = told | {"wanted": "lost", "home": "Kecamatan Serang (contoh)"}
    row.save()
    scans(row, paper=paper, judged=True, at=at, more=(Document.POLICE_LETTER,))
    for name in ("sent", "checked", "approved", "originals"):
        step(row, Step(name), at=at)


def _children() -> "Sequence[Resident]":
    from rekam.registry.queries import residents

    young = residents(area_code=KASEMEN).filter(
        status="active", birth_date__gt=date(2022, 1, 1), ever_married=False
    )
    return list(young.order_by("-pk")[:3])


def _for_child(child: "Resident", *, number: int, at: datetime, paper: str) -> None:
    """A KIA that the head of the card asks for: sent, checked, and being made."""
    from rekam.applications import services
    from rekam.applications.catalogue.rules import Service
    from rekam.applications.filing.rules import Authority, Channel
    from rekam.applications.filing.steps import Step
    from rekam.registry.entries.queries import family

    row = services.begin(
        service=Service.KIA,
        token=token_of(f"child {number}"),
        channel=Channel.ONLINE,
        area_code=child.area_code,
        at=at,
    ).application
    row.applicant, row.subject = family(child.kk)[0].uuid, child.uuid
    row.authority, row.is_filled = Authority.HEAD, True
    row.facts = {"birth_act": "AKL/CONTOH/1", "note": ""}
    row.save()
    scans(row, paper=paper, judged=number > 0, at=at)
    for name in ("sent", "checked", "approved", "originals")[: (1, 2, 4)[number]]:
        step(row, Step(name), at=at)
