"""Reads of recordings, in the scope of whoever asks."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery

from rekam.abis import queries as abis
from rekam.accounts.queries import accounts_of_person
from rekam.audit.rules import Purpose
from rekam.enrolment import consents, correction_queries
from rekam.enrolment.models import OptionalConsent, Packet, PacketState, Record, RecordEvent
from rekam.enrolment.rules import OF_THE_CARD, RECORD_AGAIN, Status
from rekam.enrolment.words import reason
from rekam.kernel.errors import RuleBroken
from rekam.messages.addressee import is_child
from rekam.registry import queries as registry
from rekam.vault import services as vault

corrections = correction_queries  # the upper rooms' way to them


def get_record(record: uuid.UUID) -> Record:
    """The recording with this id. Raises RuleBroken("not_found"), the same for another office's."""
    found = Record.objects.filter(uuid=record).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def find_record_of(resident: uuid.UUID) -> Record | None:
    """The resident's newest recording that counts, else the newest of all, or None."""
    rows = Record.objects.filter(resident=resident).order_by("-received_at", "-pk")
    return rows.exclude(state__in=FAILED).exclude(set_aside=True).first() or rows.first()


def find_template_of(resident: uuid.UUID) -> str | None:
    """Where the vault has the template of a resident's newest recording that passed the search, or None.

    One query whether there is one or not, and whoever the id belongs to.
    """
    passed = (Status.PRINT_READY_RECORD, *OF_THE_CARD)
    rows = Record.objects.filter(resident=resident, state__in=passed, set_aside=False)
    template = abis.templates().filter(subject__uuid=OuterRef("subject")).values("address")[:1]
    found = rows.annotate(template=Subquery(template)).exclude(template=None)
    return found.order_by("-received_at", "-pk").values_list("template", flat=True).first()


def print_ready(limit: int, *, on: date | None = None) -> Sequence[Record]:
    """Up to `limit` recordings that may be printed, the longest waiting first.

    on   the day; recordings of who turns 17 later are left out. None takes all that are print-ready.
    Who said that something on the card is wrong is left out until that is decided.
    """
    rows = Record.objects.filter(state=Status.PRINT_READY_RECORD, set_aside=False, resident__isnull=False)
    rows = rows.exclude(uuid__in=corrections.held_back())
    if on is not None:
        rows = rows.filter(Q(print_from=None) | Q(print_from__lte=on))
    return list(rows.order_by("state_since", "pk")[:limit])


def states_of(records: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Status]:
    """Where these recordings stand, as far as the scope sees."""
    rows = Record.objects.filter(uuid__in=records).values_list("uuid", "state")
    return {record: Status(state) for record, state in rows}


def standing_at(status: Status) -> QuerySet[Record]:
    """The recordings that stand at a status, for a larger question."""
    return Record.objects.filter(state=status)


def portrait(record: Record) -> bytes:
    """The face as PNG bytes. Raises RuleBroken("portrait_missing")."""
    if not record.portrait:
        raise RuleBroken("portrait_missing")
    return vault.read(record.portrait)


def exception_photo(record: Record) -> bytes:
    """What was photographed of the exceptions, as PNG bytes. Raises RuleBroken("exception_photo_missing")."""
    if not record.exception_photo:
        raise RuleBroken("exception_photo_missing")
    return vault.read(record.exception_photo)


def signature(record: Record) -> bytes | None:
    """The person's signature as PNG bytes, or None when it is an exception (cannot sign)."""
    return vault.read(record.signature) if record.signature else None


def best_fingers(record: uuid.UUID, *, count: int) -> bytes:
    """A template of the best fingers of a recording; see abis.queries.best_fingers, whose codes it raises."""
    return abis.best_fingers(get_record(record).subject, count=count)


def find_contact(record: uuid.UUID, *, on: date) -> tuple[str, str] | None:
    """The number and language of whoever agreed to be told of a card, and did not take it back; or None.

    None too while the person is a child: nobody was asked whose number it is, so it may be the child's own
    (messages.addressee, decision 0056).
    """
    known = registry.residents_by_id([one for one in [get_record(record).resident] if one is not None])
    if not known or is_child(born=known[0].birth_date, on=on):
        return None
    given = OptionalConsent.objects.filter(
        record__uuid=record, purpose=consents.Purpose.COLLECTION_REMINDER, granted=True, withdrawn_at=None
    )
    return given.exclude(contact="").order_by("-pk").values_list("contact", "language").first()


