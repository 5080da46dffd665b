"""The doors of phones: half a key for the right PIN, five tries, and nothing for a phone that was removed."""

from http import HTTPStatus
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from rekam.credentials.formats import base64url
from rekam.credentials.issuing import phones
from rekam.credentials.wallets import services
from rekam.credentials.wallets.models import Wallet
from rekam.credentials.wallets.rules import TRIES, State, Use
from rekam.kernel.installation import office_day
from tests.credentials.wallets.phone import NEXT, RIGHT, WRONG, request

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("log_put_back")]
HOST = "http://testserver"


def ask(
    use: Use, *, proof: bytes = RIGHT, client: Client | None = None, **told: object
) -> tuple[int, dict[str, object]]:
    client, path = client or Client(), f"/api/v1/wallets/{use}"
    nonce = client.post("/api/v1/wallets/nonce").json()["nonce"]
    body = request(
        use=use,
        at=timezone.now(),
        audience=f"{HOST}{path}",
        nonce=nonce,
        proof=base64url.encode(proof),
        **told,
    )
    answer = client.post(path, body, content_type="application/jwt")
    return answer.status_code, answer.json()


def test_a_phone_gets_the_same_half_for_its_pin_and_none_for_another() -> None:
    status, begun = ask(Use.BEGIN)
    assert status == HTTPStatus.CREATED
    assert len(base64url.decode(str(begun["half"]))) == 32
    assert ask(Use.BEGIN)[1]["code"] == "wallet_known"

    assert ask(Use.OPEN) == (HTTPStatus.OK, begun)
    assert ask(Use.OPEN, proof=WRONG) == (
        HTTPStatus.FORBIDDEN,
        {"code": "wallet_pin_wrong", "left": TRIES - 1},
    )
    assert ask(Use.CHANGE, next=base64url.encode(NEXT)) == (HTTPStatus.OK, begun)
    assert ask(Use.OPEN)[0] == HTTPStatus.FORBIDDEN
    assert ask(Use.OPEN, proof=NEXT) == (HTTPStatus.OK, begun)
    kept = Wallet.objects.get()
    assert (kept.tries, kept.state) == (0, State.OPEN)
    assert str(begun["half"]) not in kept.half


def test_five_wrong_ones_take_the_half_away_for_ever() -> None:
    resident = uuid4()
    ask(Use.BEGIN)
    kept = Wallet.objects.get()
    services.adopt(thumbprint=bytes.fromhex(kept.thumbprint), resident=resident, at=timezone.now())
    told = [ask(Use.OPEN, proof=WRONG) for _ in range(TRIES)]

    assert [said["left"] for _, said in told] == [4, 3, 2, 1, 0]
    assert told[-1] == (HTTPStatus.LOCKED, {"code": "wallet_locked", "left": 0})
    assert ask(Use.OPEN) == (HTTPStatus.LOCKED, {"code": "wallet_locked", "left": 0})
    kept.refresh_from_db()
    assert (kept.half, kept.proof, kept.state) == ("", "", State.LOCKED)


def test_a_removed_phone_is_answered_like_one_that_never_was() -> None:
    never = ask(Use.OPEN)
    ask(Use.BEGIN)
    kept = Wallet.objects.get()
    services.remove(thumbprint=bytes.fromhex(kept.thumbprint), actor="resident", at=timezone.now())

    assert ask(Use.OPEN) == never
    assert never[0] == HTTPStatus.GONE
    assert services.forget_unused(before=timezone.now(), dry_run=False) == [str(kept.uuid)]
    assert not Wallet.objects.exists()


def test_the_old_phone_is_told_that_another_took_its_place_and_when() -> None:
    ask(Use.BEGIN)
    kept, holder, at = Wallet.objects.get(), uuid4(), timezone.now()
    phones.take_phone(holder, key=kept.thumbprint, at=at)
    phones.take_phone(holder, key="ab" * 32, at=at)

    told = (HTTPStatus.GONE, {"code": "wallet_moved", "moved_on": office_day(at).isoformat()})
    assert ask(Use.OPEN) == told
    assert ask(Use.OPEN, proof=WRONG) == told


def test_a_request_larger_than_any_and_too_many_phones_of_one_address_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer = Client().post("/api/v1/wallets/open", "x" * 5000, content_type="application/jwt")
    assert (answer.status_code, answer.json()["code"]) == (400, "wallet_request_wrong")
    monkeypatch.setattr("rekam.credentials.wallets.rules.BEGUN", 0)
    assert ask(Use.BEGIN)[0] == HTTPStatus.TOO_MANY_REQUESTS


def test_phones_behind_our_own_proxy_are_counted_by_their_own_addresses(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """A flood from one of them leaves the others their turn."""
    settings.BEHIND_TLS = True
    told: list[str] = []
    monkeypatch.setattr(services, "begin", lambda _asked, *, asker, at: told.append(asker) or "half")  # noqa: ARG005
    for address in ("10.1.1.1", "10.2.2.2"):
        ask(Use.BEGIN, client=Client(HTTP_X_FORWARDED_FOR=f"1.2.3.4, {address}", REMOTE_ADDR="127.0.0.1"))
    assert told == ["10.1.1.1", "10.2.2.2"]
