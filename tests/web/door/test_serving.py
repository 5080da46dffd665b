"""The door on the real server: a flood hears 503, a silent line is let go, and packets come in meanwhile.

The long form, with a register and figures, is `python -m benchmarks.load`.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from rekam.config.processes import answers
from rekam.config.serve import web_words

QUESTIONS, PACKETS = "/api/v1/verification/questions", "/api/v1/packets"
FLOOD = 20
LONG = 5.0  # seconds: generous, since other work may hold up the machine


@contextmanager
def served(door: str) -> Iterator[int]:
    """The tiny door, whole or as a mutant; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    words = web_words(host="127.0.0.1", port=port, door=f"tests.web.door.tiny:{door}")
    server = subprocess.Popen([sys.executable, *words], start_new_session=True)
    try:
        assert answers(port, seconds=30)
        yield port
    finally:
        os.killpg(server.pid, signal.SIGKILL)  # its worker is a process of its own
        server.wait()


def ask(port: int, path: str, *, body: bytes = b"12345") -> tuple[int, str | None, bytes]:
    """Status, when to come again, and what came."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("POST", path, body=body)
    answer = line.getresponse()
    told = answer.status, answer.headers["Retry-After"], answer.read()
    line.close()
    return told


def flood(port: int) -> Counter[int]:
    """So many questions at once, a packet meanwhile; the questions' answers by status."""
    told: list[tuple[int, str | None, bytes]] = []
    askers = [threading.Thread(target=lambda: told.append(ask(port, QUESTIONS))) for _ in range(FLOOD)]
    for one in askers:
        one.start()
    size = 300_000
    assert ask(port, PACKETS, body=b"x" * size) == (200, None, str(size).encode())
    for one in askers:
        one.join()
    assert all(again == "1" for status, again, _ in told if status != 200)
    return Counter(status for status, _, _ in told)


def silent_seconds(port: int) -> float:
    """How long a line may stay that says it sends more and does not, while others are answered."""
    with socket.create_connection(("127.0.0.1", port), timeout=2) as line:
        begun = time.monotonic()
        line.sendall(f"POST {QUESTIONS} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n12".encode())
        assert ask(port, QUESTIONS)[0] == 200
        try:
            assert b" 408 " in line.recv(4096)
        except TimeoutError:
            return float("inf")
        return time.monotonic() - begun


def test_a_flood_is_told_to_come_again_and_a_silent_line_is_let_go() -> None:
    with served("whole") as port:
        told = flood(port)
        assert set(told) == {200, 503}
        assert told[200] >= 3  # one worked on, two that wait
        assert silent_seconds(port) < LONG
        assert flood(port)[200] >= 3  # and it is as before


def test_without_admission_everybody_waits() -> None:
    with served("without_admission") as port:
        assert set(flood(port)) == {200}


def test_without_timeouts_a_silent_line_stays() -> None:
    with served("without_timeouts") as port:
        assert silent_seconds(port) == float("inf")
