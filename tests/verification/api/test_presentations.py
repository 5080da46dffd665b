"""A card that is shown counts instead of a typed code: once, for its own NIK, and only while it is valid."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from rekam.audit.models import Entry
from rekam.credentials import key_files
from rekam.credentials.presenting import services as wallets
from rekam.credentials.presenting.models import Question
from rekam.credentials.presenting.services import Asked
from rekam.kernel.database import scope
from rekam.registry.models import Resident
from rekam.verification.comparing import samples
from rekam.verification.partners.models import Partner
from rekam.verification.presence import services
from rekam.verification.presence.models import Presence
from rekam.verification.sandbox import bodies
from tests.credentials import world
from tests.credentials.presenting.conftest import Holder, sd_jwt_token
from tests.verification.api.asker import SATU, Asker
from tests.verification.api.conftest import OFFICE
from tests.verification.api.test_partner import right

Shows = Callable[..., str]
STRONGER = ["NAMA_LGKP", "NAMA_LGKP_IBU"]


@pytest.fixture(scope="module")
def credential_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of yesterday: a status list is dated up to five minutes back."""
    folder, at = tmp_path_factory.mktemp("credential_keys"), datetime.now(UTC) - timedelta(days=1)
    key_files.make(folder, issuer="http://testserver", name="Disdukcapil Kota Serang", at=at)
    return folder


