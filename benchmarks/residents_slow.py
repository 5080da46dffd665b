"""Forms on slow lines: whether they are taken, hold up others, and whether the database waits for them."""

import asyncio
import http.client
import statistics
import threading
import time
from collections.abc import Callable
from urllib.parse import urlencode
from uuid import uuid4

from benchmarks.residents_browser import Asked, Browser
from django.db import connection

SENDERS, SECONDS, PIECES = 20, 20, 100
BYTES = 1_000_000
TAKEN = 302  # a form that was taken leads on
SECRET = "s" * 32  # of the CSRF cookie: the server takes back what a browser holds, whoever made it up
OPEN = "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%%' AND datname = %s"


def slow_lines(port: int) -> None:
    """Print how long a page takes while so many forms of 1 MB come in over 20 seconds, and without them."""
    print(f"\n{SENDERS} forms of 1 MB, each over {SECONDS} s")
    alone = asyncio.run(_pages(port, until=time.monotonic() + 5))
    statuses = list[int]()
    senders = [threading.Thread(target=_send, args=(port, n, statuses.append)) for n in range(SENDERS)]
    for one in senders:
        one.start()
    waiting, stop = list[int](), threading.Event()
    watcher = threading.Thread(target=_watch, args=(waiting.append, stop))
    watcher.start()
    meanwhile = asyncio.run(_pages(port, until=time.monotonic() + SECONDS - 3))
    stop.set()
    for one in [*senders, watcher]:
        one.join()
    print(f"page alone p50 {alone * 1000:.0f} ms, meanwhile p50 {meanwhile * 1000:.0f} ms")
    print(f"transactions that waited at once, most: {max(waiting)}")
    print(f"forms taken: {statuses.count(TAKEN)} of {SENDERS}; answers {sorted(set(statuses))}")


async def _pages(port: int, *, until: float) -> float:
    told = list[Asked]()
    browser = Browser(address="127.0.0.4", port=port, tell=told.append)
    while time.monotonic() < until:
        await browser.once("/permohonan/", step="page")
        await asyncio.sleep(0.1)
    await browser.close()
    return statistics.median(one.seconds for one in told)


def _send(port: int, number: int, tell: Callable[[int], None]) -> None:
    body = _form()
    line = http.client.HTTPConnection("127.0.0.1", port, source_address=(f"127.9.9.{number + 1}", 0))
    line.putrequest("POST", "/permohonan/mulai/")
    line.putheader("Cookie", f"csrftoken={SECRET}")
    line.putheader("Content-Type", "application/x-www-form-urlencoded")
    line.putheader("Content-Length", str(len(body)))
    line.endheaders()
    for piece in range(0, len(body), BYTES // PIECES):
        line.send(body[piece : piece + BYTES // PIECES])
        time.sleep(SECONDS / PIECES)
    tell(line.getresponse().status)
    line.close()


def _form() -> bytes:
    """The form that begins an application, filled up with what no field reads."""
    fields = {"csrfmiddlewaretoken": SECRET, "service": "ktp-hilang", "token": str(uuid4()), "rest": ""}
    begins = urlencode(fields).encode()
    return begins + b"x" * (BYTES - len(begins))


def _watch(tell: Callable[[int], None], stop: threading.Event) -> None:
    name = connection.settings_dict["NAME"]
    while not stop.wait(0.5):
        with connection.cursor() as cursor:
            cursor.execute(OPEN, [name])
            tell(int(cursor.fetchone()[0]))
    connection.close()
