"""The way of one resident who lost the card, from the services to the figures, at a reader's pace."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date

from benchmarks.residents_browser import Asked, Broken, Browser, Page

# Seconds of reading and writing before the next click: 200 words a minute, 2 s a digit, half a minute to lay
# a paper straight and photograph it.
THINK = {
    "services": 15,
    "service": 30,
    "code": 25,
    "own": 6,
    "who": 50,
    "form": 40,
    "photograph": 30,
    "check": 20,
    "status": 12,
    "figures": 15,
}
Think = Callable[[str], Awaitable[None]]
PAPERS = ("surat-kehilangan", "kk")
TIMES = {"own": 2 + len(PAPERS), "photograph": len(PAPERS)}
WAY_SECONDS = sum(seconds * TIMES.get(what, 1) for what, seconds in THINK.items())
BORN = date(1990, 1, 1)
PEOPLE = 9_000
DAY = {"police_on_day": "20", "police_on_month": "11", "police_on_year": "2026"}


@dataclass
class Told:
    """All that was asked, and what was acknowledged."""

    asked: list[Asked] = field(default_factory=list)
    uploads: int = 0
    sent: int = 0
    queued: dict[int, float] = field(default_factory=dict)
    broken: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Where, with what, until when (loop seconds), and at which share of the thinking times."""

    port: int
    photo: bytes
    until: float
    haste: float


async def live(number: int, *, scene: Scene, told: Told, first: float) -> None:
    """One resident: comes after `first` seconds, applies, and begins anew as somebody else until the end."""
    await asyncio.sleep(first)
    for turn in range(200):
        address = f"127.{1 + turn}.{number // 250}.{1 + number % 250}"
        browser = Browser(address=address, port=scene.port, tell=told.asked.append)
        try:
            async with asyncio.timeout_at(scene.until):
                await _apply(browser, who=(number + turn * 700) % PEOPLE, scene=scene, told=told)
        except TimeoutError:
            return
        except Broken as broken:
            told.broken[str(broken)] += 1
            await asyncio.sleep(THINK["own"])
        finally:
            told.queued[number] = told.queued.get(number, 0) + browser.queued
            await browser.close()


async def _apply(browser: Browser, *, who: int, scene: Scene, told: Told) -> None:
    async def think(what: str) -> None:
        await asyncio.sleep(random.expovariate(1 / THINK[what]) * scene.haste)

    number, code = await _begin(browser, think=think)
    await browser.get("/permohonan/saya/pemohon/", step="who")
    await think("who")
    _taken(await browser.post("/permohonan/saya/pemohon/", step="who, sent", **person(who)), "who")
    await think("own")
    await browser.get("/permohonan/saya/isian/", step="form")
    await think("form")
    _taken(await browser.post("/permohonan/saya/isian/", step="form, sent", police_number="1", **DAY), "form")
    for paper in PAPERS:
        await think("own")
        await browser.get(f"/permohonan/saya/syarat/{paper}/", step="paper")
        await think("photograph")
        data = scene.photo + random.randbytes(8)
        address = f"/permohonan/saya/syarat/{paper}/"
        _taken(
            await browser.send_file(address, step="photograph, sent", name="sheet", data=data), "photograph"
        )
        told.uploads += 1
    await browser.get("/permohonan/saya/kirim/", step="check")
    await think("check")
    _taken(await browser.post("/permohonan/saya/kirim/", step="send"), "send")
    told.sent += 1
    await browser.post("/permohonan/saya/tutup/", step="close")
    await browser.get("/permohonan/cari/", step="status")
    await think("status")
    _taken(await browser.post("/permohonan/cari/", step="status, sent", number=number, code=code), "status")
    await browser.get("/permohonan/kinerja/", step="figures")
    await think("figures")


async def _begin(browser: Browser, *, think: Think) -> tuple[str, str]:
    """Number and code of a new application."""
    await browser.get("/permohonan/", step="services")
    await think("services")
    await browser.get("/permohonan/layanan/ktp-hilang/", step="service")
    await think("service")
    token = browser.page.split('name="token" value="', 1)[1].split('"', 1)[0]
    _taken(await browser.post("/permohonan/mulai/", step="begin", service="ktp-hilang", token=token), "begin")
    shown = browser.page.split('<strong class="r-nowrap">')
    await think("code")
    _taken(await browser.post("/permohonan/saya/kode/", step="code"), "code")
    await think("own")
    return shown[1].split("<")[0], shown[2].split("<")[0]


def _taken(page: Page, step: str) -> None:
    """A form that was taken answers with the next page."""
    if page.status != 302:
        raise Broken(f"{step}: {page.status}")


def person(number: int) -> dict[str, str]:
    """What the n-th invented resident says of himself."""
    return {
        "nik": f"367302410190{number:04d}",
        "kk": f"367302010120{number:04d}",
        "born_day": str(BORN.day),
        "born_month": str(BORN.month),
        "born_year": str(BORN.year),
        "for_whom": "self",
        "subject_nik": "",
        "contact": "",
    }
