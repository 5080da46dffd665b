"""The demo's call-ups: a round in its fourth week, lists of one kelurahan and one school, some answered."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from rekam.outreach.callups.models import CallList, CallRound
    from rekam.outreach.callups.rules import Told

SEED = 20260103
BY, LURAH, HEAD = "bakri", "lurah", "kepsek"
WEEKS, GONE = 6, 3  # of the round, and how many of them are over
LISTS, ANSWERED = 10, 6  # of one kelurahan; the rest of the round's is made by the button on its page
SHARE = 0.8  # of the people of an answered list
# Of a hundred answers, invented; the first eleven are one of each, so that there is something of everything.
OUTCOMES = {
    "will_come": 38,
    "works": 14,
    "away": 10,
    "boarding": 8,
    "already": 8,
    "ill": 6,
    "said_moved": 5,
    "unknown_here": 4,
    "said_dead": 3,
    "abroad": 2,
    "refuses": 2,
}
PLACES = ("Jakarta", "Tangerang", "Cilegon", "Bekasi")


def call_people(*, today: date) -> None:
    """Draw the round, make some lists and take some answers; call it in the office's scope."""
    from rekam.outreach.callups.services import draw_round
    from rekam.web.demo_people import KASEMEN

    chance = Random(SEED)  # noqa: S311 - made-up answers, not secrets
    deck = _deck(chance)
    monday = today - timedelta(days=today.weekday() + 7 * GONE)
    drawn_at = _noon(monday - timedelta(days=3))
    row = draw_round(area_code=KASEMEN, first=monday, weeks=WEEKS, seed=SEED, actor=BY, at=drawn_at)
    for number, listed in enumerate(_lists(row)):
        if number < ANSWERED:
            day = min(listed.expires_on - timedelta(days=10), today - timedelta(days=1))
            _answer(listed, chance=chance, deck=deck, today=day, actor=LURAH)
    pupils = _school(day=today - timedelta(days=4))
    if pupils is not None:
        _answer(pupils, chance=chance, deck=deck, today=today - timedelta(days=2), actor=HEAD)


def _lists(row: "CallRound") -> Sequence["CallList"]:
    """Of the lurah's own kelurahan, each made on the Monday of its week."""
    from rekam.outreach.callups.lists import make_list
    from rekam.outreach.callups.rules import For
    from rekam.web.demo_people import SAWAH_LUHUR

    turns = row.turns.filter(area_code=SAWAH_LUHUR, step__lte=GONE).order_by("step", "rw", "rt")
    made: list[CallList] = []
    for turn in turns[:LISTS]:
        monday = date.fromisoformat(row.weeks[turn.step])
        made += make_list(
            recipient=For.RT,
            area_code=turn.area_code,
            rw=turn.rw,
            rt=turn.rt,
            people=turn.people,
            call_round=row,
            actor=BY,
            at=_noon(monday),
        )
    return made


def _school(*, day: date) -> "CallList | None":
    from rekam.outreach.callups.lists import make_list
    from rekam.outreach.callups.rules import For
    from rekam.outreach.sites.queries import find_own_school

    school = find_own_school(HEAD)
    if school is None:
        return None
    made = make_list(recipient=For.SCHOOL, area_code=school.area_code, site=school, actor=HEAD, at=_noon(day))
    return made[0] if made else None


def _deck(chance: Random) -> Iterator[str]:
    """Outcomes without end, by their shares."""
    yield from chance.sample(list(OUTCOMES), len(OUTCOMES))
    while True:
        yield from chance.choices(list(OUTCOMES), list(OUTCOMES.values()), k=20)


def _answer(listed: "CallList", *, chance: Random, deck: Iterator[str], today: date, actor: str) -> None:
    from rekam.outreach.callups.rules import Source
    from rekam.outreach.callups.services import answer

    numbers = list(listed.people.order_by("number").values_list("number", flat=True)[:20])
    told = {
        number: _told(next(deck), chance=chance, today=today) for number in numbers if chance.random() < SHARE
    }
    answer(listed, told=told, source=Source.ACCOUNT, actor=actor, at=_noon(today))


def _told(drawn: str, *, chance: Random, today: date) -> "Told":
    from rekam.outreach.callups.rules import Outcome, Told

    outcome = Outcome(drawn)
    if outcome is Outcome.WILL_COME:
        return Told(outcome, today + timedelta(days=chance.randint(2, 14)))
    if outcome is Outcome.AWAY:
        return Told(outcome, today + timedelta(days=chance.randint(10, 90)), chance.choice(PLACES))
    return Told(outcome)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), ZoneInfo("Asia/Jakarta"))
