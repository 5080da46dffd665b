import io
from collections import Counter
from datetime import date

import numpy as np
import pytest

from rekam.kernel.names import name_key
from rekam.kernel.nik import Nik, Sex, warnings
from rekam.kernel.region import known_prefixes
from rekam.registry.rules import Nationality, Status, is_wajib
from rekam.simulation.city import (
    FAMILY_CARD_COLUMNS,
    RECORDING_COLUMNS,
    RESIDENT_COLUMNS,
    City,
    generate,
    write_family_cards,
    write_recordings,
    write_residents,
)

TODAY = date(2026, 11, 24)
PEOPLE = 12_000
Row = dict[str, str]


@pytest.fixture(scope="module")
def city() -> City:
    return generate(7, on=TODAY, residents=PEOPLE)


@pytest.fixture(scope="module")
def residents(city: City) -> list[Row]:
    file = io.StringIO()
    write_residents(city, file)
    return _table(file, RESIDENT_COLUMNS)


@pytest.fixture(scope="module")
def recordings(city: City) -> list[Row]:
    file = io.StringIO()
    write_recordings(city, file)
    return _table(file, RECORDING_COLUMNS)


def _table(file: io.StringIO, columns: tuple[str, ...]) -> list[Row]:
    return [
        dict(zip(columns, line.split("\t"), strict=True)) for line in file.getvalue().rstrip("\n").split("\n")
    ]


def _day(text: str) -> date | None:
    return None if text == "\\N" else date.fromisoformat(text)


def _born(row: Row) -> date:
    return date.fromisoformat(row["birth_date"])


def test_the_same_seed_gives_the_same_city_and_another_seed_another(residents: list[Row]) -> None:
    again, other = io.StringIO(), io.StringIO()
    write_residents(generate(7, on=TODAY, residents=PEOPLE), again)
    write_residents(generate(8, on=TODAY, residents=PEOPLE), other)

    assert _table(again, RESIDENT_COLUMNS) == residents
    assert other.getvalue() != again.getvalue()


def test_the_active_residents_are_exactly_as_many_as_asked_men_and_women(residents: list[Row]) -> None:
    sexes = Counter(row["sex"] for row in residents if row["status"] == "active")

    assert sum(sexes.values()) == PEOPLE
    assert sexes["L"] == round(PEOPLE * 387_152 / 759_929)


def test_every_nik_is_unique_and_only_a_few_differ_from_their_record(residents: list[Row]) -> None:
    odd = [
        warnings(
            Nik.parse(row["nik"]),
            born=_born(row),
            sex=Sex(row["sex"]),
            known_prefixes=known_prefixes(),
        )
        for row in residents
    ]

    assert len({row["nik"] for row in residents}) == len({row["uuid"] for row in residents}) == len(residents)
    assert {code for codes in odd for code in codes} == {"nik_birth_date_differs"}
    assert 0 < sum(map(bool, odd)) < 0.01 * len(residents)


def test_serials_start_at_one_for_every_prefix_and_date(residents: list[Row]) -> None:
    serials: dict[str, list[int]] = {}
    for row in residents:
        serials.setdefault(row["nik"][:12], []).append(int(row["nik"][12:]))

    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in serials.values())


def test_niks_begin_with_the_kecamatan_of_first_registration(residents: list[Row]) -> None:
    old = Counter(row["nik"][:4] for row in residents if row["birth_date"] < "2007-08-10")
    young = Counter(row["nik"][:4] for row in residents if row["birth_date"] > "2008-01-01")

    assert old["3604"] > old["3673"] > 0
    assert young["3673"] > 0.8 * young.total()
    assert len(old) > 5


def test_wajib_is_what_the_rule_says_of_every_row(city: City, residents: list[Row]) -> None:
    by_rule = [
        is_wajib(
            born=_born(row),
            ever_married=row["ever_married"] == "t",
            nationality=Nationality(row["nationality"]),
            permit_until=_day(row["permit_until"]),
            status=Status(row["status"]),
            on=TODAY,
        )
        for row in residents
    ]

    assert by_rule == city.wajib.tolist()
    assert 0.70 <= sum(by_rule) / PEOPLE <= 0.72
    assert any(
        wajib and _born(row) > date(2009, 11, 24) for wajib, row in zip(by_rule, residents, strict=True)
    )


def test_98_percent_of_the_wajib_are_recorded_and_kasemen_lags_most(city: City) -> None:
    missing = city.wajib & ~city.recorded
    kecamatan = city.places.kecamatan[city.village]
    gap = {n: missing[kecamatan == n].sum() / city.wajib[kecamatan == n].sum() for n in range(1, 7)}

    assert city.wajib[~missing].sum() / city.wajib.sum() == pytest.approx(0.982, abs=0.001)
    assert sorted(gap, key=lambda n: -gap[n])[:3] in ([2, 5, 1], [2, 1, 5])
    assert len(set(kecamatan)) == 6
    assert len(set(city.village)) == 67


def test_first_time_voters_are_missing_most(city: City) -> None:
    years = (np.datetime64(TODAY) - city.born).astype(int) / 365.2425
    missing = city.wajib & ~city.recorded

    assert missing[years < 18].sum() / city.wajib[years < 18].sum() > 0.1


