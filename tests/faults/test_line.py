"""The station's own uploader against the real web server, which is killed in the middle of an upload."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rekam.enrolment import pipeline, sync_messages
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.station.sync import ServerLink
from rekam.vault.keys import server_keys
from tests.enrolment import bodies
from tests.enrolment.scene import Session, make_resident, person_of
from tests.faults.test_worker import environment

PIECE = 64 * 1024


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def web(port: int) -> Iterator[subprocess.Popen[bytes]]:
    words = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(
        [sys.executable, *words, "rekam.config.wsgi:application"],
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


def test_an_upload_goes_on_after_the_server_was_killed_and_ends_in_stage_two(server: Path) -> None:
    with scope(EVERYWHERE):
        person = person_of(make_resident(nik="3673024101900001"))
    sent = Session(person=person, records=bodies.records(1)).send()
    port = free_port()
    link = ServerLink(f"http://127.0.0.1:{port}", piece_bytes=PIECE, seconds=10)
    with web(port):
        offset = link._create(packet=sent.id, content=sent.data)
        assert link._patch(packet=sent.id, content=sent.data, offset=offset) == PIECE
    with pytest.raises(RuleBroken, match="server_unreachable"):
        link.upload(packet=sent.id, content=sent.data)

    with web(port):
        assert link._ask_offset(packet=sent.id, size=len(sent.data)) == PIECE
        link.upload(packet=sent.id, content=sent.data)
        link.upload(packet=sent.id, content=sent.data)
        first = link.find_receipt(sent.id, sha256=bytes.fromhex(sent.sha256))
        pipeline.run_waiting()
        second = link.find_receipt(sent.id, sha256=bytes.fromhex(sent.sha256))

    assert first
    assert second
    told = [sync_messages.open_receipt(one, keys=server_keys().receipt_public) for one in (first, second)]
    assert [(one.stage, one.state) for one in told] == [(1, "accepted"), (2, "accepted")]
    link.close()
