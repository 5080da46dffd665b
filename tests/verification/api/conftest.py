from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from rekam.credentials.making_keys import make_all
from rekam.verification.sandbox.services import open_client
from tests.verification.api.asker import Asker


@pytest.fixture
def receipt_keys(tmp_path: Path, settings: Any) -> None:
    """Keys of this test's own."""
    settings.REKAM_CREDENTIAL_KEYS = str(tmp_path)
    make_all(tmp_path, issuer="http://testserver", name="Disdukcapil", at=timezone.now())


@pytest.fixture
def asker(db: None, receipt_keys: None) -> Asker:
    """A client of the sandbox that signed in."""
    one = Asker()
    one.client_id = open_client(one.jwk, at=timezone.now())
    assert one.sign_in().status_code == 200
    return one
