"""What a station takes along to a visit: people, officers, notice, keys; sealed to it and signed. Pure."""

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rekam.enrolment import notices
from rekam.enrolment import packet_shape as shape
from rekam.enrolment.capture_rules import Bounds, CaptureParameters
from rekam.enrolment.particulars import Person, person_from, person_map
from rekam.enrolment.sync_messages import VERSION, message
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing
from rekam.vault.officer_keys import Verifier

WORKLIST_DOMAIN = "rekam-worklist-1"
MAX_WORKLIST_BYTES = 32 * 1024 * 1024
MAX_PEOPLE = 20_000
MAX_PACKS = 5


@dataclass(frozen=True, kw_only=True)
class Officer:
    """An officer who may work on this visit, and how a station checks the passphrase.

    body   template (PersonTemplate.to_bytes) as it was taken before a witness, b"" where it never was
    """

    username: str
    name: str
    verifier: Verifier
    body: bytes = b""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """The legal notice that is read to everybody before the first capture."""

    version: str
    language: str
    text: str


@dataclass(frozen=True, kw_only=True)
class WorkList:
    """Everything a station takes along to a visit.

    phone_key   with which a match is overruled by telephone, b"" where the office sent none
    cards       packs of printed cards to hand over, each sealed to its officer besides (`cards.packs.parcel`)
    """

    nonce: bytes
    visit: uuid.UUID
    site: str
    expires_at: datetime.datetime
    people: tuple[Person, ...]
    officers: tuple[Officer, ...]
    notice: Notice
    parameters: CaptureParameters
    seal_kid: str
    seal_keys: Mapping[str, bytes]
    receipt_keys: Mapping[str, bytes]
    phone_key: bytes = b""
    cards: tuple[bytes, ...] = ()


def first_notice() -> Notice:
    """The notice as a work list brings it: the version in force, in Indonesian."""
    language = notices.FIRST_LANGUAGE
    return Notice(version=notices.VERSION, language=language, text=notices.NOTICES[language])


def encode_worklist(worklist: WorkList, *, station: bytes, seed: bytes) -> bytes:
    """The answer to a pull: sealed to the station's public key, signed by the server's receipt seed."""
    sealed = sealing.seal_to_signer(worklist_body(worklist), signer=station)
    return sealing.sign_document(sealed, seed=seed, domain=WORKLIST_DOMAIN)


def worklist_body(worklist: WorkList) -> bytes:
    """The canonical bytes that are sealed, as `decode_worklist` reads them.

    Bodies, the telephone's key and packs are named only where there are some: older stations know none.
    """
    cards = {"cards": list(worklist.cards)} if worklist.cards else {}
    return canonical.encode(
        cards
        | {
            "v": VERSION,
            "nonce": worklist.nonce,
            "visit": worklist.visit.bytes,
            "site": worklist.site,
            "expires_at": worklist.expires_at.astimezone(datetime.UTC).isoformat(),
            "people": [person_map(person) for person in worklist.people],
            "officers": [
                {"username": one.username, "name": one.name, **vars(one.verifier)}
                | ({"body": one.body} if one.body else {})
                for one in worklist.officers
            ],
            "notice": dict(vars(worklist.notice)),
            "parameters": _parameters_map(worklist.parameters),
            "seal_kid": worklist.seal_kid,
            "seal_keys": dict(worklist.seal_keys),
            "receipt_keys": dict(worklist.receipt_keys),
        }
        | ({"phone_key": worklist.phone_key} if worklist.phone_key else {})
    )


def open_worklist(data: bytes, *, keys: Mapping[str, bytes], seed: bytes, nonce: bytes) -> WorkList:
    """The work list that answers the pull with this nonce, opened with the station's seed.

    Raises RuleBroken("worklist_malformed" | "worklist_not_ours"), the codes of `sealing.open_document`,
    `sealing.unseal` and `canonical.decode`.
    """
    document = sealing.open_document(data, keys=keys, domain=WORKLIST_DOMAIN, max_bytes=MAX_WORKLIST_BYTES)
    worklist = decode_worklist(sealing.unseal_as_signer(document.body, seed=seed))
    if worklist.nonce != nonce:
        raise RuleBroken("worklist_not_ours")
    return worklist


