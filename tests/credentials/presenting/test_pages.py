"""The officer's desk: a code on the screen, a page that turns, and nobody else's question."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from django.test import Client, override_settings

from rekam.accounts.rules import Role
from rekam.credentials.presenting.models import Question
from rekam.credentials.presenting.services import Asked
from rekam.credentials.presenting.words import said
from rekam.kernel.database import EVERYWHERE, scope
from tests.credentials.presenting.conftest import Holder, sd_jwt_token
from tests.personas import KASEMEN, officer

AGE = {"template": "age", "purpose": "beli rokok"}


def desk(role: Role, name: str) -> Client:
    browser = Client()
    with scope(EVERYWHERE):
        browser.force_login(officer(role, areas=(KASEMEN,), username=name))
    return browser


def scanned(browser: Client, question: Question) -> Holder:
    """The phone that scans the code on that officer's screen."""
    _uuid, reference, link = browser.session["presenting"]
    return Holder(Client(), Asked(question.uuid, reference, link))


def test_an_officer_asks_and_reads_the_answer_and_nobody_else_does(issuer: Path) -> None:
    browser = desk(Role.OPERATOR, "rina")
    assert browser.post("/tunjukkan/", {"template": "age"}).status_code == 400
    opened = browser.post("/tunjukkan/", AGE)
    row = Question.objects.get()
    page = browser.get(opened["Location"]).content.decode()
    assert "<svg" in page
    assert "beli rokok" in page
    phone = scanned(browser, row)
    assert phone.request == {}
    phone.fetch()
    assert phone.request["purpose"] == "beli rokok"
    assert '<svg class="a-qr' not in browser.get(f"{opened['Location']}jawaban/").content.decode()

    assert phone.answer(sd_jwt_token(phone.show_sd_jwt())).status_code == 200

    part = browser.get(f"{opened['Location']}jawaban/").content.decode()
    assert "BERLAKU" in part
    assert "Sudah 17 tahun" in part
    told = browser.get(f"{opened['Location']}jawaban.json").json()
    assert told == {
        "state": "answered",
        "standing": "valid",
        "code": "credential_valid",
        "asked": ["age_over_17"],
    }
    Question.objects.update(answered_at=datetime(2026, 1, 1, tzinfo=UTC))
    after = browser.get(opened["Location"]).content.decode()
    assert "Isinya tidak disimpan." in after
    assert "hx-trigger" not in after

    assert desk(Role.OPERATOR, "budi").get(opened["Location"]).status_code == 404
    assert desk(Role.SCHOOL_HEAD, "kepsek").get("/tunjukkan/").status_code == 403
    assert "/tunjukkan/" not in urlsplit(Client().get("/tunjukkan/")["Location"]).path


def test_on_the_wallets_own_phone_a_link_opens_it_with_the_question(issuer: Path) -> None:
    browser = desk(Role.OPERATOR, "rina")
    with override_settings(REKAM_WALLET_HOST="dompet.example"):
        elsewhere = browser.get(browser.post("/tunjukkan/", AGE)["Location"]).content.decode()
        page = browser.get(browser.post("/tunjukkan/", AGE | {"same_phone": "on"})["Location"])
    link = re.search(r'href="http://dompet.example/#/tunjuk\?([^"]+)"', page.content.decode())

    assert "dompet.example" not in elsewhere
    assert link is not None
    _uuid, _reference, asked = browser.session["presenting"]
    assert parse_qs(link[1].replace("&amp;", "&")) == parse_qs(urlsplit(asked).query)


def test_the_desk_reads_dates_and_sexes_in_words() -> None:
    assert [str(said("tanggal_lahir", "1990-01-02")), str(said("jenis_kelamin", "P"))] == [
        "2 Januari 1990",
        "perempuan",
    ]
    assert [said("nama", "SITI"), said("age_over_17", True)] == ["SITI", True]
    assert said("tanggal_lahir", "1990") == "1990"


def test_only_the_browser_that_asked_comes_back(issuer: Path) -> None:
    browser = desk(Role.OPERATOR, "rina")
    location = browser.post("/tunjukkan/", AGE | {"same_phone": "on"})["Location"]
    phone = scanned(browser, Question.objects.get())
    phone.fetch()
    back = json.loads(phone.answer(sd_jwt_token(phone.show_sd_jwt())).content)["redirect_uri"]
    where = f"{urlsplit(back).path}?{urlsplit(back).query}"

    assert browser.get(where)["Location"] == location
    assert browser.get(f"{urlsplit(back).path}?response_code=x").status_code == 404
    assert desk(Role.OPERATOR, "budi").get(where).status_code == 404
