"""One line to the broker, by the optional package `stomp.py`: what arrives on it, and what goes out.

The package reads in a thread of its own and hands over what it reads, so that all work is done in one thread.
"""

import itertools
import queue
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Final

from rekam.abis.mosip.queue.broker import Broker
from rekam.kernel.errors import RuleBroken

SECONDS: Final = 10.0
HEART_BEAT_MS: Final = 10_000
AT_ONCE: Final = 20
"""Messages that the broker hands over before the first of them is acknowledged."""


class LineLost(Exception):
    """The broker is not there, or not any more."""


@dataclass(frozen=True)
class Arrived:
    """A message; `ack` names it to the broker, `queue` is where it lay."""

    ack: str
    queue: str
    body: bytes


@dataclass(frozen=True)
class Receipt:
    """The broker has what was sent under this number."""

    number: str


class Line:
    """An open line. Raises LineLost wherever it turns out to be gone."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._events: queue.Queue[Arrived | Receipt | None] = queue.Queue()
        self._numbers = itertools.count(1)
        self._closed = False
        self._connection = _connection(broker)
        self._connection.set_listener("rekam", _Ears(self._events))

    def open(self) -> None:
        """Connect, and ask for both queues of messages."""
        import stomp.exception

        try:
            self._connection.connect(self._broker.user or None, self._broker.password or None, wait=False)
        except (stomp.exception.StompException, OSError) as error:
            self.close()
            raise LineLost from error
        self._wait_until_connected()
        for pair in self._broker.pairs:
            self._do(
                "subscribe",
                destination=f"/queue/{pair.questions}",
                id=pair.questions,
                ack="client-individual",
                headers={"activemq.prefetchSize": str(AT_ONCE), "prefetch-count": str(AT_ONCE)},
            )

    def next(self, *, seconds: float) -> Arrived | Receipt | None:
        """What came next; None where nothing did in that time."""
        try:
            event = self._events.get(timeout=seconds)
        except queue.Empty:
            return None
        if event is None:
            raise LineLost
        return event

    def acknowledge(self, message: Arrived) -> None:
        """The message is ours now."""
        self._do("ack", id=message.ack)

    def send(self, body: str, *, to: str) -> str:
        """Send something; the number of the receipt by which the broker will say that it has it."""
        number = f"answer-{next(self._numbers)}"
        self._do("send", destination=f"/queue/{to}", body=body, headers=self._headers({"receipt": number}))
        return number

    def answer(self, message: Arrived, body: str, *, to: str) -> None:
        """Answer and acknowledge a message: the broker does both or neither."""
        number = f"both-{next(self._numbers)}"
        self._do("begin", transaction=number)
        headers = self._headers({"transaction": number})
        self._do("send", destination=f"/queue/{to}", body=body, headers=headers)
        self._do("ack", id=message.ack, transaction=number)
        self._do("commit", transaction=number)

    def close(self) -> None:
        """Let the line go; what was not acknowledged comes again. Repeating it is safe."""
        if self._closed:
            return
        self._closed = True
        self._connection.remove_listener("rekam")
        if self._connection.is_connected():
            self._connection.transport.disconnect_socket()
        self._connection.transport.stop()

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        """A broker keeps the message on its disk; ActiveMQ takes the kind of a JMS message from a header."""
        kind = {"amq-msg-type": "text"} if self._broker.as_text else {}
        return {"persistent": "true", "content-type": "application/json"} | kind | dict(more)

    def _wait_until_connected(self) -> None:
        end = time.monotonic() + SECONDS
        while not self._connection.is_connected():
            if time.monotonic() > end or not self._events.empty():
                self.close()
                raise LineLost
            time.sleep(0.01)

    def _do(self, verb: str, **named: object) -> None:
        import stomp.exception

        try:
            getattr(self._connection, verb)(**named)
        except (stomp.exception.StompException, OSError) as error:
            raise LineLost from error


class _Ears:
    """What the package tells: method names are its own."""

    def __init__(self, events: "queue.Queue[Arrived | Receipt | None]") -> None:
        self._events = events

    def on_message(self, frame: Any) -> None:
        told = frame.headers
        body = frame.body if isinstance(frame.body, bytes) else str(frame.body).encode()
        self._events.put(Arrived(ack=told.get("ack", ""), queue=told.get("subscription", ""), body=body))

    def on_receipt(self, frame: Any) -> None:
        self._events.put(Receipt(frame.headers.get("receipt-id", "")))

    def on_error(self, _frame: Any) -> None:
        self._events.put(None)

    def on_disconnected(self) -> None:
        self._events.put(None)

    def on_heartbeat_timeout(self) -> None:
        self._events.put(None)


def check_installed() -> None:
    """Raises RuleBroken("mosip_queue_needs_stomp")."""
    if find_spec("stomp") is None:
        raise RuleBroken("mosip_queue_needs_stomp")


def _connection(broker: Broker) -> Any:
    check_installed()
    import stomp

    connection = stomp.Connection12(
        list(broker.hosts),
        prefer_localhost=False,
        try_loopback_connect=False,
        reconnect_attempts_max=1,
        timeout=SECONDS,
        heartbeats=(HEART_BEAT_MS, HEART_BEAT_MS),
        auto_decode=False,
        # ActiveMQ makes a message of bytes of what tells its length, whatever its other headers say.
        auto_content_length=not broker.as_text,
    )
    if broker.sealed:
        authority = broker.authority or None
        connection.set_ssl(list(broker.hosts), ca_certs=authority, ssl_version=ssl.PROTOCOL_TLS_CLIENT)
    return connection
