"""A laptop is paired: a code that works once, six digits on two screens, an administrator who decides."""

import re
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.devices.pairing import messages, rules, services
from rekam.devices.pairing.messages import Answer, Invitation, PairState, Question
from rekam.devices.pairing.models import Pairing, WrongCode
from rekam.devices.queries import find_station
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.station.identity import Identity, load_identity, load_trust
from rekam.station.pairing.asking import Heard, ask, known_server, settle
from rekam.station.sync import ServerLink
from rekam.vault import sealing
from rekam.vault.keys import make_keys, server_keys
from tests.personas import officer

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
AREA = "36.73.02"
OFFICE = bytes([9]) * 32
OFFICE_PUBLIC = sealing.signing_public(OFFICE)
LAPTOP, OTHER = (
    Identity(
        seed=bytes([n]) * 32,
        public=sealing.signing_public(bytes([n]) * 32),
        kid=sealing.kid_of(sealing.signing_public(bytes([n]) * 32)),
    )
    for n in (1, 2)
)
CODE = "7K3M9QXA2FHB"


def question(laptop: Identity = LAPTOP, *, code: str = CODE) -> Question:
    return Question(code=code, public=laptop.public, nonce=bytes(16))


def answer(nonce: bytes, *, state: PairState = PairState.CONFIRMED) -> Answer:
    keys = {sealing.kid_of(OFFICE_PUBLIC): OFFICE_PUBLIC}
    return Answer(nonce=nonce, state=state, name="KSM-03", receipt_keys=keys)


# What is said


@given(random=st.binary(min_size=12, max_size=12))
def test_an_invitation_is_read_as_it_was_written_however_it_was_typed(random: bytes) -> None:
    invitation = Invitation(
        server="https://rekam.example",
        code=messages.code_from(random),
        fingerprint=messages.fingerprint_of(OFFICE_PUBLIC),
    )
    text = messages.write_invitation(invitation)
    head, server, code, rest = text.split()
    typed = f" {head.lower()}\n{server} {code.lower().replace('0', 'o').replace('1', 'l')} {rest.upper()} "

    assert messages.read_invitation(text) == messages.read_invitation(typed) == invitation


@pytest.mark.parametrize("text", ["", "REKAM1 https://a 7K3M", "REKAM2 https://a 7K3M-9QXA-2FHB x"])
def test_a_piece_of_an_invitation_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken, match="invitation_malformed"):
        messages.read_invitation(text)


def test_an_answer_of_another_server_of_another_question_or_altered_is_not_believed() -> None:
    nonce = secrets.token_bytes(16)
    data = messages.encode_answer(answer(nonce), seed=OFFICE)
    mark = messages.fingerprint_of(OFFICE_PUBLIC)
    foreign = messages.encode_answer(answer(nonce), seed=bytes([8]) * 32)

    assert messages.open_answer(data, fingerprint=mark, nonce=nonce) == (answer(nonce), OFFICE_PUBLIC)
    with pytest.raises(RuleBroken, match="server_key_differs"):
        messages.open_answer(data, fingerprint=messages.fingerprint_of(LAPTOP.public), nonce=nonce)
    with pytest.raises(RuleBroken, match="pairing_malformed"):
        messages.open_answer(data, fingerprint=mark, nonce=bytes(16))
    with pytest.raises(RuleBroken, match="document_key_unknown"):
        messages.open_answer(foreign, fingerprint=mark, nonce=nonce)
    with pytest.raises(RuleBroken, match="document_signature_wrong"):
        messages.open_answer(data.replace(b"KSM-03", b"KSM-04"), fingerprint=mark, nonce=nonce)
    with pytest.raises(RuleBroken, match="pairing_malformed"):
        messages.open_answer(b"<html>", fingerprint=mark, nonce=nonce)


def test_another_laptop_or_another_server_shows_other_digits() -> None:
    ours = messages.check_number(code=CODE, station=LAPTOP.public, server=OFFICE_PUBLIC)

    assert re.fullmatch(r"\d{3} \d{3}", ours)
    assert ours != messages.check_number(code=CODE, station=OTHER.public, server=OFFICE_PUBLIC)
    assert ours != messages.check_number(code=CODE, station=LAPTOP.public, server=LAPTOP.public)


# What is let in


@pytest.fixture
def invited() -> Pairing:
    with scope(EVERYWHERE):
        return services.invite(name="KSM-03", area_code=AREA, code=CODE, actor="aji", at=NOW)


def hear(asked: Question, *, at: datetime = NOW) -> Pairing:
    with scope(EVERYWHERE):
        return services.hear(asked, server=OFFICE_PUBLIC, at=at)


@pytest.mark.django_db
def test_a_code_is_for_one_laptop_and_for_ten_minutes(invited: Pairing) -> None:
    late = NOW + rules.STAYS + timedelta(seconds=1)
    with pytest.raises(RuleBroken, match="pairing_code_expired"):
        hear(question(), at=late)
    with pytest.raises(RuleBroken, match="pairing_code_wrong"):
        hear(question(code="7K3M9QXA2FHC"))

    asked = hear(question())
    assert hear(question(), at=late).check_number == asked.check_number
    with pytest.raises(RuleBroken, match="pairing_code_used"):
        hear(question(OTHER))
    with pytest.raises(RuleBroken, match="pairing_code_expired"):
        hear(question(), at=NOW + rules.DECIDED_WITHIN + timedelta(seconds=1))


