"""What a mobile team takes along and brings back, each time by two officers. Enter through services.

Source: DOMAIN 10b.10; blanks are kept at home by nobody, except for jemput bola (Batam Pos, 2018-12).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from rekam.accounts.services import check_four_eyes
from rekam.audit.services import record as audit
from rekam.cards.blanks import rules
from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.rules import BlankState
from rekam.cards.blanks.services import lock_blank, move_one
from rekam.kernel.errors import RuleBroken


@transaction.atomic
def check_out(*, serials: Sequence[str], carrier: str, taken_by: str, actor: str, at: datetime) -> int:
    """Give unused blanks and printed cards to a mobile team: all of them or none; how many.

    carrier    the visit or team, 1 to 40 letters, opaque here
    taken_by   the officer who takes them, somebody else than the actor
    Raises RuleBroken("carrier_missing" | "four_eyes" | "lot_empty" | "blank_unknown" |
    "blank_step_not_allowed").
    """
    rules.check_carrier(carrier)
    check_four_eyes(entered_by=actor, decided_by=taken_by)
    act = uuid4()
    for blank in _locked(serials):
        _pass(blank, ways=rules.CHECKED_OUT, carrier=carrier, second=taken_by, actor=actor, at=at, move=act)
    passed = sorted(set(serials))
    audit("cards.blanks.checked_out", actor=actor, at=at, subjects=passed, case=carrier, second=taken_by)
    return len(passed)


@transaction.atomic
def check_in(*, serials: Sequence[str], carrier: str, brought_by: str, actor: str, at: datetime) -> int:
    """Take back what a team did not use into the safe it came from; how many. What is left is still theirs.

    brought_by   the officer who brings them, somebody else than the actor
    Raises RuleBroken("carrier_missing" | "four_eyes" | "lot_empty" | "blank_unknown" | "blank_carried" |
    "blank_step_not_allowed").
    """
    rules.check_carrier(carrier)
    check_four_eyes(entered_by=actor, decided_by=brought_by)
    act = uuid4()
    for blank in _locked(serials):
        if blank.carrier and blank.carrier != carrier:
            raise RuleBroken("blank_carried", carrier=blank.carrier)
        _pass(blank, ways=rules.CHECKED_IN, carrier=carrier, second=brought_by, actor=actor, at=at, move=act)
    passed = sorted(set(serials))
    audit("cards.blanks.checked_in", actor=actor, at=at, subjects=passed, case=carrier, second=brought_by)
    return len(passed)


def _locked(serials: Sequence[str]) -> list[Blank]:
    if not serials:
        raise RuleBroken("lot_empty")
    return [lock_blank(serial) for serial in sorted(set(serials))]


def _pass(blank: Blank, *, ways: Mapping[BlankState, BlankState], carrier: str, **told: object) -> None:
    state = BlankState(blank.state)
    if state not in ways:
        raise RuleBroken("blank_step_not_allowed", serial=blank.serial, state=state.value)
    move_one(blank, to=ways[state], carrier=carrier, **told)
