"""The nightly recount: equal where nothing is wrong, an alarm where a counter was changed."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from rekam.audit.models import Entry
from rekam.coverage.columns import recounting, register, sealed
from rekam.coverage.columns.services import Wrong, place, recount
from rekam.coverage.counters.models import Cell, Ledger
from rekam.coverage.counters.queries import recounted
from rekam.coverage.counters.rules import Reason
from rekam.coverage.counters.services import fold, rebuild
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from tests.coverage.counters import town
from tests.coverage.counters.town import OFFICE, VILLAGES
from tests.personas import KASEMEN, SERANG

TODAY, NOW = date(2026, 2, 28), datetime(2026, 2, 28, 5, tzinfo=UTC)
KEY = b"k" * 32


@pytest.fixture
def people(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody at each edge of the rules, folded at noon; the columns go to a folder of the test's own."""
    monkeypatch.setattr("rekam.coverage.columns.services.data_folder", lambda: tmp_path)
    births = [date(2009, 2, 27), date(2009, 2, 28), date(2009, 3, 1), date(2008, 2, 29), date(1890, 1, 1)]
    for number, born in enumerate(births):
        town.load(born=born, area_code=VILLAGES[number % 3], sex="LP"[number % 2])
    town.load(born=date(1980, 1, 1), nationality="WNA", permit_until=TODAY)
    town.load(born=date(1980, 1, 1), nationality="WNA", permit_until=TODAY - timedelta(days=1))
    town.load(born=date(1980, 1, 1), nationality="WNA")
    town.load(born=date(2010, 1, 1), ever_married=True, disability="NETRA")
    town.load(born=date(2010, 1, 1), recorded_on=TODAY)
    town.load(born=date(1970, 1, 1), status="dead", status_on=date(2025, 6, 1))
    town.load(born=date(1970, 1, 1), status="moved")
    here = town.load(born=date(1970, 1, 1))
    climbed = town.load(born=date(1970, 1, 1))
    came = town.arrive(born=date(1970, 1, 1), on=date(2025, 9, 1), at=NOW)
    town.climb(climbed, status="CARD_PRINTED", on=date(2025, 3, 3), at=NOW)
    town.climb(came, status="BIO_CAPTURED", on=TODAY, at=NOW)
    town.note(here, reason=Reason.ABROAD, on=date(2025, 1, 1), at=NOW)
    town.note(here, reason=Reason.WILLING, on=date(2025, 8, 1), at=NOW)
    changes()
    with scope(OFFICE):
        fold(at=NOW)


def changes() -> None:
    """What somebody was before it differs from the row of today, for a day gone by."""
    grown = date(1970, 1, 1)
    moved, back, late = (town.load(born=grown) for _ in range(3))
    town.change(moved, kind="move_within", on=date(2025, 2, 1), at=NOW, area_code=SERANG)
    town.change(moved, kind="move_within", on=date(2025, 8, 1), at=NOW, area_code=VILLAGES[2])
    town.change(
        back, kind="move_out", on=date(2025, 2, 1), at=NOW, status="moved", status_on=date(2025, 2, 1)
    )
    town.change(back, kind="move_in", on=date(2025, 8, 1), at=NOW, status="active", status_on=None)
    town.change(late, kind="move_within", on=date(2025, 8, 1), at=NOW, area_code=SERANG)
    town.change(late, kind="move_within", on=date(2025, 2, 1), at=NOW, area_code=VILLAGES[2])
    town.change(late, kind="correction", on=date(2025, 9, 1), at=NOW, area_code=KASEMEN)
    loser, finder = (town.load(born=grown) for _ in range(2))
    for person in (loser, finder):
        town.climb(person, status="CARD_ISSUED", on=date(2025, 2, 1), at=NOW)
        town.lose(person, lost=True, on=date(2025, 8, 1), at=NOW)
    town.climb(finder, status="CARD_ISSUED", on=date(2025, 9, 1), at=NOW)
    bride = town.load(born=date(2010, 1, 1))
    town.change(bride, kind="marriage", on=date(2025, 8, 1), at=NOW, ever_married=True)
    guest = town.load(born=grown, nationality="WNA", permit_until=date(2025, 3, 1))
    town.change(guest, kind="change", on=date(2025, 2, 1), at=NOW, permit_until=date(2025, 12, 1))
    town.change(guest, kind="change", on=date(2025, 8, 1), at=NOW, nationality="WNI", permit_until=None)


def found_wrong() -> tuple[Wrong, ...]:
    return recount(area_code="36.73", actor="test", at=NOW).wrong


def test_counters_and_columns_agree_cell_by_cell(people: None) -> None:
    assert found_wrong() == ()
    assert Ledger.objects.get().recounted_at == NOW
    assert Entry.objects.get(action="coverage.recounted").facts["wrong"] == 0


def test_what_nobody_has_folded_yet_is_counted_too(people: None) -> None:
    town.arrive(born=date(1970, 1, 1), on=TODAY, at=NOW)
    assert found_wrong() == ()


def test_a_changed_counter_is_found_and_named_and_mended_by_counting_anew(people: None) -> None:
    with scope(OFFICE):
        cell = Cell.objects.filter(area_code=KASEMEN, mark__gt=0).order_by("age", "mark")[0]
        Cell.objects.filter(pk=cell.pk).update(people=cell.people + 3)
    wrong = Wrong(KASEMEN, cell.sex, cell.age, cell.mark, counted=cell.people + 3, recounted=cell.people)

    assert found_wrong() == (wrong,)
    assert Ledger.objects.get().recount_wrong == 1
    assert Entry.objects.get(action="coverage.recount_wrong").facts["wrong"] == 1

    with scope(OFFICE):
        rebuild(at=NOW)
    assert found_wrong() == ()
    assert Ledger.objects.get().recount_wrong == 0


def test_a_row_changed_behind_the_events_is_found(people: None) -> None:
    with scope(OFFICE), connection.cursor() as cursor:
        cursor.execute("UPDATE registry_resident SET recorded_on = NULL WHERE recorded_on = %s", [TODAY])
    assert found_wrong() != ()


def test_columns_tell_other_days_as_the_register_does(people: None) -> None:
    edges = [date(2025, 1, 1), date(2025, 2, 1), date(2025, 8, 1), date(2025, 9, 1)]
    days = [date(2024, 2, 29), date(2025, 7, 1), TODAY, date(2030, 12, 31), *edges]
    days += [day - timedelta(days=1) for day in edges]
    with scope(OFFICE):
        columns = register.read_register()
        told = {on: recounted(area_code="36.73", on=on) for on in days}
    sealed.write_sealed(place(), columns, key=KEY)
    with sealed.open_sealed(place(), key=KEY) as people_again:
        assert {on: recounting.cells_of(people_again, on=on) for on in days} == told


def test_the_file_is_sealed_and_a_changed_one_is_refused(people: None) -> None:
    found_wrong()
    content = place().read_bytes()
    assert b"PAR1" not in content
    place().write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(RuleBroken) as refused, sealed.open_sealed(place(), key=KEY):
        pass
    assert refused.value.code == "columns_unreadable"


def test_nothing_is_compared_before_there_are_counters(own_database: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        found_wrong()
    assert refused.value.code == "counters_not_made"
