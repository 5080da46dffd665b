"""How the two doors of the ABIS alone stand: queues, pace, back-pressure, what was given up and why."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Min, QuerySet

from rekam.abis import tally
from rekam.abis.models import Message, Task
from rekam.abis.mosip import queries as mosip
from rekam.abis.mosip import services as mosip_messages
from rekam.abis.osia import queries as osia
from rekam.abis.osia import tasks as osia_tasks
from rekam.abis.pace import Pace, Trend, trend_of

ALL: Final = "all"
IDENTIFY: Final = "identify"
Told = dict[str, object]


def note_waiting(*, at: datetime) -> None:
    """Write down how many wait behind each door, so that the state can say whether they grow."""
    tally.note_waiting(mosip_messages.LINE, {ALL: mosip.count_waiting()}, at=at)
    tally.note_waiting(osia_tasks.LINE, {ALL: osia.count_waiting()}, at=at)


def state(*, at: datetime) -> Told:
    """What an operator's alarm looks at: MOSIP's figures on top, as they always were, OSIA's beside."""
    told: Told = {
        "references": mosip.count_references(),
        "waiting": mosip.count_waiting(),
        "oldestWaitingSeconds": _age(mosip.oldest_waiting(), at=at),
        "beforePeople": mosip.count_before_people(),
        "untaken": mosip.count_untaken(),
        "givenUp": mosip.count_given_up(),
    }
    waiting = osia.count_waiting()
    beside: Told = {
        "encounters": osia.count_encounters(),
        "waiting": waiting,
        "oldestWaitingSeconds": _age(osia.oldest_waiting(), at=at),
        "toSend": osia.count_to_send(),
        "givenUp": osia.given_up().count(),
    }
    return {
        **told,
        **_pace(mosip_messages.LINE, waiting=mosip.count_waiting(), at=at),
        "deadLetters": dead_letters(mosip.given_up(), at=at),
        "osia": {
            **beside,
            **_pace(osia_tasks.LINE, waiting=waiting, at=at),
            "deadLetters": dead_letters(osia.given_up(), at=at),
        },
    }


def dead_letters(rows: QuerySet[Message] | QuerySet[Task], *, at: datetime) -> list[Told]:
    """What was given up, by what it asked and why: how many, and for how long the oldest."""
    counted = rows.order_by().values("kind", "given_up").annotate(count=Count("pk"), since=Min("answered_at"))
    return [
        {
            "kind": row["kind"],
            "reason": row["given_up"],
            "count": row["count"],
            "oldestSeconds": _age(row["since"], at=at),
        }
        for row in sorted(counted, key=lambda row: -row["count"])
    ]


def _pace(line: str, *, waiting: int, at: datetime) -> Told:
    paces, waited = tally.paces(line, at=at), tally.waiting_before(line, at=at).get(ALL)
    searched = paces.get(IDENTIFY, Pace())
    before, since = (waited[1], at - waited[0]) if waited is not None else (None, timedelta())
    done = sum(one.hour for one in paces.values())
    return {
        "doneLastHour": {step: one.hour for step, one in sorted(paces.items())},
        "identifiesPerSecond": {
            "lastHour": round(searched.a_second, 3),
            "lastDay": round(searched.a_second_of_day, 3),
            "peak": round(searched.a_second_at_peak, 3),
        },
        "backPressure": _pressure(trend_of(waiting, before=before, since=since, done=done)),
    }


def _pressure(trend: Trend) -> Mapping[str, object]:
    left = trend.empty_in
    return {
        "course": str(trend.course),
        "perHour": round(trend.per_hour, 1),
        "emptyInSeconds": None if left is None else int(left.total_seconds()),
    }


def _age(since: datetime | None, *, at: datetime) -> int:
    return 0 if since is None else max(0, int((at - since).total_seconds()))
