"""A key in hardware signs as a file key does; SoftHSM stands in for the hardware where it is installed."""

import importlib.util
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from rekam.credentials import hardware, key_files, trust_list
from rekam.credentials.formats import keys
from rekam.credentials.formats.trust import Purpose
from rekam.credentials.issuing import keys as issuing_keys
from rekam.credentials.presenting import reader_key
from rekam.kernel.errors import RuleBroken
from tests.credentials.world import ISSUER, NOW

MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
MODULE = next((one for one in MODULES if Path(one).exists()), None)
pytestmark = [
    pytest.mark.skipif(
        MODULE is None or shutil.which("softhsm2-util") is None, reason="needs Debian's package softhsm2"
    ),
    pytest.mark.skipif(importlib.util.find_spec("pkcs11") is None, reason="needs the package python-pkcs11"),
]


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A token of SoftHSM, named in the settings; the file of its PIN."""
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    subprocess.run(
        ["softhsm2-util", "--init-token", "--free", "--label", "rekam", "--pin", "1234", "--so-pin", "5678"],
        check=True,
        capture_output=True,
    )
    pin = tmp_path / "pin"
    pin.write_text("1234\n")
    monkeypatch.setenv("REKAM_HARDWARE_MODULE", str(MODULE))
    monkeypatch.setenv("REKAM_HARDWARE_TOKEN", "rekam")
    monkeypatch.setenv("REKAM_HARDWARE_PIN_FILE", str(pin))
    return pin


def test_the_office_s_keys_are_made_in_hardware_and_sign_there(
    token: Path, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pkcs11

    folder = tmp_path / "keys"
    pkcs11.lib(MODULE).reinitialize()  # it may have looked for tokens in another test
    key_files.make(folder, issuer=ISSUER, name="Disdukcapil Kota Serang", at=NOW)
    told = (folder / key_files.KEYS).read_text()
    assert told.count('"label"') == len(key_files.AT_WORK)
    assert "PRIVATE KEY" not in told
    settings.REKAM_CREDENTIAL_KEYS = str(folder)
    signers = {purpose: issuing_keys.signer(purpose, at=NOW) for purpose in key_files.AT_WORK}
    for signer in signers.values():
        assert keys.is_signed(b"told", signature=signer.sign(b"told"), key=signer.public)
    assert len({signer.kid for signer in signers.values()}) == len(key_files.AT_WORK)
    trust = trust_list.read(issuing_keys.trusted(), root=key_files.root(folder), at=NOW)
    reader = reader_key.signer(at=NOW)
    assert keys.is_signed(b"told", signature=reader.sign(b"told"), key=reader.public)
    assert "PRIVATE KEY" not in (folder / reader_key.FILE).read_text()
    chain = signers[Purpose.SD_JWT].chain
    assert trust.leaf_of(chain[0], purpose=Purpose.SD_JWT, at=NOW).issuers == {ISSUER}

    hardware.close()  # as after a restart; then the token is taken away
    assert signers[Purpose.QR].sign(b"told")
    hardware.close()
    monkeypatch.setenv("REKAM_HARDWARE_TOKEN", "another")
    with pytest.raises(RuleBroken) as refused:
        signers[Purpose.QR].sign(b"told")
    assert refused.value.code == "signing_key_unreadable"
    assert issuing_keys.ring().key_set(Purpose.QR, at=NOW)["keys"]
