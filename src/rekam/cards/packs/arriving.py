"""Packets of hand-overs, as the worker opens them: written down, or kept as a case for the back office.

Source: 1:1 match before hand-over (sippn.menpan.go.id 7981629). What was done away from the counter
happened: it is refused only where the packet itself is not what it says it is.
"""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.audit.services import record as audit
from rekam.cards.counter.exceptions import witnesses_of
from rekam.cards.counter.issuing import issue
from rekam.cards.counter.models import Waiver
from rekam.cards.counter.rules import excuse_of
from rekam.cards.orders import away
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.queries import serial_of
from rekam.cards.orders.rules import JobState
from rekam.cards.packs import handed
from rekam.cards.packs.handed import Act, Given, Unmatched
from rekam.cards.packs.models import FieldAct, Pack, PackCard
from rekam.cards.packs.rules import Answer, Proof
from rekam.cards.packs.services import about, lock_pack
from rekam.cards.photos import keep_photo
from rekam.cards.rules import check_reason
from rekam.enrolment import clocks
from rekam.enrolment.openers import Delivered
from rekam.kernel.errors import RuleBroken
from rekam.registry.rules import Status


def open_hand_over(delivered: Delivered, /, *, at: datetime) -> None:
    """Take an act of a pack: issue the card, or keep the act as a case. Raising refuses the packet.

    Raises RuleBroken("pack_unknown" | "pack_other_station" | "pack_other_officer" | "pack_card_unknown" |
    "pack_act_doubled" | "pack_chain_wrong") and the codes of `decode_act`, of
    `keep_photo` and of the witnesses' rules.
    """
    act = handed.decode_act(delivered.particulars)
    pack = _pack_of(act, delivered=delivered)
    when = _when(delivered, pack=pack)
    row = FieldAct(
        packet=delivered.header.packet,
        pack=pack,
        area_code=pack.area_code,
        number=act.number,
        sha256=delivered.sha256.hex(),
        previous=act.previous.hex(),
        at=when,
        received_at=delivered.received_at,
    )
    if isinstance(act.what, Given):
        _take(row, given=act.what, papers=delivered.papers)
    else:
        row.counted = {"back": list(act.what.back), "missing": list(act.what.missing)}
    _keep(row)
    audit("cards.pack.told", actor=pack.officer, at=at, **about(pack), number=row.number, code=row.code)


def _pack_of(act: Act, *, delivered: Delivered) -> Pack:
    try:
        pack = lock_pack(act.pack)
    except RuleBroken as broken:
        raise RuleBroken("pack_unknown") from broken
    if pack.station != delivered.header.station_kid:
        raise RuleBroken("pack_other_station")
    if pack.officer != delivered.header.officer:
        raise RuleBroken("pack_other_officer")
    return pack


def _when(delivered: Delivered, *, pack: Pack) -> datetime:
    """The station's word, unless it is before the cards left the safe."""
    told = clocks.believed_time(delivered.header.captured_at, received=delivered.received_at)
    return told if told >= pack.made_at else delivered.received_at


def _take(row: FieldAct, *, given: Given, papers: tuple[bytes, ...]) -> None:
    card = PackCard.objects.filter(pack=row.pack, job__uuid=given.order, blank__serial=given.serial).first()
    if card is None:
        raise RuleBroken("pack_card_unknown")
    row.card, row.proof, row.score, row.tries = card, given.proof, given.score, given.tries
    row.code = _refusal_of(card)
    if given.exception is not None:
        _keep_waiver(card, told=given.exception, row=row, papers=papers)
    row.code = row.code or _written_down(row)


def _refusal_of(card: PackCard) -> str:
    """Why a hand-over cannot be written down; "" when it can."""
    job = PrintJob.objects.select_for_update().get(pk=card.job_id)
    if card.end:
        return "card_came_back" if card.end == PackCard.End.BACK else "card_was_missing"
    if job.state == JobState.ISSUED or job.exception_by:
        return "card_given_twice"
    if job.state != JobState.PRINTED or serial_of(job) != card.blank.serial:
        return "card_withdrawn"
    return "" if away.holder_of(job).status == Status.ACTIVE else "holder_not_active"


def _written_down(row: FieldAct) -> str:
    """Issue the card with the time of the hand-over; the code of what stood against it, or "".

    Where nothing was compared the card is with its holder, and a verifikator says whether that holds.
    """
    assert row.card is not None
    job = PrintJob.objects.select_for_update().get(pk=row.card.job_id)
    if row.proof == Proof.EXCEPTION:
        waiver = Waiver.objects.filter(job=job).latest("pk")
        job.exception_by, job.exception_reason = waiver.asked_by, waiver.reason
        job.save(update_fields=["exception_by", "exception_reason"])
        return ""
    try:
        with transaction.atomic():
            issue(job, matched=True, actor=row.pack.officer, at=row.at, carrier=str(row.pack.uuid))
    except RuleBroken as broken:
        return broken.code
    return ""


def _keep_waiver(card: PackCard, *, told: Unmatched, row: FieldAct, papers: tuple[bytes, ...]) -> None:
    check_reason(told.reason)
    Waiver.objects.create(
        job=card.job,
        area_code=card.area_code,
        code=excuse_of(told.code),
        reason=told.reason.strip(),
        witnesses=witnesses_of(told.witnesses, holder=away.holder_of(card.job).full_name),
        photo=keep_photo(papers[0] if papers else b""),
        given_at=row.at,
        asked_by=row.pack.officer,
        asked_at=row.received_at,
    )


def _keep(row: FieldAct) -> None:
    """Add an act to its pack's list, whose other acts it must fit."""
    before = FieldAct.objects.filter(pack=row.pack, number=row.number - 1).first()
    after = FieldAct.objects.filter(pack=row.pack, number=row.number + 1).first()
    if (before and before.sha256 != row.previous) or (after and after.previous != row.sha256):
        raise RuleBroken("pack_chain_wrong")
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise RuleBroken("pack_act_doubled") from error


@transaction.atomic
def answer_case(*, act: UUID, answer: Answer, why: str, actor: str, at: datetime) -> FieldAct:
    """Say what holds of a hand-over that could not be written down as it was told.

    Raises RuleBroken("not_found" | "case_answered" | "reason_missing"); for Answer.ISSUE the code of what
    still stands against it.
    """
    check_reason(why)
    row = FieldAct.objects.select_for_update().filter(uuid=act).exclude(code="").first()
    if row is None or row.card is None:
        raise RuleBroken("not_found")
    if row.answered_at:
        raise RuleBroken("case_answered")
    if answer is Answer.ISSUE:
        against = _refusal_of(row.card) or _written_down(row)
        if against:
            raise RuleBroken(against)
    row.answer, row.answered_by, row.answered_at, row.why = answer, actor, at, why.strip()
    row.save(update_fields=["answer", "answered_by", "answered_at", "why"])
    people = [str(row.card.job.uuid), str(row.card.job.resident)]
    audit("cards.pack.case_answered", actor=actor, at=at, **about(row.pack, *people), answer=str(answer))
    return row
