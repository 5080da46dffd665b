"""Taking printed cards along to hand them over elsewhere. Enter through services."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from rekam.accounts.queries import find_account
from rekam.accounts.rules import Role
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.cards.blanks.custody import check_out
from rekam.cards.blanks.models import Blank
from rekam.cards.orders.about import About
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.queries import collection_number
from rekam.cards.orders.rules import JobState, check_job_step
from rekam.cards.orders.services import lock_job, lock_live_blank
from rekam.cards.packs import queries, rules
from rekam.cards.packs.models import Pack, PackCard
from rekam.cards.packs.parcel import Card, Parcel, seal_parcel
from rekam.enrolment import queries as enrolment
from rekam.enrolment.slip import covered
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import area_name
from rekam.registry import queries as registry


@transaction.atomic
def prepare_pack(
    *, orders: Sequence[UUID], place: str, on: date, officer: str, actor: str, at: datetime
) -> Pack:
    """Give printed cards of one safe to an officer for one place and day: all of them or none.

    officer   user name of the operator who takes them, somebody else than the actor
    Raises RuleBroken("pack_empty" | "pack_too_large" | "not_found" | "print_step_not_allowed" |
    "card_elsewhere" | "card_of_a_guest" | "pack_of_two_safes" | "officer_unknown"), and the codes of
    `check_out`.
    """
    rules.check_size(len(set(orders)))
    account = find_account(officer)
    if account is None or account.role != Role.OPERATOR:
        raise RuleBroken("officer_unknown")
    rows = [_packable(order) for order in sorted(set(orders))]
    sites = {blank.area_code for _, blank in rows}
    if len(sites) > 1:
        raise RuleBroken("pack_of_two_safes")
    pack = Pack.objects.create(
        area_code=sites.pop(), place=place.strip(), on=on, officer=officer, made_by=actor, made_at=at
    )
    serials = [blank.serial for _, blank in rows]
    check_out(serials=serials, carrier=str(pack.uuid), taken_by=officer, actor=actor, at=at)
    PackCard.objects.bulk_create(
        PackCard(pack=pack, job=job, area_code=job.area_code, blank=blank) for job, blank in rows
    )
    people = [str(job.resident) for job, _ in rows]
    audit("cards.pack.prepared", actor=actor, at=at, **about(pack, *people), officer=officer)
    return pack


def about(pack: Pack, *more: str) -> About:
    """A pack and people of it, for the card; the pack is the case."""
    return {"subjects": [str(pack.uuid), *more], "purpose": Purpose.CARD, "case": str(pack.uuid)}


def _packable(order: UUID) -> tuple[PrintJob, Blank]:
    """A locked order and its card, which lies printed in a safe."""
    job = lock_job(order)
    check_job_step(state=JobState(job.state), to=JobState.ISSUED)
    if job.visit is not None:
        raise RuleBroken("card_of_a_guest")
    _, blank = lock_live_blank(job)
    return job, blank


@transaction.atomic
def give_parcel(
    *, pack: UUID, station: str, officer_key: bytes, until: datetime, at: datetime
) -> bytes | None:
    """What a station takes along of a pack, sealed to its officer; None where another station has it.

    station       kid; the first that asks keeps the pack, so that no card is given twice
    officer_key   the officer's public Ed25519 key
    until         reading ends then
    Cards that were given or came back since are left out.
    """
    row = lock_pack(pack)
    if row.closed_at or row.station not in {"", station}:
        return None
    row.station, row.expires_at = station, until
    row.save(update_fields=["station", "expires_at"])
    cards = queries.cards_out(row)
    parcel = Parcel(
        pack=row.uuid,
        place=row.place,
        officer=row.officer,
        expires_at=until,
        cards=tuple(_card(card) for card in cards),
    )
    people = [str(card.job.resident) for card in cards]
    audit("cards.pack.given", actor=row.officer, at=at, **about(row, *people), station=station)
    return seal_parcel(parcel, officer=officer_key)


def _card(card: PackCard) -> Card:
    holder = registry.get_resident(card.job.resident)
    return Card(
        order=card.job.uuid,
        number=collection_number(card.job),
        serial=card.blank.serial,
        name=holder.full_name,
        birth_date=holder.birth_date,
        nik=covered(holder.nik),
        village=area_name(holder.area_code),
        reference=_reference(card.job),
    )


def _reference(job: PrintJob) -> bytes:
    """Two fingers at most; none where the body has none, so that only an exception is left."""
    try:
        return enrolment.best_fingers(job.record, count=rules.FINGERS)
    except RuleBroken as broken:
        if broken.code != "subject_unknown":
            raise
        return b""


def lock_pack(pack: UUID) -> Pack:
    """The pack in the current scope, locked. Raises RuleBroken("not_found")."""
    row = Pack.objects.select_for_update().filter(uuid=pack).first()
    if row is None:
        raise RuleBroken("not_found")
    return row
