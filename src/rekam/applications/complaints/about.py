"""What the officers' page says of a complaint, and what this officer may do there."""

from datetime import datetime

from rekam.accounts.permissions import Account, allowed
from rekam.accounts.queries import named
from rekam.accounts.rules import Role
from rekam.applications.complaints import showing, words
from rekam.applications.complaints.forms_work import AnswerForm, AskForm, HandForm, LinkForm, NameForm
from rekam.applications.complaints.mending import possible as possible
from rekam.applications.complaints.models import Complaint
from rekam.applications.complaints.owning import ROLES_AT
from rekam.applications.complaints.queries import answers_as, may_be_accused, may_be_owner, overdue_since
from rekam.applications.complaints.rules import Category, Channel, Level, Mended, Outcome
from rekam.applications.complaints.steps import WAITING, State, Step
from rekam.applications.filing.numbers import spaced
from rekam.enrolment import queries as enrolment
from rekam.kernel.installation import office_day


def context(row: Complaint, *, account: Account, now: datetime) -> dict[str, object]:
    """Everything that the page of one complaint shows."""
    waits = row.state in WAITING
    return (
        _told(row, now=now) | _case(row, account=account) | _acts(row, account=account, waits=waits, now=now)
    )


def _told(row: Complaint, *, now: datetime) -> dict[str, object]:
    answered = row.state == State.ANSWERED
    waits = row.state in WAITING
    return {
        "row": row,
        "number": spaced(row.number),
        "category": words.CATEGORIES[Category(row.category)],
        "channel": words.CHANNELS[Channel(row.channel)],
        "status": words.STATES[State(row.state)],
        "level": words.LEVELS[Level(row.level)],
        "late": overdue_since(row, today=office_day(now)) if waits else 0,
        "facts": showing.facts(row),
        "answer": showing.last_words(row, Step.ANSWERED) if answered else "",
        "outcome": words.OUTCOMES[Outcome(row.outcome)] if answered else "",
        "mended": words.MENDED[Mended(row.mended)] if answered else "",
        "history": showing.history_inside(row),
        "sheets": row.sheets.exclude(address="").order_by("pk"),
        "owner": str(named([row.owner])[row.owner]) if row.owner else "",
    }


def _case(row: Complaint, *, account: Account) -> dict[str, object]:
    """Where the case is looked into and mended, for who may go there."""
    record = enrolment.find_record_of(row.resident) if row.resident else None
    return {
        "application": row.application if allowed(account, "applications.see") else None,
        "resident": row.resident if allowed(account, "registry.see_resident") else None,
        "record": record if allowed(account, "enrolment.see") else None,
    }


def _acts(row: Complaint, *, account: Account, waits: bool, now: datetime) -> dict[str, object]:
    is_mine = waits and row.owner in answers_as(account, at=now)
    assigns = waits and allowed(account, "applications.assign_complaints")
    return {
        "is_mine": is_mine,
        "may_take": waits and not row.owner and Role(account.role) in ROLES_AT[Level(row.level)],
        "assigns": assigns,
        "may_link": is_mine and allowed(account, "registry.see_resident"),
        "barred": [str(one) for one in named(row.barred).values()] if assigns else [],
        "ask_form": AskForm(prefix="ask"),
        "answer_form": AnswerForm(possible=possible(row), prefix="answer") if is_mine else None,
        "link_form": LinkForm(prefix="link"),
        "hand_form": HandForm(owners=may_be_owner(row), prefix="hand") if assigns else None,
        "name_form": NameForm(officers=may_be_accused(row), prefix="name") if assigns else None,
    }
