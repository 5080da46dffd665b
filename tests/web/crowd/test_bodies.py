"""Forms come whole, in bounded numbers, or not at all."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from rekam.web.crowd import bodies
from rekam.web.crowd.bodies import CutShort, NotRead, gather, whole_bodies


def application(environ: dict[str, Any], _start: object) -> Iterable[bytes]:
    return [environ.get(bodies.NOT_READ, "").encode(), environ["wsgi.input"].read()]


def send(path: str, data: bytes, *, length: int | None = None) -> list[bytes]:
    told = str(len(data) if length is None else length)
    environ = {"PATH_INFO": path, "CONTENT_LENGTH": told, "wsgi.input": io.BytesIO(data)}
    return list(whole_bodies(application)(environ, lambda *_told: None))  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize("size", [1, bodies.PIECE * 3 + 1, bodies.IN_MEMORY + 5])
def test_a_whole_form_reaches_its_page(size: int) -> None:
    assert send("/permohonan/saya/isian/", b"x" * size) == [b"", b"x" * size]


def test_half_a_form_reaches_none() -> None:
    assert send("/permohonan/saya/isian/", b"note=half", length=40) == [b"cut short\n"]


def test_a_packet_is_read_by_its_own_door() -> None:
    assert send("/api/v1/packets/x", b"half", length=40) == [b"", b"half"]


def test_more_at_once_than_there_are_threads_for_are_told_to_come_again() -> None:
    taken = [bodies._turns.acquire(blocking=False) for _ in range(bodies.AT_ONCE)]
    try:
        assert send("/permohonan/saya/isian/", b"a=b")[0] == bodies.BUSY.encode()
        assert send("/register/cari/", b"a=b") == [b"", b"a=b"]  # officers are not counted
    finally:
        for _ in taken:
            bodies._turns.release()
    assert send("/permohonan/saya/isian/", b"a=b") == [b"", b"a=b"]


def clock(*, seconds_a_piece: float) -> Iterator[float]:
    now = 0.0
    while True:
        yield now
        now += seconds_a_piece


@pytest.mark.parametrize(("seconds_a_piece", "is_slow"), [(3, False), (5, True)])
def test_a_line_slower_than_any_is_given_up(seconds_a_piece: float, *, is_slow: bool) -> None:
    length, ticks, kept = 40 * bodies.PIECE, clock(seconds_a_piece=seconds_a_piece), io.BytesIO()
    told = {"into": kept, "length": length, "clock": lambda: next(ticks)}
    body = io.BytesIO(b"x" * length)
    if is_slow:
        with pytest.raises(NotRead, match=bodies.SLOW):
            gather(body.read, **told)  # type: ignore[arg-type]
        return
    gather(body.read, **told)  # type: ignore[arg-type]
    assert len(kept.read()) == length


def test_a_line_that_breaks_is_one_that_ended() -> None:
    def gone(_count: int) -> bytes:
        raise ConnectionResetError

    with pytest.raises(CutShort):
        gather(gone, into=io.BytesIO(), length=5, clock=lambda: 0)