def test_nobody_is_recorded_before_16_or_after_leaving_nor_printed_before_17(
    residents: list[Row], recordings: list[Row]
) -> None:
    for row in recordings:
        person = residents[int(row["resident_id"]) - 1]
        recorded, printed, handed = (_day(row[f"{act}_on"]) for act in ("recorded", "printed", "handed"))
        until = _day(person["status_on"]) or TODAY
        assert recorded is not None
        assert recorded <= until
        if person["ever_married"] == "f":
            assert (recorded - _born(person)).days >= 16 * 365
            assert printed is None or (printed - _born(person)).days >= 17 * 365
        assert printed is None or recorded < printed <= until
        assert handed is None or (printed is not None and printed <= handed <= until)


def test_most_cards_are_handed_over_and_each_step_has_its_dates(recordings: list[Row]) -> None:
    states = Counter(row["state"] for row in recordings)

    assert states["CARD_ISSUED"] > 0.97 * states.total()
    assert {"PRINT_READY_RECORD", "CARD_PRINTED", "DUPLICATE_RECORD"} <= set(states)
    assert all((row["handed_on"] != "\\N") == (row["state"] == "CARD_ISSUED") for row in recordings)


def test_every_household_has_one_card_and_one_living_head(city: City, residents: list[Row]) -> None:
    file = io.StringIO()
    write_family_cards(city, file)
    cards = _table(file, FAMILY_CARD_COLUMNS)
    heads = Counter(
        row["kk"]
        for row in residents
        if row["status"] == "active" and row["head_relation"] == "Kepala Keluarga"
    )

    assert len({card["number"] for card in cards}) == len(cards)
    assert heads == Counter(card["number"] for card in cards)
    assert all(residents[int(card["head_id"]) - 1]["kk"] == card["number"] for card in cards)
    assert PEOPLE / len(cards) == pytest.approx(3.3, abs=0.01)


def test_keys_are_those_of_the_kernel(residents: list[Row]) -> None:
    assert all(name_key(row["full_name"]) == row["name_key"] for row in residents)
    assert max(len(row["full_name"]) for row in residents) <= 60


def test_single_names_first_of_july_twins_and_the_rows_of_the_gone_are_there(residents: list[Row]) -> None:
    active = [row for row in residents if row["status"] == "active"]
    births = Counter(
        (row["kk"], row["birth_date"], row["mother_name"]) for row in active if row["head_relation"] == "Anak"
    )

    assert sum(" " not in row["full_name"] for row in active) > 0.1 * PEOPLE
    assert sum(row["birth_date"].endswith("-07-01") for row in active) > 0.02 * PEOPLE
    assert sum(count > 1 for count in births.values()) > 0.001 * PEOPLE
    assert {row["status"] for row in residents} == {"active", "dead", "moved", "inactive"}
    assert {row["nationality"] for row in residents} == {"WNI", "WNA"}


def test_the_whole_city_has_the_published_counts() -> None:
    city = generate(2026, on=TODAY)
    active = city.persons.standing == 0
    missing = city.wajib & ~city.recorded

    assert int(active.sum()) == 759_929
    assert int((active & ~city.persons.female).sum()) == 387_152
    assert int((active & city.persons.female).sum()) == 372_777
    assert len(np.unique(city.nik)) == len(city.nik)
    assert city.wajib.sum() / active.sum() == pytest.approx(0.708, abs=0.004)
    assert missing.sum() / city.wajib.sum() == pytest.approx(0.018, abs=0.0005)


@pytest.mark.parametrize("residents", [200, 3_000])
def test_a_small_city_keeps_the_shares(residents: int) -> None:
    city = generate(1, on=TODAY, residents=residents)

    assert city.wajib.sum() / residents == pytest.approx(0.71, abs=0.04)


def test_a_city_on_a_leap_day_is_counted_by_the_same_rule() -> None:
    city = generate(3, on=date(2028, 2, 29), residents=500)

    assert city.born.max() <= np.datetime64("2028-02-29")


def test_a_city_of_a_handful_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 200"):
        generate(1, on=TODAY, residents=10)


def test_doubles_are_written_as_a_second_clerk_wrote_them(city: City) -> None:
    people = city.persons
    double = np.flatnonzero(people.same_as != -1)
    first = people.same_as[double]

    assert np.all(people.female[double] == people.female[first])
    assert not np.any(np.isin(first, double))
    for fact in (city.names.key, city.born, city.mother, city.father, city.birthplace):
        assert 0.5 < (fact[double] == fact[first]).mean() < 1
    assert 0.3 < (people.household[double] == people.household[first]).mean() < 0.6


def test_some_doubles_are_not_found_yet_and_move_no_count(city: City) -> None:
    people = city.persons
    hidden = (people.same_as != -1) & (people.standing == 0)

    assert hidden.sum() >= 1
    assert city.wajib[hidden].all()
    assert city.wajib[people.same_as[hidden]].all()


def test_twins_have_two_names_and_some_sons_their_fathers(city: City) -> None:
    child = (city.persons.relation == 3) & (city.persons.standing == 0)
    home = city.persons.household
    twin = child[1:] & child[:-1] & (home[1:] == home[:-1]) & (city.born[1:] == city.born[:-1])
    father = dict(zip(home[city.head_rows], city.names.key[city.head_rows], strict=True))
    juniors = [row for row in np.flatnonzero(child) if father[home[row]] == city.names.key[row]]

    assert twin.sum() > 0
    assert not (city.names.key[1:] == city.names.key[:-1])[twin].any()
    assert juniors