def records_of(residents: Collection[uuid.UUID]) -> Mapping[uuid.UUID, uuid.UUID]:
    """The recordings of these people: each one's id and whose it is."""
    rows = Record.objects.filter(resident__in=residents).values_list("uuid", "resident")
    return {record: resident for record, resident in rows if resident is not None}


def contacts_of(records: Collection[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """The numbers given at these recordings and not taken back, for what the law makes the office tell."""
    given = OptionalConsent.objects.filter(record__uuid__in=records, granted=True, withdrawn_at=None)
    return dict(given.exclude(contact="").order_by("pk").values_list("record__uuid", "contact"))


FAILED = (*RECORD_AGAIN, Status.DUPLICATE_RECORD)


@dataclass(frozen=True, kw_only=True)
class Revealed:
    """A person of a decision: the recording, and name and NIK; empty where another area has them."""

    record: Record | None
    name: str = ""
    nik: str = ""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How many recordings stand at a status, and since when the oldest of them does."""

    status: Status
    count: int
    oldest: datetime


def counts() -> Sequence[Standing]:
    """The scope's recordings by status, in the order of the ladder; statuses without any are left out."""
    rows = Record.objects.values("state").annotate(count=Count("pk"), oldest=Min("state_since"))
    found = [Standing(status=Status(r["state"]), count=r["count"], oldest=r["oldest"]) for r in rows]
    return sorted(found, key=lambda one: list(Status).index(one.status))


def recorded_at(*, since: date, until: date) -> Mapping[str, int]:
    """How many of the scope's residents were recorded at each place of service, from one day to another.

    since, until   days of capture, both counted
    Only recordings that the register follows count, each person once at each place.
    """
    rows = Record.objects.filter(leading=True, resident__isnull=False, captured_on__range=(since, until))
    found = rows.values("served_in").annotate(people=Count("resident", distinct=True))
    return {row["served_in"]: row["people"] for row in found}


def standing(status: Status, *, limit: int) -> Sequence[tuple[Record, str]]:
    """The recordings that stand at a status, the longest waiting first, each with its code if any."""
    last = RecordEvent.objects.filter(record=OuterRef("pk")).order_by("-number")
    rows = Record.objects.filter(state=status).annotate(code=Subquery(last.values("facts__code")[:1]))
    return [(row, row.code or "") for row in rows.order_by("state_since", "pk")[:limit]]


def to_validate(*, not_by: str, limit: int = 100) -> Sequence[Record]:
    """Recordings that contradict the register, without this officer's own, the longest waiting first."""
    return list(_to_validate(not_by).order_by("state_since", "pk")[:limit])


def count_to_validate(*, not_by: str) -> int:
    """How many of them there are."""
    return _to_validate(not_by).count()


def why_it_stands(record: Record) -> str:
    """The sentence of the last event's code; empty where it has none."""
    last = RecordEvent.objects.filter(record=record).order_by("-number").first()
    return reason(str(last.facts.get("code", ""))) if last is not None else ""


def events(record: Record) -> Sequence[RecordEvent]:
    """What happened to a recording, oldest first."""
    return list(RecordEvent.objects.filter(record=record).order_by("number"))


def refused_packets(*, limit: int) -> Sequence[Packet]:
    """The scope's packets that were refused, newest first."""
    rows = Packet.objects.filter(state=PacketState.REFUSED).order_by("-received_at", "-pk")
    return list(rows[:limit])


def refused_count() -> int:
    """How many packets of the scope were refused."""
    return Packet.objects.filter(state=PacketState.REFUSED).count()


def may_reveal(record: Record) -> bool:
    """Whether the names behind a comparison may be seen: only after the decision."""
    decided = record.state in (Status.DUPLICATE_RECORD, Status.PRINT_READY_RECORD)
    return decided and bool(_other_of(record))


def people_of_decision(record: Record) -> Sequence[Revealed]:
    """All people of a decided comparison, this recording's first: two, or more of one that is several's.

    Raises RuleBroken("not_found") while it is not decided: until then nobody learns who they are.
    """
    if not may_reveal(record):
        raise RuleBroken("not_found")
    others = others_of_decision(record)
    rows = {row.uuid: row for row in Record.objects.filter(uuid__in=others)}
    return [_revealed(record), *(_revealed(rows.get(one)) for one in others)]


def others_of_decision(record: Record) -> Sequence[uuid.UUID]:
    """The recordings that a decided one was found to be, or compared with; the likest first."""
    named = RecordEvent.objects.filter(record=record, facts__other__isnull=False).order_by("-number")
    facts: Mapping[str, str | None] = named.values_list("facts", flat=True).first() or {}
    told = facts.get("others") or facts.get("other") or ""
    return [uuid.UUID(one) for one in told.split(",") if one]


def found_alike(record: uuid.UUID) -> Sequence[Record]:
    """The same recordings as rows, as far as the scope has them. Raises RuleBroken("not_found")."""
    others = others_of_decision(get_record(record))
    rows = {row.uuid: row for row in Record.objects.filter(uuid__in=others).select_related("packet")}
    return [rows[one] for one in others if one in rows]


def doubles_of(record: Record) -> int:
    """Of how many other recordings a double is the same body: 1 = one to one, more = one to many; else 0."""
    if record.state != Status.DUPLICATE_RECORD:
        return 0
    last = RecordEvent.objects.filter(record=record, status=Status.DUPLICATE_RECORD).order_by("-number")
    facts: Mapping[str, int] = last.values_list("facts", flat=True).first() or {}
    return max(1, facts.get("found", 1))


def subjects_of(people: Sequence[Revealed]) -> list[str]:
    """Whom a page of revealed people showed, for the audit: the recordings, and the residents by name."""
    shown = [one.record for one in people if one.record is not None]
    named = [one.record.resident for one in people if one.record is not None and one.name]
    return [*(str(row.uuid) for row in shown), *(str(resident) for resident in named)]


class About(TypedDict):
    """Whom an entry of the audit is about, and why, as `record` takes them."""

    subjects: list[str]
    purpose: Purpose
    case: str


def about(record: Record, *, purpose: Purpose, more: Sequence[str] = ()) -> About:
    """A recording, the register's person where it is known, and more; the recording is the case."""
    known = [str(record.resident)] if record.resident else []
    return {"subjects": [str(record.uuid), *known, *more], "purpose": purpose, "case": str(record.uuid)}


def recordings_of(resident: uuid.UUID) -> Sequence[Record]:
    """Every recording of a resident, those that failed too."""
    return list(Record.objects.filter(resident=resident).order_by("pk"))


def ids_of(resident: uuid.UUID) -> list[str]:
    """Every opaque id under which the audit may know somebody: in the register, recordings, bodies."""
    rows = Record.objects.filter(resident=resident).values_list("uuid", "subject")
    return [str(resident), *(str(one) for row in rows for one in row)]


def residents_behind(subjects: Sequence[str]) -> dict[str, uuid.UUID]:
    """The register's id behind each id of a recording or of a body, where the scope has it."""
    rows = Record.objects.filter(Q(uuid__in=subjects) | Q(subject__in=subjects), resident__isnull=False)
    found = rows.values_list("uuid", "subject", "resident")
    return {str(one): resident for *ids, resident in found for one in ids if resident}


def _to_validate(not_by: str) -> QuerySet[Record]:
    """Without those of which a submission waits for its second person: that one comes first."""
    asked = Record.objects.filter(submissions__asked_at__isnull=False, submissions__agreed=None)
    rows = Record.objects.filter(state=Status.REQUEST_VALIDATION, set_aside=False)
    return rows.exclude(officer__in=accounts_of_person(not_by)).exclude(pk__in=asked.values("pk"))


def _other_of(record: Record) -> str:
    named = RecordEvent.objects.filter(record=record, facts__other__isnull=False).order_by("-number")
    return str(named.values_list("facts__other", flat=True).first() or "")


def _revealed(record: Record | None) -> Revealed:
    if record is None or record.resident is None:
        return Revealed(record=record)
    with suppress(RuleBroken):
        found = registry.get_resident(record.resident)
        return Revealed(record=record, name=found.full_name, nik=found.nik)
    return Revealed(record=record)
