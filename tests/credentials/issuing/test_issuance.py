"""A phone gets its documents: from the officer's code to copies that a reader without a network believes."""

from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from django.test import Client

from rekam.credentials import claims, key_files, trust_list
from rekam.credentials.formats import base64url, claim169, mdoc_reading, sd_jwt, status_list
from rekam.credentials.formats.trust import Trust
from rekam.credentials.issuing import offering
from rekam.credentials.issuing.models import Copy, Offer, Token
from rekam.credentials.issuing.offering import Made
from rekam.credentials.issuing.ways import Seen, Way
from rekam.registry.models import Resident
from tests.credentials.wallet import Wallet


def offered(of: Resident, *, to: Resident | None = None, way: Way = Way.OFFICE, seen: Seen = Seen.KTP) -> Made:
    return offering.make_offer(
        subject=of.uuid, holder=(to or of).uuid, way=way, seen=seen, actor="rina", at=datetime.now(UTC)
    )


def activated(phone: Wallet, made: Made) -> Wallet:
    assert phone.redeem(phone.read_offer(made.link), made.number).status == 200
    return phone


def readers_trust(phone: Wallet, folder: Path) -> Trust:
    """What somebody believes who knows the root and fetched the list of keys."""
    text = phone.get("/ikd/trust").body.decode()
    return trust_list.read(text, root=key_files.root(folder), at=datetime.now(UTC))


def test_batch_issuance_of_every_document(siti: Resident, phone: Wallet, issuer: Path) -> None:
    activated(phone, offered(siti))
    for name in phone.configurations:
        assert phone.fetch(name).status == 200
    at, trust = datetime.now(UTC), readers_trust(phone, issuer)

    assert phone.configurations == ["ktp_sd_jwt", "ktp_mdoc", "ktp_qr", "kk_sd_jwt", "kk_mdoc", "umur_qr"]
    vct = frozenset({claims.KTP.vct})
    ktp = [sd_jwt.read_issued(one.text, trust=trust, kinds=vct, at=at) for one in phone.held[:10]]
    places = {one.status.index for one in ktp if one.status}
    assert len(places) == 10
    assert ktp[0].claims["nik"] == siti.nik
    assert ktp[0].claims["cara_terbit"] == "tatap_muka"
    assert ktp[0].claims["foto"].startswith("data:image/jpeg")
    assert len({bytes(str(one.claims), "utf8") for one in ktp}) == 1
    assert Copy.objects.count() == 60
    assert not Token.objects.filter(digest=phone.access).exists()