@pytest.mark.django_db
def test_nothing_is_registered_before_the_digits_are_the_same(invited: Pairing) -> None:
    with scope(EVERYWHERE):
        with pytest.raises(RuleBroken, match="pairing_not_asked"):
            services.decide(invited.uuid, same=True, actor="aji", at=NOW)
        hear(question())
        assert find_station(LAPTOP.kid) is None
        services.decide(invited.uuid, same=False, actor="aji", at=NOW)
        assert find_station(LAPTOP.kid) is None
        with pytest.raises(RuleBroken, match="pairing_not_asked"):
            services.decide(invited.uuid, same=True, actor="aji", at=NOW)


@pytest.mark.django_db
def test_a_decision_comes_in_time_or_not_at_all(invited: Pairing) -> None:
    hear(question())
    late = NOW + rules.DECIDED_WITHIN + timedelta(seconds=1)

    with scope(EVERYWHERE), pytest.raises(RuleBroken, match="pairing_code_expired"):
        services.decide(invited.uuid, same=True, actor="aji", at=late)


# Both sides over the line


@pytest.fixture
def line(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The laptop's line leads to the office's door."""
    monkeypatch.setenv("REKAM_DATA", str(tmp_path))
    make_keys()
    client = Client()

    def post(_link: ServerLink, body: bytes, *, signature: bytes) -> bytes:
        answer = client.post(
            "/api/v1/station/pair",
            body,
            content_type="application/cbor",
            headers={"Rekam-Station-Signature": signature.hex()},
        )
        if answer.status_code != 200:
            raise RuleBroken(answer.json()["code"])
        return answer.content

    monkeypatch.setattr(ServerLink, "ask_to_pair", post)
    return client


def administrator() -> Client:
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(officer(Role.ADMINISTRATOR, areas=(AREA,), username="aji"))
    return browser


def invitation_of(browser: Client) -> tuple[Invitation, str]:
    page = browser.post("/laptop/pasang/", {"name": "KSM-03", "area": AREA}).content.decode()
    text = re.search(r"<code>([^<]+)</code>", page)
    link = re.search(r"/laptop/pasang/[0-9a-f-]{36}/", page)
    assert text
    assert link
    assert 'class="a-qr"' in page
    return messages.read_invitation(text[1]), link[0]


def test_a_laptop_is_paired_and_its_connection_checked_at_once(line: Client, tmp_path: Path) -> None:
    browser, station = administrator(), load_identity(tmp_path)
    invitation, place = invitation_of(browser)
    heard: Heard = ask(invitation, station=station)
    assert heard.answer.state is PairState.ASKED
    assert heard.number in browser.get(place).content.decode()

    browser.post(place, {"answer": "same"})
    confirmed = ask(invitation, station=station).answer
    settle(tmp_path, invitation=invitation, answer=confirmed)

    assert (confirmed.state, confirmed.name) == (PairState.CONFIRMED, "KSM-03")
    assert load_trust(tmp_path) == server_keys().receipt_public
    assert known_server(tmp_path) == "http://127.0.0.1"
    with scope(EVERYWHERE):
        found = find_station(station.kid)
    assert found
    assert found.area_code == AREA
    told = Entry.objects.filter(action__startswith="devices.").values_list("action", flat=True)
    assert set(told) == {
        *("devices.pairing.invited", "devices.pairing.asked", "devices.pairing.confirmed"),
        "devices.station.registered",
    }


def test_wrong_codes_are_counted_and_then_nobody_may_ask(line: Client) -> None:
    invitation = Invitation(
        server="https://rekam.example", code=CODE, fingerprint=messages.fingerprint_of(OFFICE_PUBLIC)
    )
    with pytest.raises(RuleBroken, match="pairing_code_wrong"):
        ask(invitation, station=LAPTOP)
    assert WrongCode.objects.count() == 1
    WrongCode.objects.bulk_create(WrongCode(at=datetime.now(UTC)) for _ in range(rules.TRIES))

    with pytest.raises(RuleBroken, match="too_many_attempts"):
        ask(invitation, station=LAPTOP)


def test_a_question_that_its_own_key_did_not_sign_is_refused(line: Client) -> None:
    body = messages.encode_question(question())
    signature = sealing.sign(body, seed=OTHER.seed, domain=messages.ASK_DOMAIN).hex()
    for told in (signature, "zz", ""):
        answer = line.post(
            "/api/v1/station/pair",
            body,
            content_type="application/cbor",
            headers={"Rekam-Station-Signature": told},
        )
        assert (answer.status_code, answer.json()["code"]) == (400, "pairing_malformed")


@pytest.mark.django_db
def test_an_office_that_is_not_the_administrators_cannot_be_chosen() -> None:
    answer = administrator().post("/laptop/pasang/", {"name": "KSM-03", "area": "36.74"})

    assert answer.status_code == 400
    with scope(EVERYWHERE):
        assert not Pairing.objects.exists()


@pytest.mark.django_db
def test_an_old_code_leads_to_a_new_one() -> None:
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    with scope(EVERYWHERE):
        invited = services.invite(name="KSM-03", area_code=AREA, code=CODE, actor="aji", at=long_ago)

    page = administrator().get(f"/laptop/pasang/{invited.uuid}/").content.decode()

    assert "sudah lewat waktunya" in page
    assert "refresh" not in page


@pytest.mark.usefixtures("db")
def test_invitations_are_let_go_in_their_time_whatever_became_of_them() -> None:
    with scope(EVERYWHERE):
        old, young = (
            services.invite(name=name, area_code=AREA, code=name, actor="adi", at=at)
            for name, at in (("KSM-03", NOW), ("KSM-04", NOW + timedelta(days=1)))
        )
        assert services.forget_invitations(before=NOW) == []
        later = NOW + timedelta(hours=1)
        assert services.forget_invitations(before=later, dry_run=True) == [str(old.uuid)]
        assert services.forget_invitations(before=later) == [str(old.uuid)]
        assert [one.uuid for one in Pairing.objects.all()] == [young.uuid]