def decode_worklist(body: bytes) -> WorkList:
    """A work list's unsealed bytes, as the station keeps them. Raises RuleBroken("worklist_malformed")."""
    top = message(
        body,
        code="worklist_malformed",
        kinds=_WORKLIST,
        may={"phone_key": bytes, "cards": list},
        max_bytes=MAX_WORKLIST_BYTES,
    )
    try:
        return WorkList(
            nonce=shape.exact(top["nonce"], where="nonce", length=16),
            visit=shape.identifier(top["visit"], where="visit"),
            site=top["site"],
            expires_at=_instant(top["expires_at"]),
            people=tuple(
                person_from(one) for one in shape.listed(top["people"], where="people", at_most=MAX_PEOPLE)
            ),
            officers=tuple(
                _officer(one) for one in shape.listed(top["officers"], where="officers", at_most=500)
            ),
            notice=Notice(**shape.fields(top["notice"], where="notice", kinds=_NOTICE)),
            parameters=_parameters(top["parameters"]),
            seal_kid=top["seal_kid"],
            seal_keys=_keys(top["seal_keys"], must_hold=top["seal_kid"]),
            receipt_keys=_keys(top["receipt_keys"]),
            phone_key=top.get("phone_key", b""),
            cards=_packs(top.get("cards", [])),
        )
    except (RuleBroken, ValueError) as error:
        raise RuleBroken("worklist_malformed", reason=str(error)) from error


_WORKLIST: Mapping[str, shape.Kind] = {
    "v": int,
    "nonce": bytes,
    "visit": bytes,
    "site": str,
    "expires_at": str,
    "people": list,
    "officers": list,
    "notice": dict,
    "parameters": dict,
    "seal_kid": str,
    "seal_keys": dict,
    "receipt_keys": dict,
}
_NOTICE: Mapping[str, shape.Kind] = {"version": str, "language": str, "text": str}
_BOUNDS: Mapping[str, shape.Kind] = {"good": int, "fair": int, "attempts": int}
_OFFICER: Mapping[str, shape.Kind] = {
    "username": str,
    "name": str,
    "kid": str,
    "public": bytes,
    "salt": bytes,
    "passes": int,
    "memory": int,
}


def _parameters_map(parameters: CaptureParameters) -> dict[str, object]:
    """Irises and faces are named only where they have their own bounds, which older stations do not know."""
    own = {"iris": parameters.iris, "face": parameters.face}
    named = {kind: dict(vars(bounds)) for kind, bounds in own.items() if bounds is not None}
    return {name: getattr(parameters, name) for name in _BOUNDS} | named


def _parameters(value: dict[str, Any]) -> CaptureParameters:
    own = {kind: _bounds(value[kind], where=kind) for kind in ("iris", "face") if kind in value}
    common = {name: told for name, told in value.items() if name not in own}
    fingers = _bounds(common, where="parameters")
    return CaptureParameters(**vars(fingers), iris=own.get("iris"), face=own.get("face"))


def _bounds(value: object, *, where: str) -> Bounds:
    return Bounds(**shape.fields(value, where=where, kinds=_BOUNDS))


def _packs(value: list[Any]) -> tuple[bytes, ...]:
    sealed = shape.listed(value, where="cards", at_most=MAX_PACKS)
    if not all(isinstance(one, bytes) for one in sealed):
        raise ValueError("a pack is no bytes")
    return tuple(sealed)


def _instant(told: str) -> datetime.datetime:
    at = datetime.datetime.fromisoformat(told)
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    return at


def _officer(value: object) -> Officer:
    one = shape.fields(value, where="officers", kinds=_OFFICER, may={"body": bytes})
    if sealing.kid_of(one["public"]) != one["kid"]:
        raise ValueError("an officer's kid does not fit the key")
    verifier = {key: one[key] for key in ("kid", "public", "salt", "passes", "memory")}
    named = {name: one[name] for name in ("username", "name", "body") if name in one}
    return Officer(**named, verifier=Verifier(**verifier))


def _keys(value: dict[object, object], *, must_hold: str | None = None) -> dict[str, bytes]:
    keys = {}
    for kid, public in value.items():
        if not (isinstance(kid, str) and isinstance(public, bytes) and sealing.kid_of(public) == kid):
            raise ValueError("a kid does not fit its key")
        keys[kid] = public
    if not keys or (must_hold is not None and must_hold not in keys):
        raise ValueError("a key is missing")
    return keys
