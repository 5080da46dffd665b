"""What a station tells of a pack, each a packet of its own: every hand-over, and what was left. Pure.

The acts of a pack are a list that can only be added to: each has its number and the hash of the one before.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from rekam.cards.packs.rules import MOST_CARDS, Proof
from rekam.enrolment import packet_shape as shape
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken

VERSION = 1
MAX_BYTES = 32_768
SALT_BYTES = 16
FIRST = bytes(32)  # what the first act of a pack follows
NOTICE = "-"  # no notice is read at a hand-over


@dataclass(frozen=True, kw_only=True)
class Unmatched:
    """Why nothing was compared, and the two who saw it; the photograph is the packet's paper."""

    code: str
    reason: str
    witnesses: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Given:
    """One card in its holder's hands.

    score   log10 evidence of the 1:1 match, in hundredths; 0 for an exception
    tries   fingers that were laid down before
    """

    order: uuid.UUID
    serial: str
    proof: Proof
    score: int = 0
    tries: int = 0
    exception: Unmatched | None = None


@dataclass(frozen=True, kw_only=True)
class Closed:
    """The officer's count at the end: serials that are there, and serials that are not."""

    back: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Act:
    """An act of a pack.

    salt      16 random bytes, so that nobody guesses what the hash is of
    number    1, 2, 3 ... within the pack
    previous  SHA-256 of the packet of the act before; FIRST for the first
    """

    salt: bytes
    pack: uuid.UUID
    number: int
    previous: bytes
    what: Given | Closed


def encode_act(act: Act) -> bytes:
    """The canonical bytes that are sealed as a packet's particulars."""
    given = act.what if isinstance(act.what, Given) else None
    closed = act.what if isinstance(act.what, Closed) else None
    return canonical.encode(
        {
            "v": VERSION,
            "salt": act.salt,
            "pack": act.pack.bytes,
            "number": act.number,
            "previous": act.previous,
            "given": _given_map(given) if given else None,
            "closed": {key: list(told) for key, told in vars(closed).items()} if closed else None,
        }
    )


def decode_act(data: bytes) -> Act:
    """An act from bytes that somebody sent. Raises RuleBroken("packet_malformed" | "packet_version_unknown")
    and the codes of `canonical.decode`."""
    top = shape.fields(canonical.decode(data, max_bytes=MAX_BYTES), where="act", kinds=_ACT)
    if top["v"] != VERSION:
        raise RuleBroken("packet_version_unknown", version=top["v"])
    if (top["given"] is None) == (top["closed"] is None):
        raise RuleBroken("packet_malformed", where="act")
    return Act(
        salt=shape.exact(top["salt"], where="act.salt", length=SALT_BYTES),
        pack=shape.identifier(top["pack"], where="act.pack"),
        number=shape.within(top["number"], where="act.number", low=1, high=10_000),
        previous=shape.exact(top["previous"], where="act.previous", length=32),
        what=_given(top["given"]) if top["given"] is not None else _closed(top["closed"]),
    )


def _given_map(given: Given) -> dict[str, object]:
    told = given.exception
    exception = vars(told) | {"witnesses": list(told.witnesses)} if told else None
    return vars(given) | {"order": given.order.bytes, "proof": str(given.proof), "exception": exception}


def _given(value: object) -> Given:
    one = shape.fields(value, where="given", kinds=_GIVEN)
    if one["proof"] not in set(Proof) or (one["proof"] == Proof.EXCEPTION) != (one["exception"] is not None):
        raise RuleBroken("packet_malformed", where="given.proof")
    return Given(
        order=shape.identifier(one["order"], where="given.order"),
        serial=shape.text(one["serial"], where="given.serial", at_most=20),
        proof=Proof(one["proof"]),
        score=shape.within(one["score"], where="given.score", low=-100_000, high=100_000),
        tries=shape.within(one["tries"], where="given.tries", low=0, high=1_000),
        exception=_exception(one["exception"]) if one["exception"] is not None else None,
    )


def _exception(value: object) -> Unmatched:
    one = shape.fields(value, where="exception", kinds={"code": str, "reason": str, "witnesses": list})
    names = shape.listed(one["witnesses"], where="witnesses", at_most=2)
    if not all(isinstance(name, str) and len(name) <= 100 for name in names):
        raise RuleBroken("packet_malformed", where="witnesses")
    shape.text(one["reason"], where="exception.reason", at_most=200)
    return Unmatched(code=one["code"], reason=one["reason"], witnesses=tuple(names))


def _closed(value: object) -> Closed:
    one = shape.fields(value, where="closed", kinds={"back": list, "missing": list})
    for key, serials in one.items():
        shape.listed(serials, where=f"closed.{key}", at_most=MOST_CARDS)
        if not all(isinstance(serial, str) and len(serial) <= 20 for serial in serials):
            raise RuleBroken("packet_malformed", where=f"closed.{key}")
    return Closed(back=tuple(one["back"]), missing=tuple(one["missing"]))


_ACT: Mapping[str, shape.Kind] = {
    "v": int,
    "salt": bytes,
    "pack": bytes,
    "number": int,
    "previous": bytes,
    "given": (dict, None),
    "closed": (dict, None),
}
_GIVEN: Mapping[str, shape.Kind] = {
    "order": bytes,
    "serial": str,
    "proof": str,
    "score": int,
    "tries": int,
    "exception": (dict, None),
}
