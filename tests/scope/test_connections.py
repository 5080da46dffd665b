"""A connection that worked for one office keeps nothing for the next: in a row, in threads, in a stream."""

import concurrent.futures
import random
from collections.abc import Iterator

import pytest
from django.db import close_old_connections, connection

from rekam.kernel.database import EVERYWHERE, NOTHING, Scope, current_scope, scope
from rekam.registry.models import Resident
from tests.personas import KASEMEN, SERANG, resident

OFFICES = {"36.73.02": {KASEMEN}, "36.73.01": {SERANG}, "36.73": {KASEMEN, SERANG}, "36.72": set()}


@pytest.fixture
def two_areas(own_database: str) -> None:
    with scope(EVERYWHERE):
        resident(serial=1, area_code=KASEMEN).save()
        resident(serial=2, area_code=SERANG).save()


def seen() -> tuple[set[str], set[str]]:
    """By the application's filter, and by row security."""
    return (
        set(Resident.objects.values_list("area_code", flat=True)),
        set(Resident.everywhere.values_list("area_code", flat=True)),
    )


def backend() -> int:
    connection.ensure_connection()
    return int(connection.connection.info.backend_pid)


@pytest.mark.usefixtures("two_areas")
def test_one_connection_serves_offices_in_a_row_and_nobody_between_them() -> None:
    first = backend()
    for area, right in OFFICES.items():
        with scope(Scope.of(area)):
            assert seen() == (right, right)
        assert seen() == (set(), set())
        with scope(NOTHING):
            assert seen() == (set(), set())
    assert backend() == first


@pytest.mark.usefixtures("two_areas")
def test_an_error_in_the_middle_leaves_nothing_behind() -> None:
    with pytest.raises(ValueError, match="in the middle"), scope(Scope.of("36.73")):
        raise ValueError("in the middle")
    assert (current_scope(), seen()) == (NOTHING, (set(), set()))


@pytest.mark.usefixtures("two_areas")
def test_threads_with_connections_of_their_own_never_mix() -> None:
    def work(seed: int) -> list[tuple[str, tuple[set[str], set[str]]]]:
        told = []
        for area in random.Random(seed).choices([*OFFICES], k=25):
            with scope(Scope.of(area)):
                told.append((area, seen()))
            told.append(("", seen()))
        connection.close()
        close_old_connections()
        return told

    with concurrent.futures.ThreadPoolExecutor(4) as threads:
        answers = [one for told in threads.map(work, range(4)) for one in told]
    assert len(answers) == 200
    assert [(area, got) for area, got in answers if got != (right := OFFICES.get(area, set()), right)] == []


@pytest.mark.usefixtures("two_areas")
def test_a_stream_read_after_its_request_sees_nothing_unless_it_opens_its_own_scope() -> None:
    """What a streaming answer must do: the request's scope is over when the first line is read."""

    def stream() -> Iterator[str]:
        yield from Resident.objects.values_list("area_code", flat=True)

    def scoped_stream() -> Iterator[str]:
        with scope(Scope.of("36.73.02")):
            yield from stream()

    with scope(Scope.of("36.73.02")):
        plain, scoped = stream(), scoped_stream()
    assert list(plain) == []
    assert list(scoped) == [KASEMEN]
