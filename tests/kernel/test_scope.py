"""The two layers that keep areas apart, each tested alone and together."""

import concurrent.futures

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from rekam.kernel.database import EVERYWHERE, NOTHING, Scope, current_scope, scope
from rekam.registry.models import Resident
from tests.conftest import raw
from tests.personas import KASEMEN, SERANG, resident


@pytest.fixture
def two_areas(own_database: str) -> str:
    with scope(EVERYWHERE):
        resident(serial=1, area_code=KASEMEN).save()
        resident(serial=2, area_code=SERANG).save()
    return own_database


def seen() -> set[str]:
    return set(Resident.objects.values_list("area_code", flat=True))


def seen_by_row_security() -> set[str]:
    return set(Resident.everywhere.values_list("area_code", flat=True))


def test_a_scope_contains_whole_codes_only() -> None:
    assert Scope.of("36.73").contains("36.73.02.1001")
    assert not Scope.of("36.7").contains("36.73.02.1001")
    assert Scope.of("*").contains("11.01")
    assert not NOTHING.contains("36.73")


@pytest.mark.usefixtures("two_areas")
def test_a_scope_shows_its_rows_and_no_others() -> None:
    with scope(Scope.of("36.73.02")):
        assert seen() == {KASEMEN}
        assert seen_by_row_security() == {KASEMEN}
    with scope(Scope.of("36.73")):
        assert seen() == {KASEMEN, SERANG}


@pytest.mark.usefixtures("two_areas")
def test_without_a_scope_there_are_no_rows() -> None:
    assert current_scope() == NOTHING
    assert seen() == set()
    assert seen_by_row_security() == set()


@pytest.mark.usefixtures("two_areas")
def test_a_connection_keeps_nothing_of_the_scope_before() -> None:
    with scope(Scope.of("36.73.02")):
        pass
    assert seen_by_row_security() == set()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('rekam.area', '36.73', true)")
    assert seen_by_row_security() == set()


@pytest.mark.usefixtures("two_areas")
def test_undone_work_leaves_no_scope_behind() -> None:
    with scope(Scope.of("36.73")):
        with scope(Scope.of("36.73.02")):
            transaction.set_rollback(True)
        assert seen_by_row_security() == {KASEMEN, SERANG}
        with pytest.raises(DatabaseError), scope(Scope.of("36.73.02")):
            Resident.objects.extra(where=["1 / 0 = 1"]).exists()
        assert seen_by_row_security() == {KASEMEN, SERANG}
    with scope(Scope.of("36.73.02")):
        transaction.set_rollback(True)
    assert seen_by_row_security() == set()


@pytest.mark.usefixtures("db")
def test_a_scope_inside_another_takes_no_message_of_its_own() -> None:
    told = []
    with CaptureQueriesContext(connection) as sent, scope(Scope.of("36.73")):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('rekam.area')")
            told += cursor.fetchone()
        with scope(Scope.of("36.73.02")), connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('rekam.area')")
            told += cursor.fetchone()
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('rekam.area')")
            told += cursor.fetchone()
    assert told == ["36.73", "36.73.02", "36.73"]
    assert len(sent) == 4 + len(told)  # the beginning and the end of two parts


def test_row_security_alone_stops_reading_and_writing(two_areas: str) -> None:
    with raw(two_areas, role="rekam_app") as connected, connected.transaction():
        connected.execute("SELECT set_config('rekam.area', '36.73.02', true)")
        assert connected.execute("SELECT area_code FROM registry_resident").fetchall() == [(KASEMEN,)]
        changed = connected.execute("UPDATE registry_resident SET rt = '009'")
        assert changed.rowcount == 1


def test_row_security_refuses_a_row_moved_out_of_scope(two_areas: str) -> None:
    with raw(two_areas, role="rekam_app") as connected, connected.transaction():
        connected.execute("SELECT set_config('rekam.area', '36.73.02', true)")
        with pytest.raises(Exception, match="row-level security"), connected.transaction():
            connected.execute("UPDATE registry_resident SET area_code = '36.73.01.1001'")


def test_the_application_filter_alone_stops_reading(two_areas: str) -> None:
    """As a role for which row security does not hold."""
    with raw(two_areas, role="rekam_migrate") as connected:
        assert connected.execute("SELECT count(*) FROM registry_resident").fetchone() == (2,)
    condition = Scope.of("36.73.02").condition("area_code")
    with scope(EVERYWHERE):
        inside = Resident.everywhere.filter(condition)
        assert set(inside.values_list("area_code", flat=True)) == {KASEMEN}


def test_parallel_connections_do_not_mix_scopes(two_areas: str) -> None:
    def look(area: str) -> list[tuple[object, ...]]:
        with raw(two_areas, role="rekam_app") as connected:
            rows = []
            for _ in range(20):
                with connected.transaction():
                    connected.execute("SELECT set_config('rekam.area', %s, true)", [area])
                    rows += connected.execute("SELECT area_code FROM registry_resident").fetchall()
                assert connected.execute("SELECT count(*) FROM registry_resident").fetchone() == (0,)
            return rows

    with concurrent.futures.ThreadPoolExecutor(2) as threads:
        first, second = threads.map(look, ["36.73.02", "36.73.01"])
    assert set(first) == {(KASEMEN,)}
    assert set(second) == {(SERANG,)}


def test_every_table_with_an_area_has_row_security(two_areas: str) -> None:
    unguarded = """
        SELECT c.relname FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'area_code'
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT c.relrowsecurity
    """
    with raw(two_areas, role="rekam_migrate") as connected:
        assert connected.execute(unguarded).fetchall() == []


def test_append_only_tables_cannot_be_changed_by_the_application(two_areas: str) -> None:
    with raw(two_areas, role="rekam_app") as connected:
        for table in ("registry_event", "audit_entry"):
            with pytest.raises(Exception, match="permission denied"):
                connected.execute(f"DELETE FROM {table}")
            with pytest.raises(Exception, match="permission denied"):
                connected.execute(f"UPDATE {table} SET actor = 'x'")
