"""Filling the queue of pairs, and judging them."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rekam.accounts.queries import accounts_of_person
from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.registry.duplicates import queries, rules
from rekam.registry.duplicates.likeness import Alike
from rekam.registry.duplicates.models import Opinion, Pair
from rekam.registry.duplicates.rules import State
from rekam.registry.models import Resident

# What a pair was compared by; when none of it changed, its answer stands.
COMPARED = (
    "nik",
    "kk",
    "full_name",
    "sex",
    "birth_place",
    "birth_date",
    "mother_name",
    "father_name",
    "address",
)


@dataclass(frozen=True)
class Outcome:
    """What one search brought, in pairs.

    read      rows compared
    alike     pairs that reach the queue's threshold
    new       seen for the first time
    again     judged different before, whose data changed since
    judged    whose answer stands
    gone      that waited and no longer look alike
    """

    read: int
    alike: int
    new: int
    again: int
    judged: int
    gone: int


@transaction.atomic
def answer(*, pair: uuid.UUID, answer: State, reason: str, actor: str, at: datetime) -> Pair:
    """Say whether a pair is one person. "same" changes neither row: see queries.pairs_to_resolve.

    Raises RuleBroken("not_found" | "pair_decided" | "pair_reason_short" | "pair_needs_another").
    """
    found = queries.pairs_here().select_for_update(of=("self",)).filter(uuid=pair).first()
    if found is None:
        raise RuleBroken("not_found")
    earlier = found.opinions.filter(answer=State.UNSURE, data_hash=found.data_hash)
    rules.check_answer(
        state=State(found.state),
        answer=answer,
        reason=reason,
        was_unsure=earlier.filter(actor__in=accounts_of_person(actor)).exists(),
    )
    found.state = answer
    found.save(update_fields=["state"])
    Opinion.objects.create(
        pair=found,
        area_code=found.area_code,
        answer=answer,
        reason=reason.strip(),
        data_hash=found.data_hash,
        actor=actor,
        at=at,
    )
    record(
        "registry.pair_judged",
        actor=actor,
        at=at,
        subjects=[str(found.first.uuid), str(found.second.uuid)],
        purpose=Purpose.ADJUDICATION,
        case=str(found.uuid),
        answer=str(answer),
    )
    return found


@transaction.atomic
def take(alike: Sequence[Alike], *, read: int, area_code: str, actor: str, at: datetime) -> Outcome:
    """Bring the queue of an area up to date with what a search found. Repeating it is safe.

    read  rows that were compared
    """
    people = Resident.objects.in_bulk({pk for one in alike for pk in (one.first, one.second)})
    known = {(pair.first_id, pair.second_id): pair for pair in Pair.objects.select_for_update(of=("self",))}
    new: list[Pair] = []
    changed: list[Pair] = []
    again = judged = 0
    for one in alike:
        fresh = _pair(one, people=people, at=at)
        pair = known.pop((one.first, one.second), None)
        if pair is None:
            new.append(fresh)
        elif _is_settled(pair, fresh):
            judged += 1
        else:
            again += pair.state == State.DIFFERENT
            changed.append(_refreshed(pair, fresh))
    gone = [pair for pair in known.values() if pair.state in queries.WAITING]
    for pair in gone:
        pair.state = State.GONE
    # A pair that a wider office found earlier is not seen from here; it keeps its answer.
    Pair.objects.bulk_create(new, batch_size=1000, ignore_conflicts=True)
    fields = ["state", "weight", "evidence", "data_hash", "area_code"]
    Pair.objects.bulk_update([*changed, *gone], fields, batch_size=1000)
    outcome = Outcome(read=read, alike=len(alike), new=len(new), again=again, judged=judged, gone=len(gone))
    record(
        "registry.duplicates_searched",
        actor=actor,
        at=at,
        purpose=Purpose.SYSTEM,
        area=area_code,
        **vars(outcome),
    )
    return outcome


def _is_settled(pair: Pair, fresh: Pair) -> bool:
    if pair.state == State.SAME:
        return True
    return pair.state == State.DIFFERENT and pair.data_hash == fresh.data_hash


def _refreshed(pair: Pair, fresh: Pair) -> Pair:
    unsure = pair.state == State.UNSURE and pair.data_hash == fresh.data_hash
    pair.state = State.UNSURE if unsure else State.OPEN
    pair.weight, pair.evidence, pair.data_hash = fresh.weight, fresh.evidence, fresh.data_hash
    pair.area_code = fresh.area_code
    return pair


def _pair(one: Alike, *, people: Mapping[int, Resident], at: datetime) -> Pair:
    first, second = people[one.first], people[one.second]
    return Pair(
        first=first,
        second=second,
        area_code=rules.common_area(first.area_code, second.area_code),
        weight=one.weight,
        evidence=dict(one.evidence),
        data_hash=rules.data_hash(getattr(person, name) for person in (first, second) for name in COMPARED),
        found_at=at,
    )
