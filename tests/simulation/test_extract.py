"""Extracts as SIAK gives them out."""

import csv
import gzip
import io
from datetime import date
from pathlib import Path

from rekam.simulation.city import generate
from rekam.simulation.extract import COLUMNS, STATUS_COLUMNS, main, write_extract, write_statuses

DAY = date(2026, 11, 22)


def test_everybody_alive_or_dead_has_a_line_with_siak_names() -> None:
    city, file = generate(3, on=DAY, residents=250), io.StringIO()
    assert write_extract(city, file) == {}
    rows = list(csv.DictReader(io.StringIO(file.getvalue())))
    assert tuple(rows[0]) == COLUMNS
    assert sum(row["STAT_HIDUP"] == "1" for row in rows) == 250
    assert len({row["NIK"] for row in rows}) == len(rows)


def test_the_same_seed_gives_the_same_damage() -> None:
    once, again = io.StringIO(), io.StringIO()
    first = write_extract(generate(3, on=DAY, residents=500), once, broken=5)
    assert write_extract(generate(3, on=DAY, residents=500), again, broken=5) == first
    assert once.getvalue() == again.getvalue()
    assert 10 < sum(first.values()) < 50


def test_statuses_are_of_people_of_the_extract() -> None:
    city, people, statuses = generate(3, on=DAY, residents=250), io.StringIO(), io.StringIO()
    write_extract(city, people)
    write_statuses(city, statuses)
    known = {row["NIK"] for row in csv.DictReader(io.StringIO(people.getvalue()))}
    rows = list(csv.DictReader(io.StringIO(statuses.getvalue())))
    assert tuple(rows[0]) == STATUS_COLUMNS
    assert {row["NIK"] for row in rows} <= known


def test_the_command_writes_a_packed_file(tmp_path: Path) -> None:
    out = tmp_path / "extract.csv.gz"
    assert main([str(out), "--residents", "250", "--on", "2026-11-22"]) == 0
    assert gzip.decompress(out.read_bytes()).startswith(b"NIK,NO_KK,NAMA_LGKP")
