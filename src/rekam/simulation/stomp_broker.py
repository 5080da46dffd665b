"""A simulated broker of queues: STOMP 1.2 as far as an ABIS uses it; it can cut the line anywhere.

One machine, no log-in, no disk: for tests of what happens between a broker and us, not for use.
"""

import itertools
import socketserver
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

Headers = dict[str, str]


@dataclass(frozen=True)
class Frame:
    """One frame that somebody sent."""

    command: str
    headers: Headers
    body: bytes = b""


class Cut(Exception):
    """The line goes away here."""


@dataclass
class Queues:
    """What lies in each queue, and who listens.

    before, after  told each frame that arrives, before and after it is done; raises Cut to cut the line there
    """

    lying: dict[str, deque[bytes]] = field(default_factory=dict)
    lines: list["_Handler"] = field(default_factory=list)
    before: Callable[[Frame], None] = lambda _frame: None
    after: Callable[[Frame], None] = lambda _frame: None
    lock: threading.RLock = field(default_factory=threading.RLock)

    def put(self, name: str, body: bytes) -> None:
        """Lay a message into a queue."""
        with self.lock:
            self.lying.setdefault(name, deque()).append(body)
            self.hand_out()

    def hand_out(self) -> None:
        """Give what lies there to who listens."""
        for line in self.lines:
            for subscription, name in line.listens.items():
                while self.lying.get(name):
                    line.give(subscription, name, self.lying[name].popleft())

    def bodies(self, name: str) -> list[bytes]:
        """What lies in a queue."""
        with self.lock:
            return list(self.lying.get(name, ()))

    def unacknowledged(self) -> int:
        """How many messages somebody was given and did not acknowledge."""
        with self.lock:
            return sum(len(line.given) for line in self.lines)


class _Handler(socketserver.StreamRequestHandler):
    queues: Queues

    def setup(self) -> None:
        super().setup()
        self.listens: Headers = {}
        self.given: dict[str, tuple[str, bytes]] = {}
        self.begun: dict[str, list[Frame]] = {}
        self.numbers = itertools.count(1)

    def handle(self) -> None:
        with suppress(Cut, OSError):
            for frame in self._frames():
                self.queues.before(frame)
                with self.queues.lock:
                    self._do(frame)
                self.queues.after(frame)
                if "receipt" in frame.headers:
                    self._say("RECEIPT", {"receipt-id": frame.headers["receipt"]})

    def finish(self) -> None:
        """What was given and not acknowledged lies there again, as before."""
        with self.queues.lock, suppress(OSError):
            if self in self.queues.lines:
                self.queues.lines.remove(self)
            for name, body in reversed(self.given.values()):
                self.queues.lying[name].appendleft(body)
            self.given.clear()
            self.queues.hand_out()
        with suppress(OSError):
            super().finish()

    def give(self, subscription: str, name: str, body: bytes) -> None:
        ack = str(next(self.numbers))
        self.given[ack] = (name, body)
        told = {"ack": ack, "message-id": ack, "subscription": subscription, "destination": f"/queue/{name}"}
        with suppress(OSError):
            self._say("MESSAGE", told | {"content-length": str(len(body))}, body)

    def _do(self, frame: Frame) -> None:
        told, command = frame.headers, frame.command
        if command in {"CONNECT", "STOMP"}:
            self._say("CONNECTED", {"version": "1.2", "heart-beat": "0,0"})
        elif command == "SUBSCRIBE":
            self.listens[told["id"]] = told["destination"].removeprefix("/queue/")
            if self not in self.queues.lines:
                self.queues.lines.append(self)
            self.queues.hand_out()
        elif command == "BEGIN":
            self.begun[told["transaction"]] = []
        elif command == "COMMIT":
            for one in self.begun.pop(told["transaction"]):
                self._settle(one)
        elif "transaction" in told:
            self.begun[told["transaction"]].append(frame)
        else:
            self._settle(frame)

    def _settle(self, frame: Frame) -> None:
        if frame.command == "SEND":
            self.queues.put(frame.headers["destination"].removeprefix("/queue/"), frame.body)
        elif frame.command == "ACK":
            del self.given[frame.headers["id"]]

    def _frames(self) -> Iterator[Frame]:
        while True:
            line = self.rfile.readline()
            if not line:
                return
            command = line.strip().decode()
            if not command:  # a heart-beat
                continue
            headers: Headers = {}
            while line := self.rfile.readline().strip():
                name, _, value = line.decode().partition(":")
                headers.setdefault(name, value)
            yield Frame(command, headers, self._body(headers))

    def _body(self, headers: Headers) -> bytes:
        if "content-length" in headers:
            body = self.rfile.read(int(headers["content-length"]))
            self.rfile.read(1)
            return body
        body = b""
        while (one := self.rfile.read(1)) != b"\0":
            if not one:
                raise Cut
            body += one
        return body

    def _say(self, command: str, headers: Headers, body: bytes = b"") -> None:
        lines = "".join(f"{name}:{value}\n" for name, value in headers.items())
        self.wfile.write(f"{command}\n{lines}\n".encode() + body + b"\0")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: lines are cut here on purpose."""


@contextmanager
def running_broker(queues: Queues) -> Iterator[int]:
    """The simulated broker while it runs, at the port of this machine that this gives."""
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"queues": queues}))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
