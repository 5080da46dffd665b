"""The station's own uploader against the real web server, which is killed in the middle of an upload."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import httpx
import pytest

from rekam.config.serve import web_words
from rekam.enrolment import pipeline, sync_messages
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.station.sync import ServerLink
from rekam.station.uploading import DOOR, Send
from rekam.vault.keys import server_keys
from tests.enrolment import bodies
from tests.enrolment.scene import Sending, Session, make_resident, person_of
from tests.faults.test_worker import environment

PIECE = 64 * 1024
SMALL_PIECE = 700


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def web(port: int) -> Iterator[subprocess.Popen[bytes]]:
    server = subprocess.Popen(
        [sys.executable, *web_words(host="127.0.0.1", port=port)],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        link = ServerLink(f"http://127.0.0.1:{port}")
        end = time.monotonic() + 40
        while not link.is_there():
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.2)
        link.close()
        yield server
    finally:
        os.killpg(server.pid, signal.SIGKILL)  # this group is ours alone
        server.wait()


def one_body_only(send: Send) -> Send:
    """A line that carries one body with its answer, and nothing after it."""
    carried = 0

    def sent(verb: str, path: str, *, headers: Mapping[str, str], content: bytes = b"") -> httpx.Response:
        nonlocal carried
        if carried:
            raise RuleBroken("server_unreachable")
        carried += bool(content)
        return send(verb, path, headers=headers, content=content)

    return sent


def begin(link: ServerLink, *, sent: Sending) -> None:
    """One piece arrives, and then the server is killed."""
    with (
        patch.object(link._uploads, "_send", one_body_only(link._uploads._send)),
        pytest.raises(RuleBroken, match="server_unreachable"),
    ):
        link.upload(packet=sent.id, content=sent.data)


def test_an_upload_goes_on_after_the_server_was_killed_and_ends_in_stage_two(server: Path) -> None:
    """By an empty announcement and pieces, and by an announcement with the first piece."""
    with scope(EVERYWHERE):
        people = [person_of(make_resident(nik=f"367302410190000{n}")) for n in (1, 2)]
    told_first = Session(person=people[0], records=bodies.records(1)).send()
    with_bytes = Session(person=people[1]).send()
    port = free_port()
    old = ServerLink(f"http://127.0.0.1:{port}", piece_bytes=PIECE, seconds=10)
    new = ServerLink(f"http://127.0.0.1:{port}", piece_bytes=SMALL_PIECE, seconds=10)
    both = [(old, told_first, PIECE), (new, with_bytes, SMALL_PIECE)]
    with web(port):
        assert new.is_there()
        for link, sent, _ in both:
            begin(link, sent=sent)
    for link, sent, _ in both:
        with pytest.raises(RuleBroken, match="server_unreachable"):
            link.upload(packet=sent.id, content=sent.data)

    first, second = [], []
    with web(port):
        for link, sent, piece in both:
            assert link._uploads._ask_offset(f"{DOOR}/{sent.id}", size=len(sent.data)) == piece
            link.upload(packet=sent.id, content=sent.data)
            link.upload(packet=sent.id, content=sent.data)
            first.append(link.find_receipt(sent.id, sha256=bytes.fromhex(sent.sha256)))
        pipeline.run_waiting()
        for link, sent, _ in both:
            second.append(link.find_receipt(sent.id, sha256=bytes.fromhex(sent.sha256)))
            link.close()

    keys = server_keys().receipt_public
    told = [sync_messages.open_receipt(one or b"", keys=keys) for one in (*first, *second)]
    assert [(one.stage, one.state) for one in told] == [(1, "accepted")] * 2 + [(2, "accepted")] * 2
