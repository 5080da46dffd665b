"""What an officer's decision needs (pure)."""

from collections.abc import Collection
from uuid import UUID

from rekam.applications.catalogue.rules import CARDS, Document, Service
from rekam.applications.clock.rules import BY_OFFICER, Cause
from rekam.cards.orders.rules import JobState
from rekam.kernel.errors import RuleBroken

REASON_LETTERS = 10


def check_reason(why: str) -> None:
    """A reason has ten letters or more: the applicant reads it.

    Raises RuleBroken("application_reason_missing").
    """
    if sum(letter.isalpha() for letter in why) < REASON_LETTERS:
        raise RuleBroken("application_reason_missing")


def check_originals(*, sent: Collection[Document], seen: Collection[Document]) -> None:
    """Every paper that was scanned is seen in the original. Raises RuleBroken("original_missing").

    Source: "masyarakat tinggal bawa berkas aslinya ke Disdukcapil" (kabar5.com 2017-09-20).
    """
    if lacking := sorted(set(sent) - set(seen)):
        raise RuleBroken("original_missing", paper=lacking[0].value)


def check_card(*, state: JobState | None, handed_over: bool) -> None:
    """A card is ready when it is printed, and collected when its holder was compared at the hand-over.

    state        of the last order since the application was sent; None = nobody has ordered one
    handed_over  whether it is to be collected already
    Raises RuleBroken("application_card_waits" | "application_card_not_handed").
    """
    if handed_over and state is not JobState.ISSUED:
        raise RuleBroken("application_card_not_handed")
    if state not in (JobState.PRINTED, JobState.ISSUED):
        raise RuleBroken("application_card_waits")


def check_door(visit: UUID | None) -> None:
    """Nobody of another office is served before registry's door was opened for him.

    Raises RuleBroken("application_door_unopened").
    Source: Perpres 96/2018 Pasal 22. In force from 2018-10-18.
    """
    if visit is None:
        raise RuleBroken("application_door_unopened")


def check_collector(*, collector: str, by_letter: bool, service: Service) -> None:
    """Who collects for somebody shows a letter of authority; a KTP-el is handed over at the card counter.

    Raises RuleBroken("collector_letter_missing" | "collector_of_card").
    """
    if not collector:
        return
    if service in CARDS or service is Service.OUTSIDE:
        raise RuleBroken("collector_of_card")
    if not by_letter:
        raise RuleBroken("collector_letter_missing")


def check_pause(cause: Cause, *, is_paused: bool) -> None:
    """An officer pauses for the centre or for blanks, once; waiting for the applicant follows by itself.

    Raises RuleBroken("pause_cause_unknown" | "clock_paused_already").
    """
    if cause not in BY_OFFICER:
        raise RuleBroken("pause_cause_unknown")
    if is_paused:
        raise RuleBroken("clock_paused_already")
