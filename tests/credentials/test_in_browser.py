"""The browser's readers refuse what Python's refuse, with the same code, and read what Python's read."""

import base64
import hashlib
import json
import random
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

import rekam.credentials
from rekam.credentials import claims
from rekam.credentials.formats import base45, base64url, cbor, claim169, keys, status_list
from rekam.kernel.errors import RuleBroken
from tests.credentials import hostile_cbor, hostile_qr, hostile_status, world
from tests.credentials.in_browser import Question, ask, blank_page, call

RECORD = json.loads((Path(rekam.credentials.__file__).parent / "vendor.json").read_text())["packages"]
STATIC = Path(rekam.credentials.__file__).parent / "static/ikd"
AT = world.NOW.timestamp()
CASES = (*hostile_qr.CASES, *hostile_status.CASES, *hostile_cbor.CASES)


class Asked(Exception):
    """A reader was called; instead of answering it says with what."""

    def __init__(self, question: Question) -> None:
        self.question = question


def test_every_hostile_case_is_refused_by_the_browser_with_the_code_of_python(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    questions = questions_of(CASES, monkeypatch)
    honest = [
        Question("qr", qr(hostile_qr.letters(hostile_qr.live()), nonce=hostile_qr.SEEN)),
        Question("qr", qr(hostile_qr.letters(hostile_qr.printed()))),
        Question("qr", qr(claim169.to_qr(world.cwt_of_ktp(bound=False)))),
        Question("qr", qr(hostile_qr.letters(hostile_qr.live(world.cwt_of_ktp())), nonce=hostile_qr.SEEN)),
        Question("qr", qr(hostile_qr.letters(hostile_qr.encrypted(hostile_qr.live())), key=bytes(32))),
        Question("status_jwt", {"text": hostile_status.token(), "uri": world.PLACE.uri, "at": AT}),
        Question("status_cwt", {"data": b64(hostile_status.cwt()), "uri": world.PLACE.uri, "at": AT}),
    ]
    altered = [Question("qr", qr(text)) for text in altered_codes(turns=100)]
    with blank_page() as page:
        answers = ask(page, [*questions, *honest, *altered])
        check_the_wallets_side(page)

    refused = [one.refused for one in answers]
    told = dict(zip((case.name for case in CASES), refused, strict=False))
    assert told == {case.name: case.code for case in CASES}
    assert refused[len(CASES) :][: len(honest)] == [None] * len(honest)
    assert [one.told for one in answers[len(CASES) :][:5]] == [True, False, False, True, True]
    for question, said in zip(altered, refused[-len(altered) :], strict=True):
        # Simple values, and lists as names in a map, are refused at once by the browser, later by Python.
        python = by_python(question.told["text"])
        assert said == python or (said == "credential_malformed" and python is not None), question


def check_the_wallets_side(page: Page) -> None:
    """A live code that the browser wraps, with a key that it cannot give away, is read by Python."""
    secret = world.private("phone").private_numbers().private_value.to_bytes(32, "big")
    told = {
        "jwk": {**keys.to_jwk(world.HOLDER.public), "d": base64url.encode(secret)},
        "issued": b64(world.cwt_of_ktp()),
        "nonce": b64(hostile_qr.SEEN),
        "at": AT,
    }
    letters = call(page, "wrap", told)

    scanned = claim169.read(letters, trust=world.trust(), at=world.NOW, nonce=hostile_qr.SEEN)
    assert scanned.live
    assert dict(scanned.credential.claims) == dict[Any, Any](claims.for_qr(world.KTP, world.FACTS))


def test_no_list_turns_a_revocation_back_not_even_within_its_second() -> None:
    """Lists are dated to the second, and an office may sign two in one."""
    suspended, revoked, both = b"\x02", b"\x01", b"\x05"
    lists = [(1, suspended), (1, revoked), (1, suspended), (1, both), (1, revoked), (1, b""), (0, both)]
    lists += [(2, b"\x00")]
    told = {"lists": [{"issued": issued, "data": b64(data)} for issued, data in lists]}
    with blank_page() as page:
        assert call(page, "follow", told) == [0, 1, 1, 3, 3, 3, 3, 7]


def questions_of(cases: Any, monkeypatch: pytest.MonkeyPatch) -> list[Question]:
    """What each case would ask of its reader in Python."""

    def instead(reader: str, told: Callable[..., dict[str, Any]]) -> Callable[..., None]:
        def asked(*args: Any, **how: Any) -> None:
            raise Asked(Question(reader, told(*args, **how)))

        return asked

    with monkeypatch.context() as patch:
        patch.setattr(claim169, "read", instead("qr", _code))
        patch.setattr(status_list, "read_jwt", instead("status_jwt", _list_in_text))
        patch.setattr(status_list, "read_cwt", instead("status_cwt", _list_in_bytes))
        patch.setattr(status_list.StatusList, "at", instead("status_at", _place))
        patch.setattr(cbor, "read", instead("cbor", lambda data: {"data": b64(data)}))
        patch.setattr(base45, "decode", instead("base45", lambda text: {"text": text}))
        return [_asked(case.shown) for case in cases]


def _asked(shown: Callable[[], object]) -> Question:
    with pytest.raises(Asked) as caught:
        shown()
    return caught.value.question


def _code(text: str, **how: Any) -> dict[str, Any]:
    return qr(text, **{name: how[name] for name in ("nonce", "live_only", "key") if name in how})


def _list_in_text(text: str, *, uri: str, at: datetime, **_: Any) -> dict[str, Any]:
    return {"text": text, "uri": uri, "at": at.timestamp()}


def _list_in_bytes(data: bytes, *, uri: str, at: datetime, **_: Any) -> dict[str, Any]:
    return {"data": b64(data), "uri": uri, "at": at.timestamp()}


def _place(told: status_list.StatusList, index: int) -> dict[str, Any]:
    return {"bits": told.bits, "data": b64(told.packed), "index": index}


def qr(
    text: str, *, nonce: bytes | None = None, live_only: bool = False, key: bytes | None = None
) -> dict[str, Any]:
    return {"text": text, "nonce": b64(nonce), "live_only": live_only, "key": b64(key), "at": AT}


def b64(data: bytes | None) -> str | None:
    return None if data is None else base64url.encode(data)


def altered_codes(*, turns: int) -> list[str]:
    """Honest codes with one to three bytes changed before they are packed, the same in each run."""
    chance = random.Random(169)
    codes = []
    for turn in range(turns):
        data = bytearray((hostile_qr.printed, hostile_qr.live)[turn % 2]())
        for _ in range(chance.randint(1, 3)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        codes.append(base45.encode(zlib.compress(bytes(data))))
    return codes


def by_python(text: str) -> str | None:
    try:
        claim169.read(text, trust=world.trust(), at=world.NOW)
    except RuleBroken as broken:
        return broken.code
    return None


@pytest.mark.parametrize("package", RECORD, ids=lambda package: str(package["name"]))
def test_what_is_vendored_is_the_package_that_was_published(package: dict[str, Any]) -> None:
    folders = {STATIC / name.split("/")[0] for name in package["files"]}
    there = {str(path.relative_to(STATIC)) for one in folders for path in one.rglob("*") if path.is_file()}

    assert len(base64.b64decode(package["integrity"].removeprefix("sha512-"))) == 64
    assert there == set(package["files"])
    for name, known in package["files"].items():
        assert hashlib.sha512((STATIC / name).read_bytes()).hexdigest() == known, name
