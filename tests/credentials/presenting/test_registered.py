"""Services whom wallets answer: certified once, struck out at once."""

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding
from django.test import Client, override_settings

from rekam.credentials import key_files
from rekam.credentials.command import main
from rekam.credentials.presenting import reader_key, registered
from rekam.kernel.errors import RuleBroken
from tests.credentials.world import ISSUER, NOW

CLINIC = "https://klinik.example"
WALLET = "dompet.example"


def request_for(key: CertificateIssuerPrivateKeyTypes) -> bytes:
    asked = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([])).sign(key, hashes.SHA256())
    return asked.public_bytes(Encoding.PEM)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    key_files.make(tmp_path, issuer=ISSUER, name="Disdukcapil Kota Serang", at=NOW)
    return tmp_path


def test_a_service_is_certified_as_a_reader_of_its_host_and_of_nothing_else(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    der = registered.add(folder, origin=CLINIC, name="Klinik", request=request_for(key), at=NOW)
    leaf = x509.load_der_x509_certificate(der)
    leaf.verify_directly_issued_by(key_files.root(folder))

    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["klinik.example"]
    assert names.get_values_for_type(x509.UniformResourceIdentifier) == []
    uses = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(uses) == [reader_key.READER_AUTHENTICATION]
    assert leaf.public_key() == key.public_key()


@pytest.mark.parametrize("key", [ec.generate_private_key(ec.SECP384R1()), None])
def test_another_curve_and_what_is_no_request_are_refused(
    folder: Path, key: ec.EllipticCurvePrivateKey | None
) -> None:
    request = request_for(key) if key else b"-----BEGIN CERTIFICATE REQUEST-----"
    with pytest.raises(RuleBroken) as refused:
        registered.add(folder, origin=CLINIC, name="Klinik", request=request, at=NOW)

    assert refused.value.code == "service_request_wrong"
    assert registered.listed(folder) == ()


def test_wallets_may_ask_a_service_until_it_is_struck_out_which_needs_no_root(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    request = folder / "clinic.csr"
    request.write_bytes(request_for(ec.generate_private_key(ec.SECP256R1())))
    words = ["--origin", CLINIC, "--folder", str(folder)]
    assert main(["services", "add", "--name", "Klinik", "--request", str(request), *words]) == 0
    assert "BEGIN CERTIFICATE" in capsys.readouterr().out
    assert connect_src(folder).endswith(f" {CLINIC}")

    (folder / key_files.ROOT).unlink()
    assert main(["services", "add", "--name", "Klinik", "--request", str(request), *words]) == 1
    assert main(["services", "remove", *words]) == 0
    assert CLINIC not in connect_src(folder)


def test_an_expired_certificate_leaves_the_list_by_itself(folder: Path) -> None:
    request = request_for(ec.generate_private_key(ec.SECP256R1()))
    registered.add(folder, origin=CLINIC, name="Klinik", request=request, at=NOW)
    with override_settings(REKAM_CREDENTIAL_KEYS=str(folder)):
        assert [one.origin for one in registered.here(at=NOW)] == [CLINIC]
        assert registered.here(at=NOW + reader_key.LIFE + timedelta(days=1)) == ()


def connect_src(folder: Path) -> str:
    with override_settings(REKAM_WALLET_HOST=WALLET, REKAM_CREDENTIAL_KEYS=str(folder)):
        page = Client().get("/", headers={"host": WALLET})
    policy = dict(rule.split(" ", 1) for rule in page["Content-Security-Policy"].split("; "))
    return policy["connect-src"]
