"""A question about the register in two trips to the database instead of eight.

The contract and the keys are those that were read last; the first trip compares their version with the rows
of now, before anything is spent or counted. So a stop, a key taken back, a changed quota count at once.
Whatever is not plain (a refusal, a change, the sandbox, a resident's own yes) goes the long way (`views`),
which is the one that says why; a test holds both to the same answers.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from rekam.kernel.database import NOTHING, Rows, Scope, Statement, in_one_trip
from rekam.kernel.errors import RuleBroken
from rekam.registry.canaries.services import canary_in, finding
from rekam.verification.api import services
from rekam.verification.api.answering import question_of, said_of
from rekam.verification.api.schemas import QuestionIn
from rekam.verification.api.services import Asking, Busy, Said
from rekam.verification.asking import services as questions
from rekam.verification.asking.services import NO_NIK, Case, Value
from rekam.verification.consent.rules import needs_yes
from rekam.verification.tokens import remembering, rules
from rekam.verification.tokens.remembering import Remembered
from rekam.verification.tokens.services import Caller, Proven, caller_with, check_asking

OPEN = "SELECT * FROM verification_open(%s, %s, %s, %s, %s, %s, %s::date, %s, %s, %s)"
# What it writes is safe once the second trip is, whose commit waits for all that was written before it.
NOT_WAITING: Statement = ("SELECT set_config('synchronous_commit', 'off', true)", [])


class _Changed(RuleBroken):
    """The contract or a key is not as remembered; nothing was done."""


@dataclass(frozen=True)
class _Asked:
    caller: Caller
    asking: Asking
    case: Case

    @property
    def key(self) -> str:
        return services.turn_of(self.caller.client_id, self.asking.reference)


def ask(proven: Proven, told: QuestionIn, asking: Asking, *, at: datetime) -> tuple[Caller, Said] | None:
    """Who asked and the answer; None = take the long way, nothing was done.

    Raises RuleBroken("dpop_repeated" | "reference_busy" | "reference_taken" | "quota_used_up" |
    "nik_asked_too_often").
    """
    client = proven.access.client_id
    if rules.is_sandbox(client) or needs_yes(told.values) or told.presence is not None:
        return None
    known = remembering.remember(client)
    asked = None if known is None else _may_ask(known, proven, told, asking, at=at)
    if known is None or asked is None:
        remembering.forget(client)
        return None
    try:
        return asked.caller, _answer(asked, known, proven)
    except _Changed:
        remembering.forget(client)
        return None


def _may_ask(
    known: Remembered, proven: Proven, told: QuestionIn, asking: Asking, *, at: datetime
) -> _Asked | None:
    """The question, where the contract as remembered lets it be asked."""
    caller = caller_with(known.partner, known.keys, at=at)
    if known.partner.sandbox or not rules.holds(proven.access, known=caller.keys):
        return None
    try:
        check_asking(caller)
        return _Asked(caller, asking, questions.begin(known.partner, question_of(told), now=at))
    except RuleBroken:
        return None


def _answer(asked: _Asked, known: Remembered, proven: Proven) -> Said:
    try:
        return _said(asked, known, proven)
    except (Busy, _Changed):
        raise
    except BaseException:
        in_one_trip(NOTHING, services.ending(asked.key))
        raise


def _said(asked: _Asked, known: Remembered, proven: Proven) -> Said:
    case, area = asked.case, Scope.of(known.partner.area_code)
    opening = (_opening(asked, known, proven), finding(case.nik or NO_NIK), questions.reading(case))
    first = () if connection.in_atomic_block else (NOT_WAITING,)
    opened, canaries, person = in_one_trip(area, *first, *opening)[-3:]
    before = _before(opened, asked)
    if before is not None:
        in_one_trip(NOTHING, services.ending(asked.key))
        return before
    used = questions.check_counted(*opened[0][1:3], partner=known.partner)
    settled = questions.settle(case, person)
    said = said_of(settled.answer)
    services.keep(area, asked.caller, asked.asking, said, *questions.keeping(case, settled))
    questions.watch_over(case, used=used, canary=canary_in(canaries))
    return said


def _opening(asked: _Asked, known: Remembered, proven: Proven) -> Statement:
    case, partner = asked.case, known.partner
    door: list[Value] = [partner.uuid, known.version, proven.proof, case.at]
    turn: list[Value] = [asked.caller.client_id, asked.asking.reference]
    counts: list[Value] = [case.day.isoformat(), case.nik_digest, partner.nik_quota, partner.monthly_quota]
    return OPEN, [*door, *turn, *counts]


def _before(opened: Rows, asked: _Asked) -> Said | None:
    """What was answered to this reference before; None = it is new, and counted."""
    state, *_, question, answer, number, at = opened[0]
    if state == "changed":
        raise _Changed("changed")
    if state == "repeated":
        raise RuleBroken("dpop_repeated")
    if state == "busy":
        raise Busy("reference_busy")
    given: Rows = [(question, answer, number, at)] if state == "known" else []
    return services.given_before(given, asked.asking)
