"""The examples of docs/examples/bank are run as a bank runs them, against a server on this machine."""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connections

from rekam.credentials.formats import keys
from rekam.verification.api import command, receipts
from rekam.verification.sandbox.people import COMPARE
from tests.verification.api.asker import AUDIENCE, Asker
from tests.verification.comparing.test_samples import DRAWN

BANK = Path(__file__).resolve().parents[3] / "docs/examples/bank"


class Quiet(WSGIRequestHandler):
    def log_message(self, *_told: object) -> None:
        """Nothing."""


@pytest.fixture
def address(db: None, receipt_keys: None) -> Iterator[str]:
    """A server that sees what this test's transaction sees."""
    application = get_wsgi_application()
    shared = connections["default"]

    def served(environ: dict[str, Any], start_response: Any) -> Any:
        connections["default"] = shared
        return application(environ, start_response)

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # as Django's own test client does
    shared.inc_thread_sharing()
    with make_server("127.0.0.1", 0, served, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/api/v1/verification"
        server.shutdown()
        thread.join()
    shared.dec_thread_sharing()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def folder(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("rekam.kernel.commands.set_up", lambda: None)
    assert command.main(["sandbox", str(tmp_path / "bank"), "--address", address]) == 0
    shutil.copy(BANK / "question.json", tmp_path / "bank")
    return tmp_path / "bank"


WAYS = [
    pytest.param([sys.executable, str(BANK / "ask.py")], "question.json", id="python"),
    pytest.param([sys.executable, str(BANK / "ask.py")], "comparison.json", id="python-compares"),
    pytest.param(
        ["sh", str(BANK / "ask.sh")],
        "question.json",
        id="curl",
        marks=pytest.mark.skipif(not shutil.which("curl"), reason="curl is not on this machine"),
    ),
]


@pytest.mark.parametrize(("way", "body"), WAYS)
def test_an_example_gets_an_answer_whose_receipt_holds(way: list[str], body: str, folder: Path) -> None:
    if body == "comparison.json":
        shutil.copy(DRAWN / "contoh-satu.jpg", folder)
        subprocess.run(["sh", "-c", COMPARE], cwd=folder, check=True)
    words = [*way, "client.json", body]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False, timeout=30)

    assert done.returncode == 0, done.stderr + done.stdout
    told = json.loads(done.stdout)
    assert told["confirmed"] is True
    listed = Asker().http.get("/api/v1/verification/keys").json()
    (folder / "keys.json").write_text(json.dumps(listed))
    (folder / "answer.json").write_text(done.stdout)
    files = ["--keys", str(folder / "keys.json"), "--question", str(folder / body)]
    assert command.main(["receipt", str(folder / "answer.json"), *files]) == 0
    assert command.main(["receipt", str(folder / "answer.json"), *files, "--client", "another"]) == 1
    (folder / body).write_text("{}")
    assert command.main(["receipt", str(folder / "answer.json"), *files]) == 1
    known = {one["kid"]: keys.from_jwk(one) for one in listed["keys"]}
    assert receipts.read(told["receipt"], keys=known).sandbox
    assert json.loads((folder / "client.json").read_text())["audience"] == AUDIENCE
