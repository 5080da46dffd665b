"""Who comes first while blanks are short, and the steps of a request (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rekam.cards.orders.rules import Priority
from rekam.kernel.errors import RuleBroken

CLIMB_DAYS = 60
LETTER_ENDS = timedelta(days=150)  # of the six months that a suket holds
LEAST_CLIMB, MOST_CLIMB = 1, 365

Ranks = tuple[frozenset[Priority], ...]


@dataclass(frozen=True)
class Order:
    """In which order the groups get blanks, from a day on.

    ranks       the first rank first; groups of one rank are equals
    climb_days  how many days of waiting are worth one rank (1 to 365)
    source      the letter, announcement or decision that says so
    """

    since: date
    ranks: Ranks
    source: str
    climb_days: int = CLIMB_DAYS

    def rank_of(self, group: Priority) -> int:
        """The place of a group, 1 = first; equals share it."""
        return next(number for number, rank in enumerate(self.ranks, 1) if group in rank)

    def behind(self, group: Priority, *, letter_ends: bool = False) -> timedelta:
        """By how much later an order of this group counts as asked for than one of the first rank.

        letter_ends   whether its holder's letter nears its end (`ending_since`), which is worth one rank

        So an order of the last rank is passed only by those that are made within so many days after it:
        nobody waits for ever. With four ranks and 60 days a rank that is 180 days, as long as a stand-in
        letter (suket) holds: 6 months. Our own rule; no regulation says how the waiting grow older.
        Source: mataairradio.com (suket, kode) and kabarsurabaya.org/2020/02 for the 6 months.
        """
        ranks = self.rank_of(group) - 1
        if letter_ends and group is Priority.SUKET:
            ranks = max(0, ranks - 1)
        return timedelta(days=self.climb_days) * ranks

    def turn(self, group: Priority, *, since: date, letter_ends: bool = False) -> date:
        """The day that decides who is next: the day of asking, and so much later as the rank is behind."""
        return since + self.behind(group, letter_ends=letter_ends)


def group_of(kept: Priority, *, holds_letter: bool) -> Priority:
    """The group in which an order counts today: who waits for a first card and holds a letter is its own.

    kept   the group that the order was made in
    First-time holders and disaster victims stay where they are, before letters. Replacements do too: were a
    letter to lift them, asking for one would be a way to pass those who wait for a first card.
    Source: the groups of Ditjen Dukcapil, 14 January 2020 (mediaindonesia.com 283331) name suket beside
    print-ready; that replacements get a letter and no blank: circular 471.13/6153/Dukcapil of 2020.
    In force from 2020-01-14.
    """
    return Priority.SUKET if kept is Priority.WAITING and holds_letter else kept


def ending_since(on: date) -> date:
    """Whose first letter of this waiting is of this day or older is near the end of its six months.

    An extended letter counts from the first, so nobody falls back by extending. Our own rule: whoever was
    given a letter for six months has to come again at its end, and in 2018 and 2019 it could not even be
    extended (suket.rules.PRACTICES).
    """
    return on - LETTER_ENDS


def _ranks(*groups: set[Priority]) -> Ranks:
    return tuple(frozenset(rank) for rank in groups)


ALL = frozenset(Priority)
BY_AGE = Order(since=date.min, ranks=(ALL,), source="")
FIRST_CARDS = {Priority.SUKET, Priority.WAITING}
REPLACEMENTS = {Priority.LOST, Priority.DAMAGED, Priority.CHANGED}

# What the centre said, the newest last. Before the first line: by age alone.
NATIONAL: Sequence[Order] = (
    BY_AGE,
    Order(
        since=date(2016, 9, 29),
        ranks=_ranks({Priority.FIRST_TIME, *FIRST_CARDS}, {Priority.DISASTER, *REPLACEMENTS}),
        source="Surat Dirjen Dukcapil 471.13/10231/Dukcapil, 29 September 2016: siap cetak lebih dulu",
    ),
    Order(
        since=date(2020, 1, 14),
        ranks=_ranks({Priority.FIRST_TIME}, {Priority.DISASTER}, FIRST_CARDS, REPLACEMENTS),
        source="Dirjen Dukcapil, 14 Januari 2020 (mediaindonesia.com 283331; antaranews.com 1249852)",
    ),
)


def with_letters(ranks: Ranks) -> Ranks:
    """The ranks of an order made before letters were a group: they stand with who waits for a first card."""
    if any(Priority.SUKET in rank for rank in ranks):
        return ranks
    return tuple(rank | {Priority.SUKET} if Priority.WAITING in rank else rank for rank in ranks)


def order_on(day: date, *, own: Sequence[Order] = ()) -> Order:
    """The order in force on a day: the office's newest one that has begun, else the centre's.

    own   orders that the office decided, any sequence
    A rule that changes in the middle moves everybody who waits, whenever they asked.
    """
    begun = [order for order in own if order.since <= day]
    return max(begun or [one for one in NATIONAL if one.since <= day], key=lambda order: order.since)


def check_order(order: Order, *, today: date) -> None:
    """Refuse an office's order that leaves a group out, begins in the past, or has no source.

    Raises RuleBroken("order_incomplete") unless each group has one rank and no rank is empty,
    RuleBroken("order_climb_range"), RuleBroken("order_in_the_past"), RuleBroken("order_without_source").
    """
    told = [group for rank in order.ranks for group in rank]
    if sorted(told) != sorted(ALL) or not all(order.ranks):
        raise RuleBroken("order_incomplete")
    if not LEAST_CLIMB <= order.climb_days <= MOST_CLIMB:
        raise RuleBroken("order_climb_range", least=LEAST_CLIMB, most=MOST_CLIMB)
    if order.since < today:
        raise RuleBroken("order_in_the_past")
    if not order.source.strip():
        raise RuleBroken("order_without_source")


class RequestState(StrEnum):
    """How far a request to the centre is; each step says who, when and how many."""

    ASKED = "asked"
    ALLOTTED = "allotted"
    NOTHING = "nothing"
    COLLECTED = "collected"
    RECEIVED = "received"


def request_state(*, allotted: int | None, collected: bool, received: bool) -> RequestState:
    """The state that follows from what is known of a request; an allotment of 0 ends it."""
    if received:
        return RequestState.RECEIVED
    if collected:
        return RequestState.COLLECTED
    if allotted is None:
        return RequestState.ASKED
    return RequestState.ALLOTTED if allotted else RequestState.NOTHING
