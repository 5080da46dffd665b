"""Every line accepted or rejected with a code; the columnar rules are those of the kernel."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rekam.kernel.names import name_key
from rekam.kernel.nik import Nik, Sex, warnings
from rekam.kernel.region import known_prefixes
from rekam.registry.bulk.checking import Checked, checked
from rekam.registry.bulk.columns import NO_LAYOUT, Layout
from rekam.registry.bulk.rules import Kind
from tests.registry.bulk.lists import ANI, BUDI, DAY, HEADER, OFFICE, SITI, extract, people

SLOW = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def looked_at(content: bytes, folder: Path, *, kind: Kind = Kind.RESIDENTS, layout: Layout = NO_LAYOUT):  # type: ignore[no-untyped-def]
    path = folder / "daftar.csv"
    path.write_bytes(content)
    return checked(path, kind=kind, layout=layout, office=OFFICE, as_of=DAY, folder=folder)


def rows(found: Checked, *fields: str) -> Sequence[tuple[object, ...]]:
    return found.table.execute(f"SELECT {', '.join(fields)} FROM accepted ORDER BY line").fetchall()


def codes(content: bytes, folder: Path) -> dict[str, int]:
    with looked_at(content, folder) as found:
        return dict(found.rejects)


def test_codes_and_words_and_dates_become_what_the_register_keeps(tmp_path: Path) -> None:
    with looked_at(people(SITI, BUDI, ANI), tmp_path) as found:
        assert (found.rows, found.rejects) == (3, {})
        assert rows(
            found, "sex", "religion", "marital_status", "ever_married", "birth_date", "area_code", "rt"
        ) == [
            ("P", "Islam", "Belum Kawin", False, date(1990, 1, 1), "36.73.02.1001", "001"),
            ("L", "Islam", "Kawin", True, date(1985, 2, 2), "36.73.02.1001", "001"),
            ("P", "Islam", "Cerai Mati", True, date(1970, 3, 3), "36.73.01.1001", "002"),
        ]
        assert rows(found, "head_relation") == [("Anak",), ("Kepala Keluarga",), ("Kepala Keluarga",)]


def changed(line: str, at: int, text: str) -> str:
    cells = line.split(",")
    cells[at] = text
    return ",".join(cells)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (changed(SITI, 0, "367302410190000"), "nik_malformed"),
        (changed(SITI, 0, "3.67302E+15"), "nik_malformed"),
        (changed(SITI, 0, "367302410190000１"), "nik_malformed"),
        (changed(SITI, 0, ""), "nik_malformed"),
        (changed(SITI, 1, "367302"), "kk_malformed"),
        (changed(SITI, 2, " "), "name_missing"),
        (changed(SITI, 2, "A" * 201), "text_too_long"),
        (changed(SITI, 4, "30-02-1990"), "birth_date_impossible"),
        (changed(SITI, 4, "01-13-1990"), "birth_date_impossible"),
        (changed(SITI, 4, "0000-00-00"), "birth_date_impossible"),
        (changed(SITI, 4, "01-01-90"), "birth_date_impossible"),
        (changed(SITI, 4, "01-01-1790"), "birth_date_impossible"),
        (changed(SITI, 4, ""), "birth_date_impossible"),
        (changed(SITI, 4, "23-11-2026"), "birth_date_in_future"),
        (changed(SITI, 5, "X"), "sex_unknown"),
        (changed(SITI, 5, ""), "sex_unknown"),
        (changed(SITI, 15, "X"), "area_code_malformed"),
        (changed(SITI, 15, ""), "area_code_malformed"),
        (changed(SITI, 13, "72"), "outside_office"),
        (SITI + ",lebih", "columns_differ"),
        (SITI.rpartition(",")[0], "columns_differ"),
        ('"' + SITI, "columns_differ"),
        ("x", "columns_differ"),
    ],
)
def test_a_line_with_a_fault_is_rejected_with_its_code(line: str, code: str, tmp_path: Path) -> None:
    assert codes(people(BUDI, line), tmp_path) == {code: 1}


def test_a_nul_and_broken_bytes_are_unreadable(tmp_path: Path) -> None:
    bad = people(BUDI, "ANDRÉ") + SITI.encode().replace(b"SITI", b"S\x00TI") + b"\n" + b"\xff,\xff\n"
    assert codes(bad, tmp_path) == {"columns_differ": 1, "bytes_unreadable": 2}


@pytest.mark.parametrize("nik", ["3673 0241 0190 0001", "36.73.02.410190.0001", "'3673024101900001"])
def test_a_nik_with_what_people_put_between_is_read(nik: str, tmp_path: Path) -> None:
    with looked_at(people(changed(SITI, 0, nik)), tmp_path) as found:
        assert rows(found, "nik") == [("3673024101900001",)]


@pytest.mark.parametrize(
    "text", ["01-01-1990", "1990-01-01", "01/01/1990", "1990-01-01 00:00:00", " 1-1-1990 "]
)
def test_dates_of_three_forms(text: str, tmp_path: Path) -> None:
    with looked_at(people(changed(SITI, 4, text)), tmp_path) as found:
        assert rows(found, "birth_date") == [(date(1990, 1, 1),)]


def test_quoted_cells_hold_delimiters_and_quotes(tmp_path: Path) -> None:
    line = changed(SITI, 2, '"AMINAH, SITI ""NENG"""')
    with looked_at(people(BUDI, line, ANI), tmp_path) as found:
        assert rows(found, "line", "full_name")[1] == (3, 'AMINAH, SITI "NENG"')


