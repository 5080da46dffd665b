"""Which day of reading looks like copying, and what happens then."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.accounts.caps import queries, reading, stopping
from rekam.accounts.caps.models import ReadingDay, ReadingStop
from rekam.accounts.caps.reading import LIMITS, Day, Sign, Sort, Step, above_usual, day_of, find_sign, sort_of
from rekam.accounts.caps.stopping import answer_stop
from rekam.accounts.permissions import Account
from rekam.accounts.rules import Role
from rekam.audit.acts import acts
from rekam.audit.models import Entry
from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.models import Resident
from tests.accounts.reading_traces import HONEST, INSIDERS, copied, honest_month
from tests.personas import KASEMEN, officer, resident

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PEOPLE = st.lists(st.sampled_from("abcdefgh"), max_size=5, unique=True)
STEPS = st.lists(
    st.builds(
        Step,
        at=st.integers(0, 23).map(lambda hour: NOON.replace(hour=hour)),
        sort=st.sampled_from(Sort),
        people=PEOPLE,
    ),
    max_size=12,
)
FEW = settings(max_examples=25)


def look(*people: str, sort: Sort = Sort.CHOSEN, at: datetime = NOON) -> Step:
    return Step(at=at, sort=sort, people=people)


@FEW
@given(STEPS, st.randoms(use_true_random=False))
def test_a_day_is_the_same_in_any_order(steps: list[Step], chance: object) -> None:
    mixed = list(steps)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert day_of(mixed) == day_of(steps)


@FEW
@given(STEPS, st.sampled_from("abcdefgh"))
def test_work_never_makes_a_day_worse_and_looks_never_better(steps: list[Step], person: str) -> None:
    before = day_of(steps)
    worked = day_of([*steps, look(person, sort=Sort.WORK)])
    assert (worked.alone, worked.lines) <= (before.alone, before.lines)
    looked = day_of([*steps, look(person)])
    assert looked.alone + looked.lines + looked.served >= before.alone + before.lines + before.served
    assert min(before.alone, before.lines, before.night) >= 0


def test_who_is_served_is_forgiven_with_those_who_stood_beside() -> None:
    day = day_of(
        [
            look("a", "b", "c", sort=Sort.SEARCHED),
            look("a", sort=Sort.WORK),
            look("x"),
            look(sort=Sort.SEARCHED),
        ]
    )
    assert day == Day(alone=1, served=1, missed=1)


def test_more_beside_than_served_are_not_forgiven() -> None:
    others = [f"p{n}" for n in range(50)]
    day = day_of([look("a", *others, sort=Sort.SEARCHED), look("a", sort=Sort.WORK)])
    assert day == Day(lines=50 - LIMITS.beside - 1, served=1)


@FEW
@given(st.integers(0, 300), st.integers(0, 100))
def test_more_work_allows_more_looks(alone: int, served: int) -> None:
    found = find_sign(Day(alone=alone, served=served), before=[])
    assert (found is not None and found.sign is Sign.ALONE) == (alone > LIMITS.alone + served // 2)


@pytest.mark.parametrize(
    ("day", "sign"),
    [
        (Day(alone=21, night=21), Sign.NIGHT),
        (Day(lines=121), Sign.LINES),
        (Day(missed=31), Sign.MISSED),
        (Day(listed=201), Sign.LISTED),
        (Day(alone=20, lines=120, served=40, night=20, missed=30, listed=200), None),
    ],
)
def test_each_sign_begins_after_its_limit(day: Day, sign: Sign | None) -> None:
    found = find_sign(day, before=[])
    assert (found and found.sign) == sign


@FEW
@given(st.lists(st.integers(-30, 60), max_size=40))
def test_what_is_usual_is_bounded_so_that_nobody_trains_it(scores: list[int]) -> None:
    assert 0 <= reading.usual_of(scores) <= LIMITS.usual_most
    assert above_usual([*scores, 10_000]) >= 10_000 - LIMITS.usual_most - LIMITS.slack


def test_a_little_more_each_day_is_found_within_days_and_a_usual_day_never() -> None:
    usual = [10] * 40
    assert above_usual([*usual, 10]) == 0
    found = [find_sign(Day(alone=30), before=[*usual, *[30] * days]) for days in range(4)]
    assert [one.sign if one else None for one in found] == [None] * 3 + [Sign.SLOW]


def test_an_office_sets_its_own_limits_by_their_names() -> None:
    assert reading.limits_of("alone=60, lines=200") == reading.Limits(alone=60, lines=200)
    for text in ("alone=0", "king=5", "alone"):
        with pytest.raises(ValueError):  # noqa: PT011
            reading.limits_of(text)


@pytest.mark.parametrize(
    ("action", "people", "sort"),
    [
        ("registry.searched", 3, Sort.SEARCHED),
        ("registry.family_seen", 3, Sort.CHOSEN),
        ("coverage.list_seen", 50, Sort.LISTED),
        ("cards.print.requested", 3, Sort.WORK),
        ("cards.card.seen", 3, Sort.OTHER),
        ("web.history_given", 1, Sort.OTHER),
        ("cards.pack.prepared", 21, Sort.OTHER),
    ],
)
def test_acts_are_work_and_pages_are_not(action: str, people: int, sort: Sort) -> None:
    assert sort_of(action, people=people) is sort


def test_the_actions_it_watches_are_written_by_somebody() -> None:
    assert acts().keys() >= reading.CHOSEN | reading.LISTS | reading.NO_WORK


def test_insiders_are_stopped_by_record_200_and_honest_officers_seldom() -> None:
    """A few of each; `python -m benchmarks.insiders` has the many."""
    began = time.process_time()
    taken = [copied(copying, seed=seed) for copying in INSIDERS.values() for seed in (1, 2)]
    stopped = sum(ended and records <= 200 for records, ended in taken)
    alarms = sum(len(honest_month(kind, seed=1)) for kind in HONEST)
    landed, seconds = sum(records for records, _ in taken), time.process_time() - began
    print(
        f"\ninsiders: attempted {len(taken)}, stopped by record 200 {stopped}, records landed {landed}; ",
        end="",
    )
    print(f"honest months {len(HONEST)}, stops {alarms}; seeds 1 and 2, {seconds:.1f} s")
    assert stopped >= 0.95 * len(taken)
    assert alarms <= len(HONEST)


def test_without_the_watch_a_scraper_takes_what_he_wants(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "find_sign", lambda *_day, **_more: None)
    taken, stopped = copied(INSIDERS["fast scraper"], seed=1, days=1)
    assert not stopped
    assert taken > 200


def residents() -> list[Resident]:
    people = [resident(serial=serial, area_code=KASEMEN, name=f"Siti {serial:03}") for serial in range(1, 56)]
    with scope(EVERYWHERE):
        Resident.objects.bulk_create(people)
    return people


@pytest.fixture
def office(own_database: str) -> list[Resident]:
    """What stays when a request is undone is written on another connection, so it needs a database."""
    return residents()


@pytest.fixture
def yayan(db: None) -> Account:
    return officer(Role.OPERATOR, username="yayan")


@pytest.fixture
def head(db: None) -> Account:
    return officer(Role.HEAD, username="hj-euis")


def enter(account: Account) -> Client:
    browser = Client()
    browser.force_login(account)
    return browser


def opened(browser: Client, people: list[Resident]) -> Iterator[int]:
    """The status of each resident's page, one after the other."""
    return (browser.get(f"/register/{person.uuid}/").status_code for person in people)


