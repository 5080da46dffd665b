"""From a body to an answer: of the register, or of the sandbox."""

import base64
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID, uuid4

from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.verification.api.schemas import AskedOf, ComparisonIn, QuestionIn
from rekam.verification.api.services import Said
from rekam.verification.asking import rules
from rekam.verification.asking import services as asking
from rekam.verification.comparing import services as comparing
from rekam.verification.comparing.rules import Comparison
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
    partner = caller.partner
    # Else a yes would be spent on a question that may not be asked.
    rules.check_question(
        question, granted=partner.terms.fields, needs_consent=partner.needs_consent, on=office_day(at)
    )
    with spent_yes(caller, partner, told, fields=told.values, at=at):
        return said_of(asking.ask(partner, question, now=at))


def answer_comparison(caller: Caller, told: ComparisonIn, *, at: datetime) -> Said:
    """Compare with what was recorded, or with an invented body for clients of the sandbox.

    Raises RuleBroken("request_malformed" | "yes_not_given"), what `presence.services.use` and those of
    `comparing.services` raise.
    """
    asked = comparison_of(told)
    if caller.partner is None:
        return said_of(comparing.compare_in_sandbox(asked, at=at))
    probe = comparing.look_at(caller.partner, asked, now=at)
    if not asked.has_yes:
        return said_of(comparing.compare(probe))
    with spent_yes(caller, caller.partner, told, fields=[told.field], at=at):
        return said_of(comparing.compare(probe))


def question_of(told: QuestionIn) -> rules.Question:
    """A body as a question."""
    return rules.Question(nik=told.nik, values=told.values, reference=told.reference, consent=_consent(told))


def comparison_of(told: ComparisonIn) -> Comparison:
    """A body as a comparison. Raises RuleBroken("request_malformed") where a sample is no base64."""
    try:
        sent = [base64.b64decode(one, validate=True) for one in told.samples]
    except ValueError as error:  # also of letters that are no ASCII, which is no binascii.Error
        raise RuleBroken("request_malformed") from error
    return Comparison(
        nik=told.nik,
        field=told.field,
        samples=sent,
        reference=told.reference,
        consent=_consent(told),
        has_yes=(told.own_consent or told.presence) is not None,
    )


@contextmanager
def spent_yes(
    caller: Caller,
    partner: Partner,
    told: AskedOf,
    *,
    fields: Collection[rules.Field],
    at: datetime,
) -> Iterator[None]:
    """Spend the resident's own yes on what is asked inside; it is given back where that is refused."""
    give_back: Callable[[UUID], None] = consents.give_back
    if told.presence is not None:
        give_back = presences.give_back
        yes = presences.use(told.presence, caller=caller, partner=partner, nik=told.nik, fields=fields, at=at)
    else:
        yes = consents.use(told.own_consent, caller=caller, nik=told.nik, fields=fields, at=at)
    try:
        yield
    except RuleBroken:
        give_back(yes)
        raise


def _consent(told: AskedOf) -> rules.Consent | None:
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
