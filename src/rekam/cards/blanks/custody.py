"""What a mobile team takes along and brings back, each time by two officers who both signed in.

At the counter `seconds` has the second one confirm; a pack of cards opens at its officer's station only.

Blanks may leave the office for a jemput bola only (Batam Pos, 2018-12-08).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from rekam.accounts.services import check_four_eyes
from rekam.audit.services import record as audit
from rekam.cards.blanks import rules
from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.moving import Told, lock_blanks, move_blanks
from rekam.cards.blanks.rules import BlankState
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
    blanks = lock_blanks(serials, doing=BlankState.CARRIED, actor=actor, at=at)
    steps = _steps(blanks, ways=rules.CHECKED_OUT)
    move_blanks(steps, told=Told(actor=actor, at=at, second=taken_by, carrier=carrier))
    passed = [blank.serial for blank in blanks]
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
    blanks = lock_blanks(serials, actor=actor, at=at)
    for blank in blanks:
        if blank.carrier and blank.carrier != carrier:
            raise RuleBroken("blank_carried", carrier=blank.carrier)
    steps = _steps(blanks, ways=rules.CHECKED_IN)
    move_blanks(steps, told=Told(actor=actor, at=at, second=brought_by, carrier=carrier))
    passed = [blank.serial for blank in blanks]
    audit("cards.blanks.checked_in", actor=actor, at=at, subjects=passed, case=carrier, second=brought_by)
    return len(passed)


def _steps(
    blanks: Sequence[Blank], *, ways: Mapping[BlankState, BlankState]
) -> list[tuple[Blank, BlankState]]:
    for blank in blanks:
        if BlankState(blank.state) not in ways:
            raise RuleBroken("blank_step_not_allowed", serial=blank.serial, state=blank.state)
    return [(blank, ways[BlankState(blank.state)]) for blank in blanks]
