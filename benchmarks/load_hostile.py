"""Clients that mean harm: heads, bodies and readers without end, and lines that say nothing.

They come from many addresses of this machine's loopback. Whoever is closed comes again, as long as the phase
lasts; how long a line stayed is told, since a server must let go of each.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.load_phases import Phase

HEAD = b"GET /masuk/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
DOORS = ("/api/v1/verification/questions", "/api/v1/packets", "/masuk/", "/permohonan/mulai/")
BIG = b"GET /static/ui/keys.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
DRIP_SECONDS, IDLE_BATCH, AGAIN_SECONDS = 1.0, 200, 0.5
Way = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Harmed:
    """Lines opened, refused and closed by the server, by sort; the longest time that one stayed."""

    opened: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    closed: Counter[str] = field(default_factory=Counter)
    longest: dict[str, float] = field(default_factory=dict)
    at_once: Counter[str] = field(default_factory=Counter)
    most: dict[str, int] = field(default_factory=dict)


def harm(*, phase: Phase, port: int, idle: int, slow: int) -> Harmed:
    """Do it, and tell."""
    return asyncio.run(_harm(phase=phase, port=port, idle=idle, slow=slow))


async def _harm(*, phase: Phase, port: int, idle: int, slow: int) -> Harmed:
    await asyncio.sleep(max(0.0, phase.begins - time.monotonic()))
    told = Harmed()
    sorts: Sequence[tuple[str, int, Callable[[Way, int], Awaitable[None]]]] = [
        ("slow head", slow, _slow_head),
        ("slow body", slow, _slow_body),
        ("silent body", slow, _silent_body),
        ("slow reader", slow, _slow_reader),
        ("idle", idle, _idle),
    ]
    tasks = list[asyncio.Task[None]]()
    for sort, count, work in sorts:
        for number in range(count):
            coming = _again_and_again(work, sort=sort, number=number, port=port, until=phase.ends, told=told)
            tasks.append(asyncio.create_task(coming))
            if number % IDLE_BATCH == 0:
                await asyncio.sleep(0.05)
    await asyncio.sleep(max(0.0, phase.ends - time.monotonic()))
    for one in tasks:
        one.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return told


async def _again_and_again(
    work: Callable[[Way, int], Awaitable[None]],
    *,
    sort: str,
    number: int,
    port: int,
    until: float,
    told: Harmed,
) -> None:
    here = (f"127.0.{2 + number // 250 % 50}.{1 + number % 250}", 0)
    while time.monotonic() < until:
        begun = time.monotonic()
        try:
            way = await asyncio.open_connection("127.0.0.1", port, local_addr=here)
        except OSError:
            told.refused[sort] += 1
            await asyncio.sleep(AGAIN_SECONDS)
            continue
        told.opened[sort] += 1
        told.at_once[sort] += 1
        told.most[sort] = max(told.most.get(sort, 0), told.at_once[sort])
        try:
            await work(way, number)
            told.closed[sort] += 1
        except OSError:
            told.closed[sort] += 1
        finally:
            told.at_once[sort] -= 1
            told.longest[sort] = max(told.longest.get(sort, 0.0), time.monotonic() - begun)
            way[1].close()
        await asyncio.sleep(AGAIN_SECONDS * random.random())


async def _until_closed(reader: asyncio.StreamReader) -> None:
    while await reader.read(65_536):
        pass


async def _drip(way: Way, piece: bytes) -> None:
    """A piece a second until the other side closes."""
    closed = asyncio.create_task(_until_closed(way[0]))
    try:
        while not closed.done():
            way[1].write(piece)
            await way[1].drain()
            await asyncio.wait([closed], timeout=DRIP_SECONDS)
    finally:
        closed.cancel()


async def _slow_head(way: Way, _number: int) -> None:
    way[1].write(HEAD)
    await _drip(way, b"x")


async def _slow_body(way: Way, number: int) -> None:
    way[1].write(_post(number, length=1_000_000))
    await _drip(way, b"x" * 64)


async def _silent_body(way: Way, number: int) -> None:
    way[1].write(_post(number, length=500) + b"{")
    await _until_closed(way[0])


async def _slow_reader(way: Way, _number: int) -> None:
    """Asks for a file as often as it can, and reads a byte now and then."""
    for _ in range(30):
        way[1].write(BIG)
    while await way[0].read(1):
        await asyncio.sleep(DRIP_SECONDS)


async def _idle(way: Way, _number: int) -> None:
    await _until_closed(way[0])


def _post(number: int, *, length: int) -> bytes:
    door = DOORS[number % len(DOORS)]
    told = {
        "Host": "127.0.0.1",
        "Content-Length": str(length),
        "Content-Type": "application/offset+octet-stream" if "packets" in door else "application/json",
        "Tus-Resumable": "1.0.0",
        "Upload-Length": str(length),
        "Upload-Metadata": "packet MA==,sha256 MA==",
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"POST {door} HTTP/1.1\r\n{head}\r\n".encode()
