"""An answer about invented people, by the rules of a real one (pure)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from rekam.verification.asking import rules as asking
from rekam.verification.asking.rules import BODY, Answer, Code, Field, Held, Question
from rekam.verification.sandbox.people import PEOPLE

GRANTED = frozenset(Field) - BODY
CODES: Collection[Code] = frozenset(Code)
NOBODY = Held(values=dict.fromkeys(Field, ""), code=Code.UNKNOWN)


def held(nik: str) -> Held:
    """What the sandbox holds of a NIK, sound or not."""
    digits = asking.nik_asked(nik)
    if digits is None and nik not in PEOPLE:
        return Held(values=NOBODY.values, code=Code.MALFORMED)
    person = PEOPLE.get(nik)
    return Held(values=person.values, code=person.code) if person else NOBODY


def answer(question: Question, *, at: datetime, number: UUID) -> Answer:
    """The answer that the same question would get of a register in which only these people stand.

    Raises what `asking.rules.check_question` raises.
    """
    asking.check_question(question, granted=GRANTED, needs_consent=False, on=at.date())
    return asking.answer(question, held(question.nik), granted=CODES, at=at, number=number)
