from datetime import date

import pytest

from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import (
    AreaCode,
    Level,
    centroids,
    children,
    find_area,
    get_area,
    known_prefixes,
    warnings,
)

TODAY = date(2026, 11, 24)


def test_a_code_knows_its_level_and_its_parents() -> None:
    code = AreaCode.parse("3673011008")

    assert (code.text, code.level) == ("36.73.01.1008", Level.KELURAHAN_DESA)
    assert code.parent == AreaCode("36.73.01")
    assert code.at(Level.KABUPATEN_KOTA) == AreaCode("36.73")
    assert AreaCode("36").parent is None


def test_an_area_covers_itself_and_what_lies_inside_but_not_its_neighbour() -> None:
    assert AreaCode("36.73.01").covers(AreaCode("36.73.01.1008"))
    assert AreaCode("36.73.01").covers(AreaCode("36.73.01"))
    assert not AreaCode("36.73.01").covers(AreaCode("36.73.02.1001"))


@pytest.mark.parametrize("text", ["", "3", "36.7", "36.73.1", "36.73.01.100", "ab.cd", "36..73", "36.73."])
def test_a_malformed_code_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        AreaCode.parse(text)

    assert refused.value.code == "area_code_malformed"


def test_kota_serang_has_six_kecamatan_and_67_kelurahan() -> None:
    kecamatan = children("36.73")

    assert [area.name for area in kecamatan] == [
        "Serang",
        "Kasemen",
        "Walantaka",
        "Curug",
        "Cipocok Jaya",
        "Taktakan",
    ]
    assert [len(children(area.code)) for area in kecamatan] == [12, 10, 14, 10, 8, 13]


def test_one_name_may_stand_for_two_places() -> None:
    assert get_area("36.73.01.1008").name == get_area("36.73.04.1007").name == "Sukawana"


def test_an_ended_code_is_known_with_its_dates() -> None:
    old = get_area("36.04.01")

    assert old.valid_to == date(2007, 8, 9)
    assert get_area("36.73.01").predecessors == (AreaCode("36.04.01"),)
    assert warnings("36.04.01", on=TODAY) == ("area_not_in_force",)
    assert warnings("36.04.01", on=date(2005, 1, 1)) == ()
    assert "36.04.01" in known_prefixes()


def test_an_unknown_code_warns_and_is_not_refused_until_its_name_is_needed() -> None:
    assert find_area("99.99") is None
    assert warnings("99.99", on=TODAY) == ("area_unknown",)
    assert children("99.99") == ()
    with pytest.raises(RuleBroken) as refused:
        get_area("99.99")
    assert refused.value.code == "area_unknown"


def test_every_kelurahan_and_desa_of_banten_has_a_centroid_of_its_own() -> None:
    middle = centroids("36")
    villages = {
        village.code.text
        for regency in children("36")
        for kecamatan in children(regency.code)
        for village in children(kecamatan.code)
    }

    assert set(middle) == villages
    assert len(villages) == len(set(middle.values())) == 1552
    assert all(-7.1 < lat < -5.7 and 105.0 < lon < 106.8 for lat, lon in middle.values())
    assert centroids("11") == {}


def test_the_centroids_of_kota_serang_lie_inside_a_city_of_266_square_kilometres() -> None:
    city = [place for code, place in centroids("36").items() if code.startswith("36.73.")]

    assert len(city) == 67
    assert all(-6.22 < lat < -6.02 and 106.06 < lon < 106.26 for lat, lon in city)
