"""One server with both sets of doors, and who asks there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from rekam.abis import gallery_store
from rekam.abis.mosip import tokens as mosip
from rekam.abis.osia import tasks
from rekam.accounts.rules import Role
from rekam.kernel.database import EVERYWHERE, scope
from tests.abis.osia.test_door import CALLBACK, NOON, PRIVATE, token, wait_as_it_is
from tests.enrolment.scene import furnish
from tests.fuzz.askers import Asking, Prove, nobody, partner, signed_in
from tests.personas import officer
from tests.verification.api.asker import Asker
from tests.verification.api.conftest import receipt_keys

__all__ = ["receipt_keys"]


@pytest.fixture
def osia(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """OSIA's door open, its worker in the place where a request waits for it; a token."""
    (tmp_path / "issuer.pem").write_bytes(PRIVATE.as_pem(private=False))
    monkeypatch.setenv("REKAM_OSIA_KEY_FILE", str(tmp_path / "issuer.pem"))
    monkeypatch.setenv("REKAM_OSIA_CALLBACKS", CALLBACK.partition("?")[0])
    monkeypatch.setattr(gallery_store, "gallery_folder", lambda: tmp_path / "gallery")

    def work(_seconds: float) -> None:
        tasks.do_next(clock=lambda: NOON)

    monkeypatch.setattr(tasks, "wait", lambda task: wait_as_it_is(task, pause=work))
    return token()


@pytest.fixture
def mosips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """MOSIP's door open; what its side shows."""
    monkeypatch.setattr(mosip, "token_file", lambda: tmp_path / "token")
    return "Bearer " + mosip.make_token().read_text()


@pytest.fixture
def whom(
    own_database: str, own_vault: None, receipt_keys: None, osia: str, mosips: str, settings: Any
) -> Callable[[str], Asking]:
    """The server as a stranger, an officer, a supervisor or a known partner asks it."""
    settings.ROOT_URLCONF = "tests.fuzz.urls"
    application = WSGIHandler()

    def made(name: str) -> Asking:
        with scope(EVERYWHERE):
            return Asking(application, _prove(name, osia=osia, mosips=mosips))

    return made


def _prove(name: str, *, osia: str, mosips: str) -> Prove:
    if name == "stranger":
        return nobody
    if name == "partner":
        furnish()
        return partner(institution=institution(), bearers={"/osia/": osia, "/api/v1/mosip/": mosips})
    browser = Client()
    browser.force_login(officer({"officer": Role.OPERATOR, "supervisor": Role.HEAD}[name]))
    return signed_in(browser)


def institution() -> Asker:
    """A client of the sandbox that signed in."""
    from django.utils import timezone

    from rekam.verification.sandbox.services import open_client

    one = Asker()
    one.client_id = open_client(one.jwk, at=timezone.now())
    assert one.sign_in().status_code == 200
    return one
