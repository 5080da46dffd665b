"""Counting a safe: blind, then compared, then confirmed by somebody else. Enter through services."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from rekam.accounts.services import check_four_eyes
from rekam.audit.services import record as audit
from rekam.cards.blanks.counts.models import SafeCount, SafeCountLine
from rekam.cards.blanks.counts.rules import Lying, Shift, compare
from rekam.cards.blanks.losses.watch import known_as_stolen, refuse_stolen
from rekam.cards.blanks.models import Blank, Box
from rekam.cards.blanks.moving import check_site
from rekam.cards.blanks.rules import BlankState
from rekam.cards.rules import check_reason
from rekam.kernel.errors import RuleBroken

IN_THE_SAFE = (BlankState.RECEIVED, BlankState.PRINTED)


@transaction.atomic
def count_safe_by_serials(
    *, site: str, shift: Shift, serials: Sequence[str], boxed: int, actor: str, at: datetime
) -> SafeCount:
    """Write down what was scanned in a safe, and where the ledger says otherwise. Nothing is mended.

    serials   of unused blanks and printed cards, in whatever order, as rules.parse_serial gives them
    boxed     blanks in closed boxes, by the boxes' paper (count)
    A serial that is known as stolen raises the alarm besides standing in the report.
    Raises RuleBroken("site_not_yours").
    """
    check_site(site)
    lying = {
        serial: BlankState(state)
        for serial, state in Blank.objects.filter(area_code=site, state__in=IN_THE_SAFE).values_list(
            "serial", "state"
        )
    }
    counted = set(serials)
    cards = {serial for serial, state in lying.items() if state is BlankState.PRINTED}
    found = Lying(blanks=len(counted - cards), cards=len(counted & cards), boxed=boxed)
    row = _keep(site=site, shift=shift, scanned=True, found=found, actor=actor, at=at)
    verdicts = compare(expected=lying, counted=counted)
    known = dict(Blank.objects.filter(serial__in=verdicts).values_list("serial", "state"))
    SafeCountLine.objects.bulk_create(
        [
            SafeCountLine(
                safe_count=row, area_code=site, serial=serial, verdict=verdict, state=known.get(serial, "")
            )
            for serial, verdict in verdicts.items()
        ]
    )
    _tell_of_stolen(counted - set(lying), site=site, actor=actor, at=at)
    return row


def _tell_of_stolen(serials: set[str], *, site: str, actor: str, at: datetime) -> None:
    """A stolen blank in the safe is told to whoever lost it, and the count still stands."""
    if not known_as_stolen(serials):
        return
    try:
        refuse_stolen(serials, site=site, doing="counted", actor=actor, at=at)
    except RuleBroken as broken:
        if broken.code != "blank_known_as_stolen":
            raise


@transaction.atomic
def count_safe_by_number(*, site: str, shift: Shift, found: Lying, actor: str, at: datetime) -> SafeCount:
    """Write down how many lie in a safe, beside how many the ledger expects.

    Raises RuleBroken("site_not_yours").
    """
    check_site(site)
    return _keep(site=site, shift=shift, scanned=False, found=found, actor=actor, at=at)


def _keep(*, site: str, shift: Shift, scanned: bool, found: Lying, actor: str, at: datetime) -> SafeCount:
    now = Blank.objects.filter(area_code=site)
    boxes = Box.objects.filter(area_code=site, bound_for="").aggregate(whole=Sum("left"))
    row = SafeCount.objects.create(
        area_code=site,
        shift=shift,
        scanned=scanned,
        blanks=found.blanks,
        cards=found.cards,
        boxed=found.boxed,
        expected_blanks=now.filter(state=BlankState.RECEIVED).count(),
        expected_cards=now.filter(state=BlankState.PRINTED).count(),
        expected_boxed=boxes["whole"] or 0,
        actor=actor,
        at=at,
    )
    audit("cards.safe.counted", actor=actor, at=at, subjects=[str(row.uuid)], site=site)
    return row


@transaction.atomic
def confirm_count(*, count: UUID, finding: str, actor: str, at: datetime) -> SafeCount:
    """Take over the safe as it was counted; where it differed, with what the difference comes from.

    Raises RuleBroken("not_found" | "count_confirmed" | "four_eyes" | "reason_missing").
    """
    row = SafeCount.objects.select_for_update().filter(uuid=count).first()
    if row is None:
        raise RuleBroken("not_found")
    if row.confirmed_by:
        raise RuleBroken("count_confirmed")
    check_four_eyes(entered_by=row.actor, decided_by=actor)
    if differs(row):
        check_reason(finding)
    row.confirmed_by, row.confirmed_at, row.finding = actor, at, finding.strip()
    row.save(update_fields=["confirmed_by", "confirmed_at", "finding"])
    audit("cards.safe.count_confirmed", actor=actor, at=at, subjects=[str(row.uuid)], site=row.area_code)
    return row


def differs(row: SafeCount) -> bool:
    """Whether a count disagrees with the ledger, in number or in which serials."""
    numbers = (row.blanks, row.cards, row.boxed)
    return numbers != (row.expected_blanks, row.expected_cards, row.expected_boxed) or row.lines.exists()
