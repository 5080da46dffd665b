"""Residents who apply, many at once, against the real server; then a rush of eight times as many.

    REKAM_DATA=/somewhere python -m benchmarks.residents [--residents 300] [--seconds 120] [--shock 8]

Makes a database of its own, with fsync on, in the folder `benchmark-residents` under REKAM_DATA, and starts
the web process as `rekam serve` does; talks to this machine only and stops by itself. A resident goes the
whole way of a lost card (benchmarks/residents_way.py): services, what it needs, number and code, who I am,
the form, two photographs of a telephone (12 megapixels, 1.5 MB), sending, status by number and code, figures.

Residents begin spread over the time of a way, so that all steps are asked at once; who is done begins anew.
What the first half of a way asked is left out. Before that, forms on slow lines (residents_slow.py). The peer
is a file of the same server, which asks no database, in the same run. Then the rush: eight times as many come
within ten seconds. Processor time stands beside it, since other work on the machine cannot lengthen it.
"""

import argparse
import asyncio
import os
import random
import shutil
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks import processor
from benchmarks.intake import database_process
from benchmarks.residents_browser import Asked, Browser
from benchmarks.residents_scene import furnish
from benchmarks.residents_slow import slow_lines
from benchmarks.residents_way import WAY_SECONDS, Scene, Told, live

from rekam.config.database import running_database
from rekam.config.processes import Family, answers, free_port
from rekam.config.serve import MEMORY, WEB, environment, web_words
from rekam.kernel.commands import set_up
from rekam.kernel.places import data_folder

SETTINGS = "rekam.config.settings.server"
RUSH_SECONDS = 10
NORMAL_SECONDS, MOST_SECONDS = 0.5, 300


@dataclass(frozen=True, kw_only=True)
class Server:
    """The server that is measured, and its processes."""

    port: int
    photo: bytes
    haste: float
    watched: dict[str, int]


def main() -> None:
    """Print what residents met on a usual day and in a rush."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--residents", type=int, default=300)
    words.add_argument("--seconds", type=float, default=120, help="measured, after half a way; 0 = none")
    words.add_argument("--shock", type=int, default=8, help="times as many in the rush; 0 = none")
    words.add_argument("--rush", type=float, default=180, help="seconds of the rush")
    words.add_argument("--haste", type=float, default=1.0, help="share of the thinking times")
    chosen = words.parse_args()
    random.seed(1)
    os.environ["REKAM_DATA"] = str(data_folder() / "benchmark-residents")
    os.environ.pop("DATABASE_URL", None)
    with running_database():
        from rekam.config.migrate import main as migrate

        migrate(["--without-backup"])
        set_up(settings=SETTINGS)
        photo = furnish()
        web = Family()
        try:
            port = free_port(8750)
            told = MEMORY | environment(SETTINGS)
            web.start(WEB, *web_words(host="127.0.0.1", port=port), environment=told)
            answers(port, seconds=30)
            watched = {"web": web.children[WEB].pid, "database": database_process()}
            server = Server(port=port, photo=photo, haste=chosen.haste, watched=watched)
            slow_lines(port)
            if chosen.seconds:
                usual_day(server, residents=chosen.residents, seconds=chosen.seconds)
            if chosen.shock:
                rush(server, residents=chosen.residents * chosen.shock, seconds=chosen.rush)
        finally:
            web.stop()
            shutil.rmtree(data_folder() / "vault", ignore_errors=True)


def usual_day(server: Server, *, residents: int, seconds: float) -> None:
    """So many residents at once."""
    alone = statistics.median(asyncio.run(peer(server.port))) * 1000
    way = WAY_SECONDS * server.haste
    print(f"peer, a file of the same server, alone: p50 {alone:.1f} ms")
    print(f"{residents} residents, a way takes {way:.0f} s of reading and writing", flush=True)
    told = phase(server, residents=residents, seconds=way / 2 + seconds, spread=way)
    begun = min(one.at for one in told.asked) + way / 2
    show([one for one in told.asked if one.at > begun])


def rush(server: Server, *, residents: int, seconds: float) -> None:
    """So many at once as never: who is served, who waits, and how long until it is over."""
    print(f"\na rush: {residents} residents within {RUSH_SECONDS} s, for {seconds:.0f} s", flush=True)
    told = phase(server, residents=residents, seconds=seconds, spread=RUSH_SECONDS)
    show(told.asked)
    let_in = sum(1 for waited in told.queued.values() if waited == 0)
    print(f"let in at once {let_in}, had to wait {residents - let_in}; applications sent {told.sent}")
    print(f"a newcomer is served in half a second without the line after: {time_to_normal(server.port)}")


def phase(server: Server, *, residents: int, seconds: float, spread: float) -> Told:
    """So many residents for so many seconds; what they were told, and the processor's time."""
    told, kept = Told(), acknowledged_before()
    before = {name: spent(pid) for name, pid in server.watched.items()}
    ours, begun = time.process_time(), time.monotonic()
    asyncio.run(crowd(server, residents=residents, told=told, seconds=seconds, spread=spread))
    took = time.monotonic() - begun
    rest = {name: spent(pid) - before[name] for name, pid in server.watched.items()}
    rest["residents"] = time.process_time() - ours
    count = len(told.asked)
    print(f"{count} requests, {count / took:.1f} a second; load of the machine {os.getloadavg()[0]:.1f}")
    each = [f"{name} {one:.1f} ({one / count * 1000:.1f} ms a request)" for name, one in rest.items()]
    print(f"processor seconds: {', '.join(each)}; of {took:.0f} s", flush=True)
    if told.broken:
        print(f"ways that could not be gone on with: {dict(told.broken)}")
    tell_uploads(told, before=kept)
    return told


