"""Statements sent in one message are one transaction with a scope of its own."""

import pytest
from django.db import DatabaseError, connection

from rekam.kernel.database import EVERYWHERE, Scope, Statement, in_one_trip, scope
from tests.kernel.test_scope import seen_by_row_security, two_areas
from tests.personas import KASEMEN, SERANG

__all__ = ["two_areas"]

AREAS: Statement = ("SELECT area_code FROM registry_resident ORDER BY area_code", [])
RENAMED: Statement = ("UPDATE registry_resident SET full_name = %s", ["BARU"])
BROKEN: Statement = ("SELECT 1 / %s", [0])


def renamed() -> int:
    [[[count]]] = in_one_trip(
        EVERYWHERE, ("SELECT count(*) FROM registry_resident WHERE full_name = %s", ["BARU"])
    )
    return int(count)  # type: ignore[call-overload]


@pytest.mark.usefixtures("two_areas")
def test_each_statement_answers_with_its_rows_within_the_scope() -> None:
    told = in_one_trip(Scope.of("36.73.02"), AREAS, RENAMED, ("SELECT %s::int + 1", [1]))
    assert told == [[(KASEMEN,)], [], [(2,)]]
    assert seen_by_row_security() == set()


@pytest.mark.usefixtures("two_areas")
def test_it_is_one_message_and_committed_when_it_returns() -> None:
    sent: list[str] = []

    def watched(execute, sql, *rest):  # type: ignore[no-untyped-def]
        sent.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(watched):
        in_one_trip(EVERYWHERE, RENAMED, AREAS)
    assert len(sent) == 1
    connection.close()
    assert renamed() == 2


@pytest.mark.usefixtures("two_areas")
def test_one_that_breaks_undoes_all_of_them() -> None:
    with pytest.raises(DatabaseError):
        in_one_trip(EVERYWHERE, RENAMED, BROKEN)
    assert renamed() == 0


@pytest.mark.usefixtures("two_areas")
def test_within_a_transaction_they_are_a_part_of_it_that_can_break_alone() -> None:
    with scope(Scope.of("36.73.02")):
        with pytest.raises(DatabaseError):
            in_one_trip(EVERYWHERE, RENAMED, BROKEN)
        assert in_one_trip(EVERYWHERE, AREAS) == [[(SERANG,), (KASEMEN,)]]
        assert seen_by_row_security() == {KASEMEN}
    assert renamed() == 0
