"""The officer's pages and the resident's own: who gets in, what is shown, what happens."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from rekam.accounts.entering import FACTOR
from rekam.accounts.models import Account
from rekam.accounts.residents.opening import open_resident
from rekam.accounts.rules import Role
from rekam.accounts.sessions import FRESH
from rekam.audit.models import Entry
from rekam.credentials import claims
from rekam.credentials.formats import claim169
from rekam.credentials.issuing.models import Copy, Offer, Phone, RemoteStep
from rekam.registry.models import Resident
from tests.credentials.conftest import recorded
from tests.credentials.issuing.test_issuance import activated, child_of, offered, readers_trust
from tests.credentials.wallet import Wallet
from tests.personas import officer


def entered(client: Client, account: Account, *, factor: str = "passkey") -> Client:
    client.logout()
    client.force_login(account)
    session = client.session
    session[FRESH], session[FACTOR] = datetime.now(UTC).isoformat(), factor
    session.save()
    return client


def test_an_operator_finds_a_person_and_gives_a_code(siti: Resident, client: Client, phone: Wallet) -> None:
    child = child_of(siti)
    entered(client, officer(Role.OPERATOR))
    typed = {"nik": siti.nik, "born_day": "1", "born_month": "1", "born_year": "1990"}

    assert client.post(reverse("credentials:find"), typed | {"born_year": "1991"}).status_code == 400
    found = client.post(reverse("credentials:find"), typed, follow=True)
    page = found.content.decode()
    assert (siti.nik not in page, siti.full_name in page, "data:image/jpeg" in page) == (True, True, True)
    assert child.full_name in page
    seen = Entry.objects.get(action="credentials.person_seen")
    assert set(seen.subjects) == {str(siti.uuid), str(child.uuid)}

    given = client.post(reverse("credentials:give", args=[siti.uuid]), {"subject": child.uuid, "seen": "ktp"})
    made = given.context["made"]
    apart, slip = given.content.decode().split("data-slip")
    assert (made.number in slip, "<svg" in slip, 'class="r-noprint"' in apart) == (True, False, True)
    assert Offer.objects.get().subject == child.uuid
    activated(phone, made)
    wrong = client.post(reverse("credentials:give", args=[siti.uuid]), {"subject": siti.uuid})
    assert wrong.status_code == 400


def test_a_lurah_gives_codes_in_his_village_only(siti: Resident, client: Client) -> None:
    elsewhere = recorded(number=4, area_code="36.73.01.1001")
    entered(client, officer(Role.LURAH, areas=("36.73.02.1006",)))

    assert client.get(reverse("credentials:person", args=[elsewhere.uuid])).status_code == 404
    given = client.post(reverse("credentials:give", args=[siti.uuid]), {"subject": siti.uuid, "seen": "ktp"})
    assert given.status_code == 200
    assert Offer.objects.get().way == "village"
    assert client.post(reverse("credentials:change_phone", args=[siti.uuid])).status_code == 403


def test_the_counter_suspends_lifts_and_ends(siti: Resident, client: Client, phone: Wallet) -> None:
    activated(phone, offered(siti)).fetch("ktp_sd_jwt", copies=1)
    entered(client, officer(Role.OPERATOR))
    address = reverse("credentials:change_phone", args=[siti.uuid])

    told = []
    for what in ("suspend", "lift", "end"):
        assert client.post(address, {"what": what}).status_code == 302
        told.append(Copy.objects.get().status)
    assert told == [2, 0, 1]
    assert client.post(address, {"what": "end"}).status_code == 409


def test_a_print_is_read_by_a_scanner(siti: Resident, client: Client, phone: Wallet, issuer: Path) -> None:
    cv2 = pytest.importorskip("cv2")
    np = pytest.importorskip("numpy")
    pdfium = pytest.importorskip("pypdfium2")
    entered(client, officer(Role.BACK_OFFICE))
    paper = client.post(reverse("credentials:paper", args=[siti.uuid]))
    assert paper["Content-Type"] == "application/pdf"

    with pdfium.PdfDocument(io.BytesIO(paper.content)) as document:
        image = np.array(document[0].render(scale=6).to_pil().convert("L"))
    letters, *_ = cv2.QRCodeDetectorAruco().detectAndDecode(image)
    scanned = claim169.read(letters, trust=readers_trust(phone, issuer), at=datetime.now(UTC))
    told = claims.from_qr(scanned.credential.claims)
    assert (told["nik"], told["cara_terbit"], scanned.live) == (siti.nik, "tatap_muka", False)
    assert bytes(told["foto"])[4:12] == b"ftypavif"  # type: ignore[arg-type]
    assert Copy.objects.get().form == "print"


def test_a_resident_takes_a_new_phone_with_a_passkey(siti: Resident, client: Client, phone: Wallet) -> None:
    account = open_resident(resident=siti.uuid, at=datetime.now(UTC))
    entered(client, account, factor="password and message")
    assert client.post(reverse("credentials:take")).status_code == 302
    assert not Offer.objects.exists()

    entered(client, account)
    page = client.get(reverse("credentials:own")).content.decode()
    assert siti.full_name in page
    with override_settings(REKAM_WALLET_HOST="dompet.example"):
        given = client.post(reverse("credentials:take"), {"subject": siti.uuid})
    made = given.context["made"]
    opens = urlsplit(given.context["open"])
    assert (opens.scheme, opens.netloc, opens.path) == ("http", "dompet.example", "/")
    assert opens.fragment == f"/ambil?credential_offer_uri={quote(made.address, safe='')}"
    assert given.context["open"] in given.content.decode()
    activated(phone, made).fetch("ktp_sd_jwt", copies=1)
    assert Offer.objects.get().way == "account"
    assert client.post(reverse("credentials:lost")).status_code == 302
    assert (Phone.objects.get().ended_for, Copy.objects.get().status) == ("lost", 1)


def test_an_account_that_nobody_linked_gets_nothing(issuer: Path, client: Client) -> None:
    entered(client, open_resident(resident=None, at=datetime.now(UTC)))

    assert client.get(reverse("credentials:own")).status_code == 200
    assert client.post(reverse("credentials:take")).status_code == 409
    entered(client, officer(Role.AUDITOR))
    assert client.get(reverse("credentials:find")).status_code == 403


def test_a_video_call_is_written_down_where_the_office_allows_it(
    siti: Resident, client: Client, settings: Any
) -> None:
    entered(client, officer(Role.BACK_OFFICE))
    address = reverse("credentials:remote", args=[siti.uuid])
    assert client.get(address).status_code == 409

    settings.REKAM_REMOTE_ISSUING = datetime(2026, 1, 1, tzinfo=UTC).date()
    assert client.post(address, {"step": "video"}).status_code == 302
    assert not Offer.objects.exists()
    assert "made" in client.post(address, {"step": "video", "passed": "on"}).context
    assert list(RemoteStep.objects.order_by("pk").values_list("passed", flat=True)) == [False, True]


def test_it_is_called_ikd_by_the_centre_alone(siti: Resident, client: Client, settings: Any) -> None:
    entered(client, officer(Role.OPERATOR))

    assert "IKD" not in client.get(reverse("credentials:find")).content.decode()
    settings.REKAM_CALLED_IKD = True
    assert "(IKD)" in client.get(reverse("credentials:find")).content.decode()
