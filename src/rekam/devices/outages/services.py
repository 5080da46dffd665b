"""The log's writes: suspecting, reporting, confirming, correcting, ending, dismissing. Each is audited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rekam.audit.services import record
from rekam.devices.outages.models import Outage, OutageStep, StationSilence
from rekam.devices.outages.queries import (
    calendar,
    expected_stations,
    get_outage,
    silences,
    suspected_before,
)
from rekam.devices.outages.rules import (
    BEAT,
    LEAST,
    LONGEST,
    LONGEST_NOTE,
    MOST_PEOPLE,
    MOVES,
    UNUSED,
    Act,
    Cause,
    State,
    Suspect,
    area_of,
    suspects,
)
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.turns import take_turn

MACHINE = "system"
ROOM = 0x6F757467  # of take_turn


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a person says of an outage.

    share    percent of the sites' kits that stood still
    people   turned away; None where nobody knows
    """

    sites: Sequence[str]
    cause: Cause
    began: datetime
    ended: datetime | None = None
    share: int = 100
    people: int | None = None
    note: str = ""


@transaction.atomic
def suspect(*, at: datetime) -> int:
    """Join the scope's silences into suspected outages; how many are new. The same silence again adds none.

    One that a person confirmed or dismissed stays as that person left it.
    """
    take_turn(ROOM, current_scope().setting)
    since = at - UNUSED
    found = suspects(
        silences(since=since, at=at), expected=expected_stations(at=at), calendar=calendar(), at=at
    )
    known = suspected_before(since=since)
    return sum(_note(one, known=known, at=at) for one in found)


def _note(one: Suspect, *, known: Sequence[Outage], at: datetime) -> bool:
    row = next((row for row in known if _same(row, one, at=at)), None)
    if row is None:
        _begin(
            Act.SUSPECTED,
            Told(sites=one.sites, cause=Cause.UNKNOWN, began=one.began, ended=one.ended, share=one.share),
            state=State.SUSPECTED,
            stations=one.stations,
            actor=MACHINE,
            at=at,
        )
        return True
    if row.state == State.SUSPECTED and _says_more(row, one):
        row.stations = sorted({*row.stations, *one.stations})
        _step(
            row,
            Act.LONGER,
            Told(
                sites=one.sites,
                cause=Cause(row.cause),
                began=min(row.began_at, one.began),
                ended=one.ended,
                share=one.share,
            ),
            actor=MACHINE,
            at=at,
        )
    return False


def _same(row: Outage, one: Suspect, *, at: datetime) -> bool:
    meets = row.began_at < (one.ended or at) and one.began < (row.ended_at or at)
    return meets and not set(row.stations).isdisjoint(one.stations)


def _says_more(row: Outage, one: Suspect) -> bool:
    """Whether an outage ended, or has other sites, than the log says."""
    return row.ended_at != one.ended or row.sites != list(one.sites)


@transaction.atomic
def report(told: Told, *, actor: str, at: datetime) -> Outage:
    """Write an outage down that no machine suspected; it is confirmed, since a person says so.

    Raises RuleBroken("not_found" | "outage_site" | "outage_log_while" | "outage_share" | "outage_people").
    """
    _check(told, at=at)
    return _begin(Act.REPORTED, told, state=State.CONFIRMED, stations=(), actor=actor, at=at)


@transaction.atomic
def settle(*, outage: UUID, told: Told, actor: str, at: datetime) -> Outage:
    """Confirm a suspected or dismissed outage, or correct a confirmed one, as a person tells it.

    Raises RuleBroken as `report` does, and "outage_as_it_is" for a correction that changes nothing.
    """
    row = get_outage(outage, lock=True)
    _check(told, at=at)
    act = Act.CORRECTED if row.state == State.CONFIRMED else Act.CONFIRMED
    if act is Act.CORRECTED and not told.note and told == told_by(row):
        raise RuleBroken("outage_as_it_is")
    return _step(row, act, told, actor=actor, at=at)


@transaction.atomic
def end(*, outage: UUID, ended: datetime, people: int | None, actor: str, at: datetime) -> Outage:
    """Say when a confirmed outage ended, and how many people it turned away, if somebody knows.

    Raises RuleBroken("not_found" | "outage_act" | "outage_log_while" | "outage_people").
    """
    row = get_outage(outage, lock=True)
    now = told_by(row)
    told = Told(
        sites=now.sites,
        cause=now.cause,
        began=now.began,
        ended=ended,
        share=now.share,
        people=now.people if people is None else people,
    )
    _check(told, at=at)
    return _step(row, Act.ENDED, told, actor=actor, at=at)


