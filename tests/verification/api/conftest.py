import pytest
from django.utils import timezone

from rekam.verification.api.keys import make_receipt_keys
from rekam.verification.sandbox.services import open_client
from tests.verification.api.asker import Asker


@pytest.fixture
def receipt_keys(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys of this test's own."""
    monkeypatch.setenv("REKAM_DATA", str(tmp_path))
    make_receipt_keys(at=timezone.now())


@pytest.fixture
def asker(db: None, receipt_keys: None) -> Asker:
    """A client of the sandbox that signed in."""
    one = Asker()
    one.client_id = open_client(one.jwk, at=timezone.now())
    assert one.sign_in().status_code == 200
    return one
