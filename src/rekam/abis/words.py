"""What hangs on a case, its place in the queue, and answers, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.abis import rules
from rekam.abis.rules import Answer, Consequence

Text = str | Promise

CONSEQUENCES: Mapping[Consequence, Text] = {
    Consequence.MANY: lazy("mirip beberapa rekaman"),
    Consequence.LIKELY: lazy("sangat mungkin ganda"),
    Consequence.DOUBT: lazy("meragukan"),
}
ANSWERS: Mapping[Answer, tuple[str, Text]] = {
    Answer.SAME: ("bad", lazy("orang yang sama")),
    Answer.DIFFERENT: ("good", lazy("orang berbeda")),
    Answer.UNDECIDED: ("wait", lazy("tidak dapat ditentukan")),
}
THIRD: Text = lazy("dua orang belum sepakat")


@dataclass(frozen=True, kw_only=True)
class Priority:
    """Why a case stands where it does.

    why    what hangs on it, the most first
    days   whole days it is put forward by, beyond its age
    late   whether it has waited for a week or longer
    """

    why: tuple[Text, ...]
    days: int
    late: bool


def priority(case: Any, *, at: datetime) -> Priority:
    """The priority of a case as `queries.waiting` gives it."""
    third = (THIRD,) if rules.needs_third(case.given) else ()
    return Priority(
        why=(*third, CONSEQUENCES[Consequence(case.consequence)]),
        days=case.head_start.days,
        late=at - case.opened_at >= timedelta(days=rules.LATE_DAYS),
    )