async def crowd(server: Server, *, residents: int, told: Told, seconds: float, spread: float) -> None:
    """So many residents, begun over so many seconds, until time is up."""
    until = asyncio.get_running_loop().time() + seconds
    scene = Scene(port=server.port, photo=server.photo, until=until, haste=server.haste)
    async with asyncio.TaskGroup() as group:
        for number in range(residents):
            first = random.uniform(0, spread)
            group.create_task(live(number, scene=scene, told=told, first=first))
        group.create_task(officer(server.port, until=until, told=told))


async def officer(port: int, *, until: float, told: Told) -> None:
    """An officer's page every second meanwhile: the one to sign in."""
    browser = Browser(address="127.0.0.5", port=port, tell=told.asked.append)
    while asyncio.get_running_loop().time() < until:
        await browser.once("/masuk/", step="officers' page")
        await asyncio.sleep(1)
    await browser.close()


async def peer(port: int, *, count: int = 300) -> list[float]:
    """Seconds of a file of the same server, without a database, one after the other."""
    told = list[Asked]()
    browser = Browser(address="127.0.0.2", port=port, tell=told.append)
    for _ in range(count):
        await browser.get("/static/ui/keys.js", step="peer")
    await browser.close()
    return [one.seconds for one in told]


def show(asked: Sequence[Asked]) -> None:
    """p50, p95 and p99 by step, and what else was answered."""
    served = [one for one in asked if not one.queued and one.status in {200, 302}]
    print("| step | asked | p50 ms | p95 ms | p99 ms |\n|---|---|---|---|---|")
    for step in [*dict.fromkeys(one.step for one in served), ""]:
        mine = [one.seconds for one in served if one.step == step or not step]
        p50, p95, p99 = quantiles(mine)
        print(f"| {step or 'all'} | {len(mine)} | {p50:.0f} | {p95:.0f} | {p99:.0f} |")
    print(f"answers by status: {dict(Counter(one.status for one in asked if not one.queued))}")
    waits = [one.seconds for one in asked if one.queued]
    if waits:
        p50, p95, p99 = quantiles(waits)
        print(f"pages of the line: {len(waits)}, p50 {p50:.0f}, p95 {p95:.0f}, p99 {p99:.0f} ms")


def quantiles(seconds: Sequence[float]) -> tuple[float, float, float]:
    """p50, p95 and p99 in milliseconds."""
    if len(seconds) < 2:
        return (seconds[0] * 1000,) * 3 if seconds else (0.0, 0.0, 0.0)
    cut = statistics.quantiles(seconds, n=100, method="inclusive")
    return cut[49] * 1000, cut[94] * 1000, cut[98] * 1000


def spent(pid: int) -> float:
    """Processor seconds of a process with all it started, also what has ended."""
    return processor.seconds(pid) + processor.ended(pid)


def acknowledged_before() -> int:
    """Photographs that are there before a phase."""
    from rekam.applications.uploads.models import Scan
    from rekam.kernel.database import EVERYWHERE, scope

    with scope(EVERYWHERE):
        return Scan.objects.count()


def tell_uploads(told: Told, *, before: int) -> None:
    """Photographs that were acknowledged against those that are there."""
    from rekam.applications.uploads.models import Scan
    from rekam.kernel.database import EVERYWHERE, scope
    from rekam.vault import services as vault

    with scope(EVERYWHERE):
        rows = list(Scan.objects.values_list("address", flat=True))
    gone = sum(1 for address in rows if not vault.has(address))
    print(f"photographs acknowledged {told.uploads}, found {len(rows) - before}; without their file {gone}")


def time_to_normal(port: int) -> str:
    """How long after everybody left a newcomer is served at once."""
    begun = time.monotonic()
    while (since := time.monotonic() - begun) < MOST_SECONDS:
        told = list[Asked]()
        asyncio.run(ask_once(Browser(address="127.0.0.3", port=port, tell=told.append)))
        if told[0].status == 200 and told[0].seconds < NORMAL_SECONDS:
            return f"{since:.0f} s"
        time.sleep(2)
    return f"more than {MOST_SECONDS} s"


async def ask_once(browser: Browser) -> None:
    """The services, or the page of the line."""
    await browser.once("/permohonan/", step="normal")
    await browser.close()


if __name__ == "__main__":
    main()