def test_of_one_nik_the_first_sound_line_stays(tmp_path: Path) -> None:
    broken = changed(SITI, 5, "X")
    with looked_at(people(broken, SITI, BUDI, changed(SITI, 2, "LAIN")), tmp_path) as found:
        assert found.rejects == {"sex_unknown": 1, "nik_twice": 1}
        assert rows(found, "line", "full_name") == [(3, "SITI AMINAH"), (4, "BUDI")]


def test_empty_lines_count_nowhere_but_keep_the_numbers(tmp_path: Path) -> None:
    with looked_at(people(SITI, "", BUDI), tmp_path) as found:
        assert (found.rows, [line for (line,) in rows(found, "line")]) == (2, [2, 4])


def test_odd_is_warned_and_never_rejected(tmp_path: Path) -> None:
    odd = changed(changed(SITI, 0, "9999990101010000"), 15, "1999")
    with looked_at(people(odd), tmp_path) as found:
        assert found.rejects == {}
        assert found.warnings == {
            "nik_area_unknown": 1,
            "nik_birth_date_differs": 1,
            "nik_sex_differs": 1,
            "nik_serial_zero": 1,
            "area_unknown": 1,
        }


def test_legacy_names_stay_as_they_are(tmp_path: Path) -> None:
    lines = [changed(SITI, 2, "N"), changed(BUDI, 2, "H. MOH.  SOLEH,"[:-1])]
    with looked_at(people(*lines), tmp_path) as found:
        assert rows(found, "full_name", "name_key") == [
            ("N", "n"),
            ("H. MOH. SOLEH", name_key("H. MOH. SOLEH")),
        ]


def test_a_whole_area_code_in_one_column_and_provinces_left_out(tmp_path: Path) -> None:
    head = "NIK,NO_KK,NAMA_LGKP,TGL_LHR,JENIS_KLMIN,"
    start = "3673024101900001,3673020101200001,SITI,01-01-1990,P,"
    for name, code in (
        ("KODE_WILAYAH", "36.73.02.1001"),
        ("KODE_WILAYAH", "3673021001"),
        ("NO_KEC,NO_KEL", "2,1001"),
    ):
        with looked_at(people(start + code, header=head + name), tmp_path) as found:
            assert rows(found, "area_code") == [("36.73.02.1001",)]


def test_words_of_a_mapping_come_first(tmp_path: Path) -> None:
    layout = Layout(values={"JENIS_KLMIN": {"X": "L"}})
    with looked_at(people(changed(BUDI, 5, "x")), tmp_path, layout=layout) as found:
        assert rows(found, "sex") == [("L",)]


def test_each_damage_of_the_generator_is_found_by_its_code(tmp_path: Path) -> None:
    content, damaged = extract(residents=3_000, broken=3)
    assert len(damaged) == 9
    assert codes(content, tmp_path) == damaged


def test_formulas_and_sql_are_only_text(tmp_path: Path) -> None:
    names = ["=cmd|' /C calc'!A0", "'); DROP TABLE kept; --", "{lines} %s %(x)s", "\\N"]
    lines = [changed(changed(SITI, 2, name), 0, f"367302410190{n:04}") for n, name in enumerate(names, 1)]
    with looked_at(people(*lines), tmp_path) as found:
        assert [name for (name,) in rows(found, "full_name")] == names


NIKS = st.tuples(
    st.sampled_from(["367302", "360401", "999999"]),
    st.integers(0, 99),
    st.integers(0, 13),
    st.integers(0, 99),
    st.sampled_from([0, 1, 9999]),
)


def digits_of(parts: tuple[str, int, int, int, int]) -> str:
    prefix, day, month, year, serial = parts
    return f"{prefix}{day:02}{month:02}{year:02}{serial:04}"


BORN = st.dates(date(1900, 1, 1), DAY)


@settings(SLOW, max_examples=6)
@given(people_=st.lists(st.tuples(NIKS, BORN, st.sampled_from(list(Sex))), min_size=40, max_size=80))
def test_warnings_are_those_of_the_kernel(
    people_: list[tuple[tuple[str, int, int, int, int], date, Sex]], tmp_path: Path
) -> None:
    lines, expected = [], {}
    for parts, born, sex in {digits_of(p[0]): p for p in people_}.values():
        nik = Nik(digits_of(parts))
        lines.append(changed(changed(changed(SITI, 0, nik.digits), 4, born.isoformat()), 5, sex))
        for code in warnings(nik, born=born, sex=sex, known_prefixes=known_prefixes()):
            expected[code] = expected.get(code, 0) + 1
    with looked_at(people(*lines), tmp_path) as found:
        assert found.warnings == expected


def test_every_day_of_every_form_is_read_as_itself(tmp_path: Path) -> None:
    """Every third day since 1850 and a year to come, in one list, its forms in turn."""
    first, forms = date(1850, 1, 1), ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y")
    days = [first + timedelta(days=n) for n in range(0, (DAY - first).days + 400, 3)]
    lines = [
        changed(changed(SITI, 0, f"36730241{n:08}"), 4, day.strftime(forms[n % 3]))
        for n, day in enumerate(days)
    ]
    known = [(day,) for day in days if day <= DAY]
    with looked_at(people(*lines), tmp_path) as found:
        assert found.rejects == {"birth_date_in_future": len(days) - len(known)}
        assert rows(found, "birth_date") == known


def test_a_list_without_lines_is_empty_not_wrong(tmp_path: Path) -> None:
    with looked_at((HEADER + "\n").encode(), tmp_path) as found:
        assert (found.rows, rows(found, "line")) == (0, [])