@pytest.fixture
def shows(
    bank_asks: Asker,
    siti: Resident,
    credential_keys: Path,
    own_vault: None,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Shows:
    """The bank asks, and the phone of Siti shows her KTP; the id of what was shown."""
    settings.REKAM_CREDENTIAL_KEYS = str(credential_keys)
    monkeypatch.setitem(world.FACTS, "nik", siti.nik)

    def shown(fields: list[str] = STRONGER) -> str:
        made = bank_asks.send("/presentations", {"fields": fields})
        assert (made.status_code, made.json()["state"]) == (201, "waiting")
        phone = Holder(Client(), Asked(uuid4(), "", made.json()["link"]))
        assert phone.fetch().status_code == 200
        assert phone.request["purpose"] == (
            "Bank Contoh Serang, untuk membuka rekening. Yang dicocokkan: nama lengkap, nama ibu."
        )
        assert phone.answer(sd_jwt_token(phone.show_sd_jwt(show=("nik",)))).status_code == 200
        return str(made.json()["id"])

    return shown


def ask(asker: Asker, siti: Resident, presence: str, **changed: object) -> tuple[int, str]:
    told = {**right(siti, NAMA_LGKP_IBU="Ibu"), "presence": presence, **changed}
    answer = asker.ask(told)
    return answer.status_code, answer.json().get("code") or ""


def state(asker: Asker, presence: str) -> tuple[str, str]:
    told = asker.send(f"/presentations/{presence}", method="GET").json()
    assert set(told) == {"id", "state", "reason", "ends_at"}
    return told["state"], told["reason"]


def test_a_shown_card_answers_one_question_and_no_value_is_kept(
    bank_asks: Asker, siti: Resident, shows: Shows
) -> None:
    presence = shows()
    row = Question.objects.get()
    assert row.sealed is None
    assert siti.nik not in str(row.__dict__)
    assert state(bank_asks, presence) == ("shown", "credential_valid")

    assert ask(bank_asks, siti, presence) == (200, "")
    assert ask(bank_asks, siti, presence) == (403, "presence_not_shown")
    assert state(bank_asks, presence)[0] == "used"
    used = Entry.objects.get(action="verification.presence_used")
    assert used.subjects == [str(siti.uuid)]
    wallets.forget(at=datetime.now(UTC) + timedelta(minutes=11))
    assert Question.objects.get().holder == ""


def test_a_shown_card_is_a_yes_to_one_comparison(
    bank_asks: Asker, siti: Resident, shows: Shows, monkeypatch: pytest.MonkeyPatch
) -> None:
    presence = shows()
    Presence.objects.update(fields=["WAJAH"])
    with scope(OFFICE):
        Partner.objects.update(fields=["WAJAH"])
    template = bodies.find_template(SATU["nik"])
    monkeypatch.setattr(samples, "extract", lambda *_picture: template)
    told = {"nik": siti.nik, "field": "WAJAH", "samples": ["QUJD"], "presence": presence}
    answers = [bank_asks.send("/comparisons", {**told, "reference": f"r-{n}"}) for n in range(2)]
    assert [one.status_code for one in answers] == [200, 403]
    assert answers[0].json()["matches"] == {"WAJAH": False}  # never recorded
    assert answers[1].json()["code"] == "presence_not_shown"


def test_another_nik_is_refused_and_spends_the_card(bank_asks: Asker, siti: Resident, shows: Shows) -> None:
    presence = shows()

    assert ask(bank_asks, siti, presence, nik=SATU["nik"]) == (403, "presence_not_shown")
    assert ask(bank_asks, siti, presence) == (403, "presence_not_shown")


def test_a_card_that_is_not_valid_is_refused_by_what_it_is(
    bank_asks: Asker, siti: Resident, shows: Shows
) -> None:
    presence = shows()
    for standing, code in (
        ("invalid", "credential_revoked"),
        ("suspended", "credential_suspended"),
        ("unknown", "status_too_old"),
    ):
        Question.objects.update(standing=standing, code=code)
        assert state(bank_asks, presence) == (standing, code)
        assert ask(bank_asks, siti, presence) == (403, f"presence_{standing}")
        plain = {"NAMA_LGKP": "SITI"}
        assert ask(bank_asks, siti, presence, values=plain) == (403, f"presence_{standing}")
    Question.objects.update(standing="valid", answered_at=datetime.now(UTC) - timedelta(minutes=11))
    assert state(bank_asks, presence)[0] == "over"
    assert ask(bank_asks, siti, presence) == (403, "presence_not_shown")


def test_only_its_own_partner_and_its_own_fields(bank_asks: Asker, siti: Resident, shows: Shows) -> None:
    presence = shows()
    Presence.objects.update(fields=["NAMA_LGKP"])
    assert ask(bank_asks, siti, presence) == (403, "presence_not_shown")
    Presence.objects.update(fields=STRONGER, client_id="another")
    assert ask(bank_asks, siti, presence) == (403, "presence_not_shown")
    assert bank_asks.send(f"/presentations/{presence}", method="GET").status_code == 404
    refused = bank_asks.send("/presentations", {"fields": ["NO_KK"]})
    assert (refused.status_code, refused.json()["code"]) == (403, "field_not_granted")
    assert ask(bank_asks, siti, str(uuid4())) == (403, "presence_not_shown")


def test_an_answer_that_was_not_given_gives_the_card_back(
    bank_asks: Asker, siti: Resident, shows: Shows
) -> None:
    presence = shows()
    asked = {**right(siti), "values": {"NAMA_LGKP": "SITI"}}
    assert [bank_asks.ask(asked).status_code for _ in range(3)] == [200] * 3

    assert ask(bank_asks, siti, presence) == (429, "nik_asked_too_often")
    assert state(bank_asks, presence)[0] == "shown"
    services.forget_presences(before=datetime.now(UTC) + timedelta(days=1), dry_run=False)
    assert not Presence.objects.filter(uuid=UUID(presence)).exists()


def test_in_the_sandbox_an_invented_person_has_shown_at_once(asker: Asker) -> None:
    made = asker.send("/presentations", {"fields": STRONGER}).json()

    assert (made["state"], made["link"], state(asker, made["id"])[0]) == ("shown", "", "shown")
    told = asker.ask({**SATU, "values": {"NAMA_LGKP_IBU": "Ibu Contoh"}, "presence": made["id"]}).json()
    assert told["confirmed"]