@pytest.fixture
def daylight(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the clock says while the tests run."""
    monkeypatch.setattr(reading, "_is_night", lambda _at: False)


def test_a_scraper_is_stopped_at_the_pages_and_the_head_opens_them_again(
    office: list[Resident], daylight: None
) -> None:
    yayan, head = officer(Role.OPERATOR, username="yayan"), officer(Role.HEAD, username="hj-euis")
    browser = enter(yayan)
    statuses = list(opened(browser, office))
    assert statuses == sorted(statuses)
    assert LIMITS.alone <= statuses.count(200) < LIMITS.alone + LIMITS.step
    stop = ReadingStop.objects.get()
    assert (stop.username, stop.sign, stop.most) == ("yayan", Sign.ALONE, LIMITS.alone)
    assert Entry.objects.get(action="accounts.reading_stopped").facts["number"] == stop.number
    refused = browser.post("/register/", {"cari": "siti"})
    assert refused.status_code == 429
    assert b"reading_stopped" in refused.content
    assert b"Siti" not in refused.content
    assert browser.post("/register/", {"cari": "tidak ada siapa pun"}).status_code == 429
    assert browser.get("/perekaman/").status_code == browser.get("/kartu/").status_code == 200  # work goes on
    _opens_again(enter(head), stop)
    assert next(opened(browser, office[50:])) == 200


def _opens_again(browser: Client, stop: ReadingStop) -> None:
    page = browser.get("/batas/").content.decode()
    assert "Pembacaan 1 petugas dihentikan" in page
    assert f"{stop.number} penduduk dibuka tanpa pekerjaan" in page
    told = {"finding": "Ditanya: mencari data hilang.", "answer": "keep"}
    assert browser.post(f"/batas/dihentikan/{stop.uuid}/", told).status_code == 302
    assert queries.is_stopped("yayan")
    assert "menunggu jawaban Anda" not in browser.get("/batas/").content.decode()
    told |= {"answer": "open"}
    assert browser.post(f"/batas/dihentikan/{stop.uuid}/", told).status_code == 302
    assert "dibuka lagi" in browser.get("/batas/").content.decode()


def test_who_works_on_whom_he_opens_is_not_stopped(yayan: Account, daylight: None) -> None:
    browser = enter(yayan)
    for person in residents():
        assert browser.get(f"/register/{person.uuid}/").status_code == 200
        about, now = [str(person.uuid)], timezone.now()
        record("cards.print.requested", actor="yayan", at=now, subjects=about, purpose=Purpose.CARD)
    assert not ReadingStop.objects.exists()
    assert ReadingDay.objects.get().score < 0


def test_the_same_scraper_without_the_watch_reads_on(yayan: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "judge", lambda **_look: None)
    assert set(opened(enter(yayan), residents())) == {200}


@pytest.mark.parametrize(
    ("by", "change", "code"),
    [
        ("yayan", {}, "stop_is_yours"),
        ("lain", {}, "not_found"),
        ("hj-euis", {"stop": uuid4()}, "not_found"),
        ("hj-euis", {"finding": " x "}, "stop_finding_missing"),
    ],
)
def test_not_ones_own_not_elsewhere_not_without_asking(
    yayan: Account, head: Account, by: str, change: dict[str, object], code: str
) -> None:
    officer(Role.HEAD, areas=("36.04",), username="lain")
    stop = ReadingStop.objects.create(username="yayan", sign=Sign.SLOW, number=61, most=60, at=NOON)
    told: dict[str, object] = {"stop": stop.uuid, "opens": True, "finding": "Ditanya di loket."}
    account = Account.objects.get(username=by)
    with pytest.raises(RuleBroken, match=code):
        answer_stop(**(told | change), by=account, at=NOON)  # type: ignore[arg-type]
    assert queries.is_stopped("yayan")


def test_after_it_was_opened_nothing_from_before_counts(yayan: Account, head: Account) -> None:
    stop = ReadingStop.objects.create(username="yayan", sign=Sign.ALONE, number=61, most=60, at=NOON)
    people = [f"p{n}" for n in range(61)]
    record("registry.searched", actor="yayan", at=NOON, subjects=people, purpose=Purpose.SERVICE)
    ReadingDay.objects.create(username="yayan", day="2026-11-23", score=90, counted_at=90)
    before = queries.trail_of(yayan, at=NOON + timedelta(minutes=1))
    assert (len(before.steps), before.scores) == (1, [90])
    answer_stop(stop=stop.uuid, opens=True, finding="Ditanya di loket.", by=head, at=NOON)
    after = queries.trail_of(yayan, at=NOON + timedelta(minutes=1))
    assert not [step for step in after.steps if step.people == people]
    assert after.scores == [LIMITS.usual_first]
