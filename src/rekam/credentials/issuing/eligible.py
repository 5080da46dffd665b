"""Who may have which document on a phone (pure)."""

from datetime import date
from typing import Protocol

from rekam.kernel.dates import age_on
from rekam.kernel.errors import RuleBroken
from rekam.registry.entries.rules import Block
from rekam.registry.rules import (
    CARD_AGE,
    HEAD,
    Nationality,
    Status,
    card_valid_until,
    holds_permanent_stay,
    must_hold_card,
)

PARENTS = frozenset({HEAD.casefold(), "istri", "suami"})
CHILD = "anak"
LIFELONG = "SEUMUR HIDUP"


class Person(Protocol):
    """What the rules ask of a resident of the register."""

    kk: str
    status: str
    blocked_for: str
    birth_date: date
    ever_married: bool
    nationality: str
    permit_until: date | None
    print_ready_on: date | None
    head_relation: str


_OF_STATUS = {
    Status.DEAD: "digital_id_dead",
    Status.MOVED: "digital_id_moved",
    Status.INACTIVE: "digital_id_inactive",
}


def check_alive(person: Person) -> None:
    """Refuse who died, moved out, or whose NIK is out of use.

    Raises RuleBroken("digital_id_dead" | "digital_id_moved" | "digital_id_inactive" | "digital_id_double").
    Source: Permendagri 95/2019 Pasal 96 (a NIK out of use serves nothing). In force from 2019-12-03.
    """
    if person.blocked_for == Block.DOUBLE:
        raise RuleBroken("digital_id_double")
    if (code := _OF_STATUS.get(Status(person.status))) is not None:
        raise RuleBroken(code)


def check_ktp(person: Person, *, on: date) -> None:
    """Refuse a KTP for who needs none yet, and for who was not recorded and found to be one person.

    Raises RuleBroken("digital_id_too_young" | "digital_id_no_permit" | "digital_id_not_recorded"), and what
    `check_alive` raises.
    Source: Permendagri 72/2022 (the digital identity needs a recording; as offices publish it).
    In force from 2022-04-04 (day recalled).
    """
    check_alive(person)
    if not must_hold_card(born=person.birth_date, ever_married=person.ever_married, on=on):
        raise RuleBroken("digital_id_too_young")
    nationality = Nationality.WNI if person.nationality == Nationality.WNI else Nationality.WNA
    if not holds_permanent_stay(nationality=nationality, permit_until=person.permit_until, on=on):
        raise RuleBroken("digital_id_no_permit")
    if person.print_ready_on is None or person.print_ready_on > on:
        raise RuleBroken("digital_id_not_recorded")


def check_kia(child: Person, *, parent: Person, on: date) -> None:
    """Refuse a child's KIA but to a parent on the same family card.

    Raises RuleBroken("digital_id_not_family" | "digital_id_child_grown"), and what `check_alive` raises.
    Source: Permendagri 2/2016 (the KIA, until 17). In force from 2016-01-19. That father or mother keeps it
    on a phone is our own rule.
    """
    check_alive(child)
    check_alive(parent)
    is_parent = parent.head_relation.casefold() in PARENTS and child.head_relation.casefold() == CHILD
    if child.kk != parent.kk or not is_parent:
        raise RuleBroken("digital_id_not_family")
    if must_hold_card(born=child.birth_date, ever_married=child.ever_married, on=on):
        raise RuleBroken("digital_id_child_grown")


def check_kk(person: Person, *, on: date) -> None:
    """Refuse a family card to who is no grown member of it.

    Raises RuleBroken("digital_id_too_young"), and what `check_alive` raises.
    """
    check_alive(person)
    if age_on(born=person.birth_date, on=on) < CARD_AGE and not person.ever_married:
        raise RuleBroken("digital_id_too_young")


def valid_until(person: Person) -> date | None:
    """The last day of a KTP; None for a citizen's. Raises ValueError for a foreigner without a permit."""
    nationality = Nationality.WNI if person.nationality == Nationality.WNI else Nationality.WNA
    return card_valid_until(nationality=nationality, permit_until=person.permit_until)


def text_of(last_day: date | None) -> str:
    """How a card writes its last day."""
    return LIFELONG if last_day is None else f"{last_day:%d-%m-%Y}"
