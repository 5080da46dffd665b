"""What the call-ups do: draw, list, answer, decide. Enter here."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from rekam.outreach.callups.answering import answer
from rekam.outreach.callups.cases import end_case, link_entry
from rekam.outreach.callups.codes import code_of, open_again, open_by_code
from rekam.outreach.callups.deadlines import note_deadline, withdraw_deadline
from rekam.outreach.callups.drawing import draw_round, end_round
from rekam.outreach.callups.lists import make_letters, make_list
from rekam.outreach.callups.making import ask_lists, make_due
from rekam.outreach.callups.models import CallAnswer, CallRound, CallTurn

__all__ = [
    "answer",
    "ask_lists",
    "code_of",
    "draw_round",
    "end_case",
    "end_round",
    "forget_answers",
    "forget_rounds",
    "link_entry",
    "make_due",
    "make_letters",
    "make_list",
    "note_deadline",
    "open_again",
    "open_by_code",
    "withdraw_deadline",
]


@transaction.atomic
def forget_answers(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Empty where people were said to be, in answers given before that moment; the lines' ids."""
    rows = CallAnswer.objects.filter(at__lt=before).exclude(place="").order_by("pk")
    ids = [str(one) for one in rows.values_list("called__uuid", flat=True)]
    if not dry_run:
        rows.update(place="")
    return ids


@transaction.atomic
def forget_rounds(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Empty who was called in rounds drawn before that moment; the rounds' ids. Weeks and RT stay."""
    rows = CallRound.objects.filter(drawn_at__lt=before).exclude(Q(urgent=[]), ~Q(pk__in=_peopled()))
    ids = [str(one) for one in rows.order_by("pk").values_list("uuid", flat=True)]
    if not dry_run:
        CallTurn.objects.filter(round__uuid__in=ids).update(people=[])
        CallRound.objects.filter(uuid__in=ids).update(urgent=[])
    return ids


def _peopled() -> QuerySet[CallTurn, int]:
    return CallTurn.objects.exclude(people=[]).values_list("round", flat=True)
