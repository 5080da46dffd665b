"""A statuses file: the same as set_ektp_status, line by line, for everybody at once."""

from datetime import date
from pathlib import Path

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from rekam.coverage.queries import count_villages, gather
from rekam.registry import services
from rekam.registry.bulk.rules import Kind
from rekam.registry.ladder import DATE_COLUMNS, LADDER, dates_reached, find_status
from rekam.registry.models import Event, Resident
from tests.registry.bulk.lists import (
    ANI,
    BUDI,
    DAY,
    NOON,
    SITI,
    checked,
    extract,
    office,
    people,
    rejected,
    statuses,
    taken_over,
)

HEAD = "NIK,EKTP_STATUS,TGL_STATUS,TEMPAT"
S, B, A = "3673024101900001", "3673020202850002", "3673014303700003"


def listed(*lines: str, header: str = HEAD) -> bytes:
    return people(*lines, header=header)


def state(nik: str) -> tuple[object, ...]:
    row = Resident.objects.get(nik=nik)
    return (row.ektp_status, *(getattr(row, column) for column in DATE_COLUMNS))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        *((status, status) for status in LADDER),
        *(
            ("print ready record", "PRINT_READY_RECORD"),
            ("Prr", "PRINT_READY_RECORD"),
            ("5", "PRINT_READY_RECORD"),
        ),
        *(
            ("SFE", "SENT_FOR_ENROLLMENT"),
            ("BELUM REKAM", "UNREGISTERED"),
            ("8", "CARD_ISSUED"),
            ("4", "CARD_PRINTED"),
        ),
        *(("", None), ("9", None), ("SIAP", None)),
    ],
)
def test_a_status_is_known_by_name_short_word_and_number(text: str, status: str | None) -> None:
    assert find_status(text) == status


@given(lower=st.integers(0, len(LADDER) - 1), higher=st.integers(0, len(LADDER) - 1))
def test_a_higher_status_says_at_least_the_dates_of_a_lower_one(lower: int, higher: int) -> None:
    if lower <= higher:
        assert set(dates_reached(LADDER[lower])) <= set(dates_reached(LADDER[higher]))


def test_a_line_moves_the_register_and_its_dates(own_database: str, tmp_path: Path) -> None:
    taken_over(people(SITI, BUDI, ANI), folder=tmp_path)
    content = listed(f"{S},PRR,01-06-2026,KEC. KASEMEN", f"{B},8,2026-07-02,", f"{A},BIO_CAPTURED,,")
    done = taken_over(content, folder=tmp_path, kind=Kind.STATUSES)
    assert (done.counts["changed"], done.counts["rejected"]) == (3, 0)
    with office():
        june, july = date(2026, 6, 1), date(2026, 7, 2)
        assert state(S) == ("PRINT_READY_RECORD", june, june, None, None)
        assert state(B) == ("CARD_ISSUED", july, july, july, july)
        assert state(A) == ("BIO_CAPTURED", DAY, None, None, None)
        event = Event.objects.get(resident__nik=S)
        assert (event.kind, event.valid_on, event.facts["place"]) == (
            "ektp.print_ready_record",
            june,
            "KEC. KASEMEN",
        )


def test_the_set_is_equal_to_one_after_the_other(own_database: str, tmp_path: Path) -> None:
    """Every status onto every status: the import writes what the service writes."""
    lines, first, second = [], [], []
    pairs = [(before, after) for before in LADDER for after in LADDER if before != after]
    pairs += [(status, status) for status in LADDER[1:]]  # with an earlier day, see below
    for number, (before, after) in enumerate(pairs, 1):
        nik = f"367302410190{number:04}"
        lines.append(SITI.replace(S, nik))
        first.append(f"{nik},{before},01-03-2020,")
        second.append(f"{nik},{after},{'02-04-2021' if before != after else '03-05-2019'},")
    taken_over(people(*lines), folder=tmp_path)
    taken_over(listed(*first), folder=tmp_path, kind=Kind.STATUSES)
    with office():
        begun = {row.nik: row for row in Resident.objects.all()}
    taken_over(listed(*second), folder=tmp_path, kind=Kind.STATUSES)
    with office():
        imported = states_and_last_events()
        Resident.objects.bulk_update(begun.values(), ["ektp_status", *DATE_COLUMNS])
        for (before, after), nik in zip(pairs, sorted(begun), strict=True):
            day = date(2021, 4, 2) if before != after else date(2019, 5, 3)
            services.set_ektp_status(resident=begun[nik].uuid, status=after, on=day, actor="adi", at=NOON)
        assert states_and_last_events() == imported


def states_and_last_events() -> dict[str, tuple[object, ...]]:
    niks = Resident.objects.in_bulk()
    return {
        (row := niks[event.resident_id]).nik: (
            *(row.ektp_status, *(getattr(row, column) for column in DATE_COLUMNS)),
            *(event.kind, event.valid_on, event.area_code, event.actor, event.recorded_at),
        )
        for event in Event.objects.order_by("resident", "-pk").distinct("resident")
    }


def test_what_is_wrong_is_rejected_by_its_code(own_database: str, tmp_path: Path) -> None:
    taken_over(people(SITI, BUDI), folder=tmp_path)
    lines = [
        "1,PRR,,",
        f"{A},PRR,,",
        f"{S},APA,,",
        f"{B},PRR,31-02-2020,",
        f"{B},PRR,23-11-2026,",
        f"{S},PRR,,",
        f"{S},8,,",
    ]
    ready = checked(listed(*lines), folder=tmp_path, kind=Kind.STATUSES)
    assert (ready.counts["rows"], ready.counts["accepted"], ready.counts["rejected"]) == (7, 1, 6)
    assert rejected(tmp_path) == [
        ("2", "NIK", "nik_malformed"),
        ("3", "NIK", "nik_unknown"),
        ("4", "EKTP_STATUS", "ektp_status_unknown"),
        ("5", "TGL_STATUS", "date_impossible"),
        ("6", "TGL_STATUS", "date_in_future"),
        ("8", "NIK", "nik_twice"),
    ]


def test_the_same_statuses_again_change_nothing(own_database: str, tmp_path: Path) -> None:
    content, _ = extract(residents=250)
    taken_over(content, folder=tmp_path)
    taken_over(statuses(residents=250), folder=tmp_path, kind=Kind.STATUSES)
    assert checked(statuses(residents=250), folder=tmp_path, kind=Kind.STATUSES).counts["changed"] == 0


@override_settings(REKAM_MODE="beside")
def test_coverage_counts_what_the_lists_say(own_database: str, tmp_path: Path) -> None:
    taken_over(people(SITI, BUDI, ANI), folder=tmp_path)
    taken_over(
        listed(f"{S},PRR,01-06-2026,", f"{B},BIO_CAPTURED,01-06-2026,"), folder=tmp_path, kind=Kind.STATUSES
    )
    with office():
        counts = gather(count_villages(area_code="36.73", on=DAY), parts=2)["36.73"]
    assert (counts.wajib, counts.recorded, counts.not_recorded, counts.print_ready) == (3, 2, 1, 1)


def test_unregistered_takes_the_dates_back(own_database: str, tmp_path: Path) -> None:
    taken_over(people(SITI), folder=tmp_path)
    taken_over(listed(f"{S},8,01-06-2026,"), folder=tmp_path, kind=Kind.STATUSES)
    taken_over(listed(f"{S},BELUM REKAM,02-06-2026,"), folder=tmp_path, kind=Kind.STATUSES)
    with office():
        assert state(S) == ("UNREGISTERED", None, None, None, None)
