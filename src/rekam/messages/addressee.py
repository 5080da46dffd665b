"""Who is written to about somebody, and by which way first: a child through a parent, by letter. Pure.

A child is who is not yet 18, unborn included (UU 35/2014 Pasal 1 angka 1); a wedding changes nothing of that.
Children's data are processed with special care, and with the consent of a parent or guardian (UU 27/2022
Pasal 25, recall). To be recorded is a duty, so nobody is asked for consent to the call itself; but it goes to
those who answer for the child, on paper, and by telephone or e-mail only to an address that a parent gave.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rekam.kernel.dates import age_on
from rekam.kernel.errors import RuleBroken

ADULT = 18


class Reader(StrEnum):
    """To whom a letter or message is addressed."""

    SELF = "self"
    PARENT = "parent"  # a parent or guardian; where the register knows none, the head of the family


@dataclass(frozen=True, kw_only=True)
class About:
    """Whom a message is about, and what is known of the address it goes to.

    births     of each of them
    given_by   whose address it is, as whoever gave it said; None = nobody said
    letter_on  the day on which a letter about it went to the parents; None = none did
    """

    births: tuple[date, ...]
    given_by: Reader | None = None
    letter_on: date | None = None


def is_child(*, born: date, on: date) -> bool:
    """Whether somebody is called through a parent on a day.

    Source: UU 35/2014 Pasal 1 angka 1. In force from 2014-10-17.
    """
    return age_on(born=born, on=on) < ADULT


def reader_of(births: Iterable[date], *, on: date) -> Reader:
    """To whom something about these people is addressed: to a parent as soon as one of them is a child.

    Source: UU 35/2014 Pasal 1 angka 1; UU 27/2022 Pasal 25 (recall). In force from 2022-10-17.
    """
    return Reader.PARENT if any(is_child(born=born, on=on) for born in births) else Reader.SELF


def check_message(about: About, *, on: date) -> None:
    """Whether a telephone or e-mail address may be written to about these people on a day.

    About adults it may. About a child never by default: first a letter has to have gone to the parents, on
    an earlier day or the same, and then only to an address of which a parent said that it is theirs.
    Raises RuleBroken("message_child_letter_first" | "message_child_parent_only").
    Source: UU 27/2022 Pasal 25 (recall); the letter that goes first is ours. In force from 2022-10-17.
    """
    if reader_of(about.births, on=on) is Reader.SELF:
        return
    if about.letter_on is None or about.letter_on > on:
        raise RuleBroken("message_child_letter_first")
    if about.given_by is not Reader.PARENT:
        raise RuleBroken("message_child_parent_only")


def needs_slip(*, born: date, recorded_on: date) -> bool:
    """Whether a paper for the parents goes home with a pupil who is recorded at school on a day.

    The legal notice is read to whoever is recorded (enrolment.notices); a child's parents are not there to
    hear it, so what is taken, why, and what rights they have goes home in writing before.
    Source: UU 27/2022 Pasal 21 and 25 (recall). In force from 2022-10-17.
    """
    return is_child(born=born, on=recorded_on)
