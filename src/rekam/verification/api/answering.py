"""From a body to an answer: of the register, or of the sandbox."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import uuid4

from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.verification.api.schemas import QuestionIn
from rekam.verification.api.services import Said
from rekam.verification.asking import rules
from rekam.verification.asking import services as asking
from rekam.verification.consent import services as consents
from rekam.verification.consent.rules import needs_yes
from rekam.verification.partners.models import Partner
from rekam.verification.presence import services as presences
from rekam.verification.sandbox import rules as sandbox
from rekam.verification.tokens.services import Caller


def answer_question(caller: Caller, told: QuestionIn, *, at: datetime) -> Said:
    """Ask the register, or the sandbox for its clients.

    Raises RuleBroken("yes_not_given"), what `presence.services.use` and `asking.services.ask` raise.
    """
    question = question_of(told)
    if caller.partner is None:
        return said_of(sandbox.answer(question, at=at, number=uuid4()))
    if not needs_yes(told.values) and told.presence is None:
        return said_of(asking.ask(caller.partner, question, now=at))
    give_back = _spend_yes(caller, caller.partner, question, told, at=at)
    try:
        return said_of(asking.ask(caller.partner, question, now=at))
    except RuleBroken:
        give_back()
        raise


def question_of(told: QuestionIn) -> rules.Question:
    """A body as a question."""
    return rules.Question(nik=told.nik, values=told.values, reference=told.reference, consent=_consent(told))


def _spend_yes(
    caller: Caller, partner: Partner, question: rules.Question, told: QuestionIn, *, at: datetime
) -> Callable[[], None]:
    """Look at the contract first, so that no yes is spent on a question that may not be asked.

    Gives what to do where it is not answered all the same.
    """
    rules.check_question(
        question,
        granted=partner.terms.fields,
        needs_consent=partner.needs_consent,
        on=office_day(at),
    )
    if told.presence is not None:
        shown = presences.use(
            told.presence, caller=caller, partner=partner, nik=told.nik, fields=told.values, at=at
        )
        return partial(presences.give_back, shown)
    yes = consents.use(told.own_consent, caller=caller, nik=told.nik, fields=told.values, at=at)
    return partial(consents.give_back, yes)


def _consent(told: QuestionIn) -> rules.Consent | None:
    if told.consent is None:
        return None
    return rules.Consent(number=told.consent.number, given_on=told.consent.given_on)


def said_of(answer: rules.Answer) -> Said:
    """An answer as it is told and kept."""
    return Said(
        answer={
            "confirmed": answer.confirmed,
            "matches": {str(field): right for field, right in answer.matches.items()},
            "code": answer.code,
        },
        number=answer.number,
        at=answer.asked_at,
    )
