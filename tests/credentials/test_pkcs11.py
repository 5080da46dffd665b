"""A key in hardware signs as a file key does; SoftHSM stands in for the hardware where it is installed."""

import importlib.util
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rekam.credentials.formats import keys
from rekam.credentials.pkcs11 import Pkcs11Signer
from rekam.kernel.errors import RuleBroken

MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
MODULE = next((one for one in MODULES if Path(one).exists()), None)
pytestmark = [
    pytest.mark.skipif(
        MODULE is None or shutil.which("softhsm2-util") is None, reason="needs Debian's package softhsm2"
    ),
    pytest.mark.skipif(importlib.util.find_spec("pkcs11") is None, reason="needs the package python-pkcs11"),
]


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    import pkcs11

    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    subprocess.run(
        ["softhsm2-util", "--init-token", "--free", "--label", "rekam", "--pin", "1234", "--so-pin", "5678"],
        check=True,
        capture_output=True,
    )
    token = pkcs11.lib(MODULE).get_token(token_label="rekam")
    with token.open(rw=True, user_pin="1234") as opened:
        yield opened


def test_a_key_that_cannot_leave_its_token_signs(session: Any) -> None:
    from pkcs11 import KeyType
    from pkcs11.util.ec import encode_named_curve_parameters

    parameters = session.create_domain_parameters(
        KeyType.EC, {_ec_params(): encode_named_curve_parameters("secp256r1")}, local=True
    )
    parameters.generate_keypair(store=True, label="sd_jwt")
    signer = Pkcs11Signer(session, label="sd_jwt")

    assert keys.is_signed(b"told", signature=signer.sign(b"told"), key=signer.public)
    assert len(signer.kid) == 11
    with pytest.raises(RuleBroken) as refused:
        Pkcs11Signer(session, label="another")
    assert refused.value.code == "signing_key_unreadable"


def _ec_params() -> Any:
    from pkcs11 import Attribute

    return Attribute.EC_PARAMS
