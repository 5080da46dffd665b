"""Column names and mapping files."""

from pathlib import Path

import pytest
from django.db import models

from rekam.kernel.errors import RuleBroken
from rekam.registry.bulk.columns import LONGEST, NO_LAYOUT, Layout, place_columns, read_mapping
from rekam.registry.bulk.rules import Kind
from rekam.registry.models import Resident

SIAK = ["NIK", "NO_KK", "NAMA_LGKP", "TGL_LHR", "JENIS_KLMIN", "NO_KEC", "NO_KEL"]


def test_siak_names_are_known_in_any_order_and_spelling() -> None:
    header = [" nik", "No KK", '"Nama_Lgkp"', "TGL_LHR", "JENIS_KLMIN", "LAIN", "NO_KEL", "NO_KEC"]
    assert place_columns(kind=Kind.RESIDENTS, header=header, mapping=NO_LAYOUT) == {
        "nik": 0,
        "kk": 1,
        "full_name": 2,
        "birth_date": 3,
        "sex": 4,
        "village": 6,
        "district": 7,
    }


@pytest.mark.parametrize("gone", ["NIK", "NO_KK", "NAMA_LGKP", "TGL_LHR", "JENIS_KLMIN", "NO_KEL"])
def test_a_column_that_must_be_there_is_named_when_it_is_not(gone: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        place_columns(kind=Kind.RESIDENTS, header=[n for n in SIAK if n != gone], mapping=NO_LAYOUT)
    assert refused.value.code == "import_column_missing"
    assert gone in str(refused.value.facts["column"])


def test_a_first_line_without_names_is_no_header() -> None:
    with pytest.raises(RuleBroken, match="import_no_header"):
        place_columns(kind=Kind.STATUSES, header=["3673024101900001", "PRR"], mapping=NO_LAYOUT)


def test_one_name_twice_is_refused() -> None:
    with pytest.raises(RuleBroken, match="import_column_twice"):
        place_columns(kind=Kind.RESIDENTS, header=[*SIAK, "NIK"], mapping=NO_LAYOUT)


def test_a_mapping_of_toml_names_columns_and_words(tmp_path: Path) -> None:
    path = tmp_path / "peta.toml"
    path.write_text('[columns]\nNIK = "no ktp"\n[values.JENIS_KLMIN]\nperia = "L"\n')
    layout = read_mapping(path)
    assert layout == Layout(columns={"NIK": "no ktp"}, values={"JENIS_KLMIN": {"PERIA": "L"}})
    placed = place_columns(kind=Kind.STATUSES, header=["NO_KTP", "STAT_KTP"], mapping=layout)
    assert placed == {"nik": 0, "ektp_status": 1}


def test_a_mapping_of_csv_names_columns(tmp_path: Path) -> None:
    path = tmp_path / "peta.csv"
    path.write_text("NIK,no_ktp\nEKTP_STATUS,keadaan\n")
    assert read_mapping(path).columns == {"NIK": "no_ktp", "EKTP_STATUS": "keadaan"}


@pytest.mark.parametrize("text", ["[columns", "columns = 3", "\x00"])
def test_a_broken_mapping_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "peta.toml").write_text(text)
    with pytest.raises(RuleBroken, match="mapping_malformed"):
        read_mapping(tmp_path / "peta.toml")


@pytest.mark.parametrize("name", sorted(LONGEST))
def test_the_longest_texts_are_those_of_the_register(name: str) -> None:
    field = Resident._meta.get_field(name)
    assert isinstance(field, models.CharField)
    assert field.max_length == LONGEST[name]


@pytest.mark.parametrize(
    ("name", "text"), [("deep.toml", "a = " + "[" * 50_000), ("wide.csv", "x" * 140_000)]
)
def test_a_mapping_that_no_reader_takes_is_malformed(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(RuleBroken, match="mapping_malformed"):
        read_mapping(tmp_path / name)
