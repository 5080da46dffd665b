"""A resident's browser for benchmarks: cookies, forms, redirects, one line kept open; nothing else."""

import asyncio
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

_COOKIE = re.compile(r"^([^=]+)=([^;]*)")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_AGAIN = re.compile(r'http-equiv="refresh" content="(\d+)"')
BOUNDARY = "rekam-benchmark"
SECONDS = 60
Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Broken(Exception):
    """A way that cannot be gone on with."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """An answer."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def waits(self) -> int | None:
        """Seconds until a page of the line asks again; None for any other page."""
        found = _AGAIN.search(self.text) if self.status == 503 else None
        return int(found[1]) if found else None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request: at which step, when it began and how long it took; status 0 = the line broke."""

    step: str
    at: float
    seconds: float
    status: int
    queued: bool


@dataclass
class Browser:
    """One resident: an address of their own on this machine's loopback."""

    address: str
    port: int
    tell: Callable[[Asked], None]
    cookies: dict[str, str] = field(default_factory=dict)
    page: str = ""
    queued: float = 0
    _line: Line | None = None

    async def get(self, path: str, *, step: str) -> Page:
        """A page; waits in line as long as it takes, as the page itself would."""
        while True:
            page = await self._ask("GET", path, step=step)
            again = page.waits
            if again is None:
                if page.status != 200:
                    raise Broken(f"{step}: {page.status}")
                return page
            begun = time.monotonic()
            await asyncio.sleep(again)
            self.queued += time.monotonic() - begun

    async def once(self, path: str, *, step: str) -> Page:
        """A page, or that of the line."""
        return await self._ask("GET", path, step=step)

    async def post(self, path: str, *, step: str, **fields: str) -> Page:
        """A form of the page that is open."""
        body = urlencode({"csrfmiddlewaretoken": self._token()} | fields).encode()
        return await self._sent(path, body, kind="application/x-www-form-urlencoded", step=step)

    async def send_file(self, path: str, *, step: str, name: str, data: bytes) -> Page:
        """A form with a file."""
        part = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name="
        body = f'{part}"csrfmiddlewaretoken"\r\n\r\n{self._token()}\r\n'.encode()
        body += f'{part}"{name}"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'.encode()
        body += data + f"\r\n--{BOUNDARY}--\r\n".encode()
        return await self._sent(path, body, kind=f"multipart/form-data; boundary={BOUNDARY}", step=step)

    async def close(self) -> None:
        """Close the browser."""
        if self._line is not None:
            self._line[1].close()
            self._line = None

    async def _sent(self, path: str, body: bytes, *, kind: str, step: str) -> Page:
        page = await self._ask("POST", path, step=step, body=body, kind=kind)
        while page.status == 503:  # the page says so: wait, then reload, which sends the form again
            await asyncio.sleep(int(page.headers["retry-after"]))
            page = await self._ask("POST", path, step=f"{step}: again", body=body, kind=kind)
        if page.status == 302:
            await self.get(page.headers["location"], step=f"{step}: next page")
        return page

    def _token(self) -> str:
        found = _TOKEN.search(self.page)
        if found is None:
            raise Broken("the page has no form")
        return found[1]

    async def _ask(self, method: str, path: str, *, step: str, body: bytes = b"", kind: str = "") -> Page:
        begun = time.monotonic()
        try:
            async with asyncio.timeout(SECONDS):
                page = await self._exchange(method, path, body=body, kind=kind)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            await self.close()
            page = Page(status=0, headers={}, text="")
        took = time.monotonic() - begun
        self.tell(Asked(step=step, at=begun, seconds=took, status=page.status, queued=page.waits is not None))
        if page.status == 200:
            self.page = page.text
        return page

    async def _exchange(self, method: str, path: str, *, body: bytes, kind: str) -> Page:
        """One answer; on a line that was kept open and closed in the meantime asked again on a new one."""
        if self._line is not None:
            try:
                return await self._through(self._line, method, path, body=body, kind=kind)
            except (OSError, asyncio.IncompleteReadError):
                await self.close()
        self._line = await asyncio.open_connection(
            "127.0.0.1", self.port, local_addr=(self.address, 0), limit=1 << 20
        )
        return await self._through(self._line, method, path, body=body, kind=kind)

    async def _through(self, line: Line, method: str, path: str, *, body: bytes, kind: str) -> Page:
        reader, writer = line
        told = {"Host": f"127.0.0.1:{self.port}", "Accept-Language": "id"}
        if self.cookies:
            told["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST":
            told |= {"Content-Type": kind, "Content-Length": str(len(body))}
        lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        writer.write(f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body)
        await writer.drain()
        return await self._read(reader)

    async def _read(self, reader: asyncio.StreamReader) -> Page:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = dict[str, str]()
        for line in head[1:-2]:
            name, _, value = line.partition(": ")
            headers[name.lower()] = value
            if name.lower() == "set-cookie" and (found := _COOKIE.match(value)):
                self.cookies[found[1]] = found[2]
        text = (await reader.readexactly(int(headers["content-length"]))).decode()
        if headers.get("connection") == "close":
            await self.close()
        return Page(status=int(head[0].split()[1]), headers=headers, text=text)
