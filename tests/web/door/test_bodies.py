"""Bodies come whole, or not at all; nobody waits for a silent line."""

import asyncio
import io
from collections.abc import Iterator

import pytest

from rekam.web.door.bodies import CutShort, Fetched, TooSlow, gather
from rekam.web.door.rules import Patience

QUICK = Patience(small=8, silent=0.02)


class Line:
    """What a client sends: pieces, then silence or the end."""

    def __init__(self, *pieces: bytes, silent: bool = False) -> None:
        self.pieces, self.silent = list(pieces), silent

    async def __call__(self) -> bytes:
        if self.silent:
            await asyncio.sleep(9)
        return b"".join(self.pieces)

    def __aiter__(self) -> "Line":
        return self

    async def __anext__(self) -> bytes:
        if not self.pieces and self.silent:
            await asyncio.sleep(9)
        return self.pieces.pop(0) if self.pieces else b""


def gathered(line: Line, *, length: int, pace: float = 0) -> bytes:
    into, ticks = io.BytesIO(), clock(pace)
    told = {"into": into, "length": length, "patience": QUICK, "clock": lambda: next(ticks)}
    asyncio.run(gather(line, **told))  # type: ignore[arg-type]
    return into.read()


def clock(seconds_a_piece: float) -> Iterator[float]:
    now = 0.0
    while True:
        yield now
        now += seconds_a_piece


@pytest.mark.parametrize("size", [1, 8, 9, 300_000])
def test_a_whole_body_is_there_at_its_beginning(size: int) -> None:
    assert gathered(Line(b"x" * (size - 1), b"y"), length=size) == b"x" * (size - 1) + b"y"


@pytest.mark.parametrize("length", [8, 40])
def test_half_of_one_is_none(length: int) -> None:
    with pytest.raises(CutShort):
        gathered(Line(b"half"), length=length)


@pytest.mark.parametrize("length", [8, 40])
def test_a_silent_line_is_given_up(length: int) -> None:
    with pytest.raises(TooSlow):
        gathered(Line(b"half", silent=True), length=length)


@pytest.mark.parametrize(("pace", "is_slow"), [(3, False), (5, True)])
def test_so_is_one_slower_than_any(pace: float, *, is_slow: bool) -> None:
    pieces = [b"x" * 16 * 1024] * 40
    if is_slow:
        with pytest.raises(TooSlow):
            gathered(Line(*pieces), length=40 * 16 * 1024, pace=pace)
        return
    assert len(gathered(Line(*pieces), length=40 * 16 * 1024, pace=pace)) == 40 * 16 * 1024


def test_a_page_that_reads_by_itself_gets_bytes_and_lines_and_an_error_from_a_silent_line() -> None:
    async def read() -> list[bytes]:
        loop = asyncio.get_running_loop()
        body = Fetched(Line(b"one\ntw", b"o\nthree", b"!"), patience=QUICK, loop=loop)
        silent = Fetched(Line(b"x", silent=True), patience=QUICK, loop=loop)

        def in_thread() -> list[bytes]:
            got = [body.readline(), body.readline(2), body.read(1), body.readline(), body.read(), body.read()]
            assert silent.read(5) == b"x"
            with pytest.raises(OSError, match="silent"):
                silent.read(5)
            return got

        return await asyncio.to_thread(in_thread)

    assert asyncio.run(read()) == [b"one\n", b"tw", b"o", b"\n", b"three", b"!"]
