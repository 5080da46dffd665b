"""What an office may do for a resident of another one (pure)."""

from datetime import date
from enum import StrEnum

from rekam.kernel.errors import RuleBroken
from rekam.registry.rules import may_be_recorded


class Service(StrEnum):
    """What somebody is served with away from home. A change of any element is not among it."""

    RECORDING = "recording"
    LOST = "lost"
    DAMAGED = "damaged"


REPRINTS = frozenset({Service.LOST, Service.DAMAGED})


def check_service(
    *, service: Service, is_recorded: bool, has_card: bool, born: date, ever_married: bool, on: date
) -> None:
    """Refuse what this person cannot be served with away from home: a second recording, or a first card.

    A recording needs somebody never recorded and old enough for it; a reprint somebody who had a card.
    Raises RuleBroken("outside_already_recorded" | "outside_too_young" | "outside_without_card").
    Source: Perpres 96/2018 Pasal 22 (recording, lost and damaged without any change of element); Permendagri
    8/2016 (recall). In force from 2018-10-18.
    """
    if service in REPRINTS:
        if not has_card:
            raise RuleBroken("outside_without_card")
        return
    if is_recorded:
        raise RuleBroken("outside_already_recorded")
    if not may_be_recorded(born=born, ever_married=ever_married, on=on):
        raise RuleBroken("outside_too_young")


def check_tries(*, tries: int, most: int) -> None:
    """Refuse a question to the door once an officer has used up the day's.

    tries   questions asked today before this one, the unanswered ones too
    Raises RuleBroken("outside_tries_used_up").
    """
    if tries >= most:
        raise RuleBroken("outside_tries_used_up", most=most)
