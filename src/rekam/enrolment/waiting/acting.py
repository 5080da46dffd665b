"""The part of a recording's page that acts: what may be asked, what waits, what was asked before."""

from collections.abc import Sequence

from django.urls import reverse

from rekam.accounts.permissions import Account, allowed
from rekam.enrolment.models import Record
from rekam.enrolment.rules import Status
from rekam.enrolment.waiting import queries, rules, words
from rekam.enrolment.waiting.forms import AskForm
from rekam.enrolment.waiting.models import Submission
from rekam.enrolment.waiting.rules import Reason, Remedy
from rekam.registry.entries.effects import Kind
from rekam.registry.services import ladder_is_ours
from rekam.ui.parts import Button


def context(record: Record, *, account: Account, form: AskForm | None) -> dict[str, object]:
    """The buttons that the table of moves leaves this officer, and the submissions of a recording."""
    offered = rules.remedies(queries.standing_of(record)) if allowed(account, "enrolment.validate") else ()
    asked_for = [one for one in offered if one is not Remedy.CHECK_AGAIN]
    waits = queries.find_open(record)
    return {
        "sends": queries.sends(record),
        "most_sends": rules.MOST_SENDS,
        "check_again": Remedy.CHECK_AGAIN in offered,
        "asked_for": [(words.ACTS[one], one in rules.FOUR_EYES) for one in asked_for],
        "buttons": buttons(asked_for),
        "correct_at": _where_to_correct(record, account=account) if Remedy.CHECK_AGAIN in offered else "",
        "with_reason": Remedy.SET_ASIDE in asked_for,
        "ask_form": form or AskForm(),
        "waits": told(waits) if waits else None,
        "may_decide": waits is not None and allowed(account, "enrolment.decide"),
        "asked": [told(one) for one in queries.submissions_of(record)],
        "following_in_queue": queries.next_in_queue(record),
        "judged_elsewhere": Status(record.state) in rules.NOT_SET_ASIDE,
    }


def buttons(remedies: Sequence[Remedy]) -> list[Button]:
    """One button a remedy, the first the primary one; what cannot be undone in red."""
    return [
        Button(
            label=str(words.ACTS[remedy].label),
            name="remedy",
            value=remedy,
            kind=_kind(remedy, first=number == 1),
            key=str(number),
        )
        for number, remedy in enumerate(remedies, 1)
    ]


def told(asked: Submission) -> dict[str, object]:
    """A submission for a page: what, why, by whom, and what became of it."""
    return {
        "submission": asked,
        "act": words.ACTS[Remedy(asked.remedy)],
        "reason": words.REASONS[Reason(asked.reason)] if asked.reason else "",
    }


def _where_to_correct(record: Record, *, account: Account) -> str:
    """The form that puts the register right; "" where SIAK does, or nobody is known."""
    if record.resident is None or not ladder_is_ours() or not allowed(account, "registry.enter"):
        return ""
    return reverse("registry:enter", args=[record.resident, Kind.CORRECTION])


def _kind(remedy: Remedy, *, first: bool) -> str:
    if remedy is Remedy.SET_ASIDE:
        return "warning"
    return "primary" if first else "secondary"
