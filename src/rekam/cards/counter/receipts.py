"""The tanda terima of a hand-over: what the resident takes home beside the card. It shows no whole NIK."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as lazy

from rekam.accounts.queries import named
from rekam.cards.blanks.queries import site_name
from rekam.cards.counter.models import Waiver
from rekam.cards.counter.rules import Excuse
from rekam.cards.counter.words import EXCUSES
from rekam.cards.orders import away
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.queries import collection_number, serial_of
from rekam.cards.orders.rules import JobState
from rekam.cards.packs.models import PackCard
from rekam.enrolment.slip import covered
from rekam.kernel.errors import RuleBroken
from rekam.registry import queries as registry


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What the paper says.

    number   the collection number, "4f2a 91bc"
    nik      covered: its last digits but four
    serial   of the card
    how      what proved who took it
    seen_by  the witnesses of an exception
    """

    number: str
    name: str
    nik: str
    serial: str
    at: datetime
    place: str
    officer: str
    how: str | Promise
    seen_by: tuple[str, ...] = ()


def receipt_of(job: PrintJob) -> Receipt:
    """The paper of a card that was handed over.

    Raises RuleBroken("card_not_issued"), or "not_found" where the holder moved out of sight since.
    """
    holder = away.holder_of(job)
    if job.state != JobState.ISSUED or job.issued_at is None:
        raise RuleBroken("card_not_issued")
    how, seen_by = _proof(job)
    return Receipt(
        number=collection_number(job),
        name=holder.full_name,
        nik=covered(holder.nik),
        serial=serial_of(job),
        at=job.issued_at,
        place=_place(job),
        officer=named([job.issued_by])[job.issued_by].name,
        how=how,
        seen_by=seen_by,
    )


def _relative(job: PrintJob) -> str:
    """Who collected a card in the holder's place; "" where the holder did, or the relative moved away."""
    collector = Waiver.objects.filter(job=job).order_by("-pk").values_list("collector", flat=True).first()
    if collector is None:
        return ""
    try:
        return registry.get_resident(collector).full_name
    except RuleBroken:
        return gettext("keluarga satu KK")


@dataclass(frozen=True, kw_only=True)
class Waived:
    """The exception that an order stands on: its cause in words, who saw it, the photograph's address."""

    excuse: str | Promise
    witnesses: tuple[str, ...]
    photo: str


def find_waived(job: PrintJob) -> Waived | None:
    """Why nothing was compared for an order, or None."""
    found = Waiver.objects.filter(job=job).order_by("-pk").first() if job.exception_by else None
    if found is None:
        return None
    people = named(found.witnesses)
    return Waived(
        excuse=EXCUSES[Excuse(found.code)],
        witnesses=tuple(people[one].name for one in found.witnesses),
        photo=found.photo,
    )


def _proof(job: PrintJob) -> tuple[str | Promise, tuple[str, ...]]:
    relative = _relative(job)
    if relative:
        return gettext("diambil %(name)s, satu KK, dengan surat; jari atau iris cocok") % {
            "name": relative
        }, ()
    waived = find_waived(job)
    if waived is None:
        return lazy("jari atau iris cocok"), ()
    return waived.excuse, waived.witnesses


def _place(job: PrintJob) -> str:
    """Where a pack was handed out, else the site whose counter it was."""
    pack = PackCard.objects.filter(job=job, end="").select_related("pack").first()
    if pack is not None:
        return pack.pack.place
    blank = job.attempts.filter(spoiled=False).values_list("blank__area_code", flat=True).first()
    return site_name(blank or job.area_code)
