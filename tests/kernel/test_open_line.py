"""A connection is trusted without a trip, however many files the process has open."""

import fcntl
import resource
import socket
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from rekam.kernel import database

SELECT_KNOWS = 1_024


@pytest.fixture
def many_files() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2 * SELECT_KNOWS), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.usefixtures("many_files")
def test_a_line_beyond_the_files_that_select_knows_is_trusted_until_it_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here, there = socket.socketpair()
    number = fcntl.fcntl(here.fileno(), fcntl.F_DUPFD, SELECT_KNOWS)
    line = SimpleNamespace(closed=False, fileno=lambda: number)
    connection = SimpleNamespace(connection=line, health_check_done=False)
    monkeypatch.setattr(database, "connection", connection)
    with here, there, socket.socket(fileno=number):
        database.trust_open_line()
        assert connection.health_check_done
        there.close()
        database.trust_open_line()
        assert not connection.health_check_done