@transaction.atomic
def dismiss(*, outage: UUID, note: str, actor: str, at: datetime) -> Outage:
    """Say that nothing was out, and why it looked so; the row stays in the log.

    Raises RuleBroken("not_found" | "outage_act" | "outage_why").
    """
    row = get_outage(outage, lock=True)
    words = " ".join(note.split())
    if not words or len(words) > LONGEST_NOTE:
        raise RuleBroken("outage_why", most=LONGEST_NOTE)
    now = told_by(row)
    told = Told(
        sites=now.sites,
        cause=now.cause,
        began=now.began,
        ended=now.ended,
        share=now.share,
        people=now.people,
        note=words,
    )
    return _step(row, Act.DISMISSED, told, actor=actor, at=at)


@transaction.atomic
def count_people(*, outage: UUID, people: int, at: datetime) -> None:
    """Write down what the queue numbers of its sites tell; the same count again changes nothing.

    Raises RuleBroken("not_found" | "outage_act" | "outage_people").
    """
    row = get_outage(outage, lock=True)
    if not 0 <= people <= MOST_PEOPLE:
        raise RuleBroken("outage_people", most=MOST_PEOPLE)
    if row.counted == people:
        return
    row.counted = people
    _step(row, Act.COUNTED, told_by(row), actor=MACHINE, at=at)


def note_silence(*, station: str, area_code: str, heard: datetime, at: datetime) -> None:
    """A station is heard again: keep the while in which it should have been, if that is long enough."""
    began = heard + BEAT
    if at - began >= LEAST:
        StationSilence.objects.get_or_create(
            station=station, began_at=began, defaults={"area_code": area_code, "ended_at": at}
        )


def told_by(row: Outage) -> Told:
    """What the log says of an outage, as a person would tell it."""
    return Told(
        sites=tuple(row.sites),
        cause=Cause(row.cause),
        began=row.began_at,
        ended=row.ended_at,
        share=row.share,
        people=row.turned_away,
    )


def _check(told: Told, *, at: datetime) -> None:
    if not told.sites:
        raise RuleBroken("outage_site")
    if not all(current_scope().contains(site) for site in told.sites):
        raise RuleBroken("not_found")
    ended = told.ended
    if told.began > at or (ended is not None and not told.began < ended <= min(at, told.began + LONGEST)):
        raise RuleBroken("outage_log_while", days=LONGEST.days)
    if not 1 <= told.share <= 100:
        raise RuleBroken("outage_share")
    if told.people is not None and not 0 <= told.people <= MOST_PEOPLE:
        raise RuleBroken("outage_people", most=MOST_PEOPLE)
    if len(told.note) > LONGEST_NOTE:
        raise RuleBroken("outage_why", most=LONGEST_NOTE)


def _begin(
    act: Act, told: Told, *, state: State, stations: Sequence[str], actor: str, at: datetime
) -> Outage:
    row = Outage(state=state, stations=list(stations))
    return _written(row, act, told, actor=actor, at=at)


def _step(row: Outage, act: Act, told: Told, *, actor: str, at: datetime) -> Outage:
    before, after = MOVES[act]
    if row.state not in before:
        raise RuleBroken("outage_act", state=row.state)
    row.state = after
    return _written(row, act, told, actor=actor, at=at)


def _written(row: Outage, act: Act, told: Told, *, actor: str, at: datetime) -> Outage:
    row.sites = sorted(set(told.sites))
    row.area_code = area_of(row.sites)
    row.cause, row.share = told.cause, told.share
    row.began_at, row.ended_at, row.turned_away = told.began, told.ended, told.people
    row.steps += 1
    row.save()
    OutageStep.objects.create(
        outage=row,
        number=row.steps,
        area_code=row.area_code,
        act=act,
        sites=row.sites,
        cause=row.cause,
        share=row.share,
        began_at=row.began_at,
        ended_at=row.ended_at,
        turned_away=row.turned_away,
        counted=row.counted,
        note=told.note,
        actor=actor,
        at=at,
    )
    record(f"devices.outage.{act}", actor=actor, at=at, **_facts(row))
    return row


def _facts(row: Outage) -> dict[str, str]:
    return {"case": str(row.uuid), "area": row.area_code}


def forget_silences(*, before: datetime, dry_run: bool) -> list[str]:
    """Delete silences that ended before that moment; their ids. What was made of them stays in the log."""
    rows = StationSilence.objects.filter(ended_at__lt=before)
    ids = [str(pk) for pk in rows.values_list("pk", flat=True)]
    if not dry_run:
        rows.delete()
    return ids
