"""Each person stands at one site: the split, whatever the lists say of the same people."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.kernel.errors import RuleBroken
from rekam.outreach.sites.rules import HOLDS, PRIORITY, Kind
from rekam.outreach.sites.splitting import Person, Place, Share, Split, check_once, split

KASEMEN, CURUG = "36.73.02.1001", "36.73.06.1001"
VILLAGES = (Place("K", Kind.VILLAGE, KASEMEN), Place("C", Kind.VILLAGE, CURUG))
KINDS = [kind for kind in PRIORITY if kind is not Kind.MARKET]

people = st.lists(
    st.builds(
        Person,
        key=st.integers(0, 30).map(str),
        village=st.sampled_from([KASEMEN, CURUG, "36.73.01.1001"]),
        age=st.integers(16, 80),
    ),
    unique_by=lambda person: person.key,
    max_size=12,
)
keys = st.frozensets(st.integers(0, 30).map(str), max_size=12)
shares = st.lists(
    st.builds(
        Share,
        village=st.sampled_from([KASEMEN, CURUG]),
        youngest=st.integers(16, 40),
        oldest=st.integers(16, 80),
        percent=st.integers(1, 100),
    ),
    max_size=3,
)
places = st.lists(
    st.builds(
        Place,
        key=st.integers(0, 50).map("P{}".format),
        kind=st.sampled_from(KINDS),
        village=st.just(KASEMEN),
        named=keys,
        shares=shares.map(tuple),
    ),
    unique_by=lambda place: place.key,
    max_size=4,
)


@settings(max_examples=60)
@given(people, places)
def test_everybody_stands_at_one_place_or_nowhere(some: list[Person], more: list[Place]) -> None:
    found = split(some, places=[*VILLAGES, *more])
    check_once(found.by_place())
    assert set(found.at) | found.unreachable == {person.key for person in some}
    assert not set(found.at) & found.unreachable
    assert sum(len(there) for there in found.by_place().values()) == len(found.at)


@settings(max_examples=60)
@given(people, places, st.data())
def test_closing_a_place_moves_its_people_and_nobody_else(
    some: list[Person], more: list[Place], data: st.DataObject
) -> None:
    all_places = [*VILLAGES, *more]
    shut = data.draw(st.sampled_from(all_places))
    before = split(some, places=all_places)
    after = split(some, places=all_places, closed={shut.key})
    moved = {key for key in before.at if after.at.get(key) != before.at[key]}
    assert moved == set(before.by_place().get(shut.key, ()))
    assert before.unreachable <= after.unreachable
    if shut.kind in HOLDS:
        assert moved <= after.unreachable


@settings(max_examples=60)
@given(people, places)
def test_a_name_recorded_anywhere_leaves_every_list(some: list[Person], more: list[Place]) -> None:
    """Whoever is recorded is no longer among the people, whatever the lists still say."""
    before = split(some, places=[*VILLAGES, *more])
    after = split(some[1:], places=[*VILLAGES, *more])
    assert all(person.key not in after.at for person in some[:1])
    assert {key: place for key, place in before.at.items() if key in after.at} == dict(after.at)


def place(kind: Kind, *, named: Sequence[str] = (), key: str = "") -> Place:
    return Place(key or kind.value, kind, KASEMEN, frozenset(named))


def test_the_first_of_the_order_has_whom_several_name() -> None:
    order = [Kind.HOMES, Kind.LAPAS, Kind.RUTAN, Kind.HOSPITAL, Kind.PESANTREN, Kind.SCHOOL]
    siti = Person("siti", KASEMEN, 17)
    naming = [place(kind, named=["siti"]) for kind in reversed(order)]
    for kind in order:
        assert split([siti], places=[*VILLAGES, *naming]).at == {"siti": kind.value}
        naming.pop()
    assert split([siti], places=VILLAGES).at == {"siti": "K"}


def test_a_closed_school_sends_its_pupils_home_and_a_closed_prison_sends_nobody() -> None:
    pupil, inmate = Person("pupil", CURUG, 17), Person("inmate", CURUG, 30)
    there = [place(Kind.SCHOOL, named=["pupil"]), place(Kind.LAPAS, named=["inmate"])]
    found = split([pupil, inmate], places=[*VILLAGES, *there], closed={"school", "lapas"})
    assert found.at == {"pupil": "C"}
    assert found.unreachable == {"inmate"}


def test_without_a_list_a_stated_share_of_the_pupils_is_at_the_school() -> None:
    many = [Person(str(number), KASEMEN, 17) for number in range(4_000)]
    school = Place("S", Kind.SCHOOL, KASEMEN, shares=(Share(KASEMEN, 16, 17, 30),))
    counts = {key: len(found) for key, found in split(many, places=[*VILLAGES, school]).by_place().items()}
    assert counts["S"] / 4_000 == pytest.approx(0.30, abs=0.025)
    assert counts["S"] + counts["K"] == 4_000


def test_shares_of_more_than_everybody_are_made_smaller() -> None:
    many = [Person(str(number), KASEMEN, 17) for number in range(1_000)]
    two = [Place(key, Kind.SCHOOL, KASEMEN, shares=(Share(KASEMEN, 17, 17, 80),)) for key in ("one", "other")]
    found = split(many, places=[*VILLAGES, *two]).by_place()
    assert set(found) == {"one", "other"}
    assert len(found["one"]) == pytest.approx(500, abs=60)


def test_other_ages_and_kelurahan_have_no_share() -> None:
    school = Place("S", Kind.SCHOOL, KASEMEN, shares=(Share(KASEMEN, 16, 17, 100),))
    others = [Person("old", KASEMEN, 18), Person("far", CURUG, 17)]
    assert split(others, places=[*VILLAGES, school]).at == {"old": "K", "far": "C"}


def thirty_percent_twice() -> tuple[Sequence[Person], Sequence[Place]]:
    """A kelurahan of 1,000 of whom 300 stand on two lists each."""
    many = [Person(str(number), KASEMEN, 17) for number in range(1_000)]
    both = [str(number) for number in range(300)]
    lists = [place(Kind.SCHOOL, named=both), place(Kind.PESANTREN, named=both)]
    return many, [*VILLAGES, *lists]


def by_every_list(some: Sequence[Person], *, places: Sequence[Place]) -> Mapping[str, Sequence[str]]:
    """The mutant: it believes each list, and the kelurahan besides."""
    found: dict[str, list[str]] = {one.key: sorted(one.named) for one in places if one.named}
    for one in places:
        if one.kind is Kind.VILLAGE:
            found[one.key] = [person.key for person in some if person.village == one.village]
    return found


def by_lists_then_home(some: Sequence[Person], *, places: Sequence[Place]) -> Mapping[str, Sequence[str]]:
    """A finer mutant: whoever is on a list is not at home, but on all lists that name him."""
    mine = by_every_list(some, places=places)
    named = {key for one in places for key in one.named}
    return {key: [p for p in there if key != "K" or p not in named] for key, there in mine.items()}


@pytest.mark.parametrize("mutant", [by_every_list, by_lists_then_home])
def test_thirty_percent_on_two_lists_are_noticed_when_counted_twice(mutant: object) -> None:
    some, there = thirty_percent_twice()
    assert callable(mutant)
    with pytest.raises(RuleBroken) as refused:
        check_once(mutant(some, places=there))
    assert refused.value.code == "person_counted_twice"


def test_thirty_percent_on_two_lists_are_counted_once() -> None:
    some, there = thirty_percent_twice()
    found = split(some, places=there)
    check_once(found.by_place())
    assert {key: len(names) for key, names in found.by_place().items()} == {"K": 700, "pesantren": 300}


def test_the_same_person_twice_is_refused() -> None:
    with pytest.raises(RuleBroken) as refused:
        split([Person("siti", KASEMEN, 17)] * 2, places=VILLAGES)
    assert refused.value.code == "person_counted_twice"
    assert Split({}, frozenset()).by_place() == {}
