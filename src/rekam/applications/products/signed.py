"""The signature of a paper: what its QR says, and what a PDF carries beside its words (pure).

The QR is the address of the public check page with the paper's key, and behind the # (which browsers keep
to themselves) a COSE_Sign1 over a few facts in canonical CBOR, as base64url. A PDF carries the same text and
all facts that were drawn on it, as a keyword of its metadata; their salted digest stands in what is signed.
So a file is checked whole, and a sheet of paper by what its QR says: kind, number, day, office, initials and
year of birth.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rekam.applications.catalogue.rules import Product
from rekam.applications.products.rules import ON_PAPER
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.vault import cose

VERSION = 1
MOST_LETTERS = 1_900  # of a QR: it has to be read from paper by an old telephone
MOST_MESSAGE = 1_024  # bytes
MOST_CARRIED = 64 * 1024  # bytes that a PDF carries for its check
MARK = "rekam1:"
_MARKED = re.compile(rb"rekam1:([A-Za-z0-9_-]{20,%d})" % (MOST_CARRIED * 4 // 3))
_LETTERS = re.compile(r"[A-Za-z0-9_-]+")
_KEY = re.compile(r"[?&]kode=([0-9A-Za-z]{1,40})")
# Places in the map that is signed.
_VERSION, _KIND, _NUMBER, _ON, _OFFICE, _FACTS, _INITIALS, _BORN = range(8)


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What the office signed of a paper.

    office     area code of the office that numbers it
    initials   of whom it is about
    facts      SHA-256 of everything on it, with a salt that only the PDF has
    kid        which key signed; empty before it did
    """

    kind: Product
    number: str
    issued_on: date
    office: str
    initials: str
    birth_year: int
    facts: bytes
    kid: str = ""


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What a PDF of ours carries beside its words: the QR's text, the salt, and all facts drawn on it."""

    qr: str
    salt: bytes
    facts: Mapping[str, Any]


def digest_of(facts: Mapping[str, object], *, salt: bytes) -> bytes:
    """By what these facts are known again (32 bytes); without the salt (32 bytes) nobody guesses at them."""
    return hashlib.sha256(canonical.encode({"facts": dict(facts), "salt": salt})).digest()


def sign(stated: Stated, *, seed: bytes) -> str:
    """The signed statement in letters for a QR, by an Ed25519 seed (32 bytes)."""
    told = {
        _VERSION: VERSION,
        _KIND: stated.kind.value,
        _NUMBER: stated.number,
        _ON: stated.issued_on.isoformat(),
        _OFFICE: stated.office,
        _FACTS: stated.facts,
        _INITIALS: stated.initials,
        _BORN: stated.birth_year,
    }
    return _letters(cose.sign1(canonical.encode(told), seed=seed))


def text_of_qr(*, page: str, key: str, signature: str) -> str:
    """What stands in the QR: the check page's whole address, the paper's key, and the signature."""
    return f"{page}?kode={key}#{signature}"


def key_in(text: str) -> str:
    """The paper's key in the text of a QR; empty where there is none."""
    found = _KEY.search(text[:MOST_LETTERS])
    return found[1] if found else ""


def read(text: str, *, keys: Mapping[str, bytes]) -> Stated:
    """What the office signed, by the text of a QR or what stands in it behind the #.

    keys   public Ed25519 keys (32 bytes) by kid
    Raises RuleBroken("paper_signature_malformed" | "paper_key_unknown" | "paper_signature_wrong").
    """
    text = "".join(text.split())
    if len(text) > MOST_LETTERS:
        raise RuleBroken("paper_signature_malformed")
    message = _bytes(text.rpartition("#")[2])
    try:
        signed = cose.open1(message, keys=keys, max_bytes=MOST_MESSAGE)
        told = canonical.decode(signed.payload, max_bytes=MOST_MESSAGE)
    except RuleBroken as broken:
        raise RuleBroken(_MEANT.get(broken.code, "paper_signature_malformed")) from broken
    return _stated(told, kid=signed.kid)


_MEANT = {"cose_key_unknown": "paper_key_unknown", "cose_signature_wrong": "paper_signature_wrong"}


def carry(carried: Carried) -> str:
    """The keyword that goes into the PDF."""
    told = {"qr": carried.qr, "salt": carried.salt, "facts": dict(carried.facts)}
    return MARK + _letters(canonical.encode(told))


def find_carried(pdf: bytes) -> Carried:
    """What a PDF of ours carries; it is looked for in the bytes, and no PDF is opened for it.

    Raises RuleBroken("paper_pdf_unsigned"), also for a file that was saved anew by another program, and for
    one that carries two different ones.
    """
    found = set(_MARKED.findall(pdf))
    if len(found) != 1:
        raise RuleBroken("paper_pdf_unsigned")
    try:
        told = canonical.decode(_bytes(found.pop().decode()), max_bytes=MOST_CARRIED)
    except RuleBroken as broken:
        raise RuleBroken("paper_pdf_unsigned") from broken
    shape = {"qr": str, "salt": bytes, "facts": dict}
    if not isinstance(told, dict) or {name: type(one) for name, one in told.items()} != shape:
        raise RuleBroken("paper_pdf_unsigned")
    return Carried(**told)


def check_carried(carried: Carried, *, keys: Mapping[str, bytes]) -> Stated:
    """What the office signed, once all facts that a PDF carries are found to be those that were signed.

    Raises what `read` raises, and RuleBroken("paper_facts_altered").
    """
    stated = read(carried.qr, keys=keys)
    same = digest_of(carried.facts, salt=carried.salt) == stated.facts
    if not same or carried.facts.get("number") != stated.number:
        raise RuleBroken("paper_facts_altered")
    return stated


def _stated(told: object, *, kid: str) -> Stated:
    """Signed by us and still not of this form: made by another version, or for another purpose."""
    try:
        if not isinstance(told, dict) or set(told) != set(range(8)) or told[_VERSION] != VERSION:
            raise ValueError("another form")
        kind, number, office, initials = (told[at] for at in (_KIND, _NUMBER, _OFFICE, _INITIALS))
        if not all(isinstance(one, str) for one in (number, office, initials)):
            raise ValueError("no text")
        if type(told[_BORN]) is not int or not isinstance(told[_FACTS], bytes) or kind not in ON_PAPER:
            raise ValueError("another type")
        return Stated(
            kind=Product(kind),
            number=number,
            issued_on=date.fromisoformat(told[_ON]),
            office=office,
            initials=initials,
            birth_year=told[_BORN],
            facts=told[_FACTS],
            kid=kid,
        )
    except (ValueError, TypeError) as error:
        raise RuleBroken("paper_signature_malformed") from error


def _letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(letters: str) -> bytes:
    """Raises RuleBroken("paper_signature_malformed") for anything but the one way of writing some bytes."""
    if not _LETTERS.fullmatch(letters):
        raise RuleBroken("paper_signature_malformed")
    try:
        data = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
    except binascii.Error as error:
        raise RuleBroken("paper_signature_malformed") from error
    if _letters(data) != letters:
        raise RuleBroken("paper_signature_malformed")
    return data
