"""What the program beside a printer says to the server, and what it hears (pure; docs/reference/printing.md).

Canonical CBOR; a question is signed with the computer's Ed25519 key for DOMAIN, and may be repeated until an
answer came: nothing is done twice by it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken

DOMAIN = "rekam-print-1"
VERSION = 1
MAX_QUESTION_BYTES = 2_048
MOST_RIBBON = 100_000
MAX_ORDER_BYTES = 8 * 1024 * 1024


class Say(StrEnum):
    """What a question is about."""

    HELLO = "hello"
    LOOK = "look"
    TAKE = "take"
    BEGIN = "begin"
    FINISH = "finish"
    TROUBLE = "trouble"


class Do(StrEnum):
    """What the program is to do now."""

    WAIT = "wait"
    FEED = "feed"
    CARD = "card"
    GO = "go"
    REJECT = "reject"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of one run of the program.

    condition  rules.Condition of the printer (LOOK, TROUBLE)
    ribbon     cards that the ribbon still prints, where the printer counts it, else None
    uid        what was read from the chip: of the fed blank (TAKE), of the printed card (BEGIN eject)
    card, step what BEGIN, FINISH and TROUBLE are about; b"" and "" without
    """

    computer: str
    printer: UUID
    run: UUID
    say: Say
    condition: str = ""
    ribbon: int | None = None
    uid: str = ""
    card: UUID | None = None
    step: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Order:
    """The answer; with CARD everything that is written and printed. No repr: it is a person's card.

    serial  the blank as the ledger has it
    steps   those still to do, in this order, each to be asked for before it is done
    """

    do: Do
    card: UUID | None = None
    serial: str = ""
    steps: tuple[str, ...] = ()
    front: bytes = b""
    back: bytes = b""
    chip: bytes = b""


def encode_question(question: Question) -> bytes:
    """The body of a question; sign it with `sealing.sign(..., domain=DOMAIN)`."""
    told = vars(question) | {
        "v": VERSION,
        "say": question.say.value,
        "printer": question.printer.bytes,
        "run": question.run.bytes,
        "card": question.card.bytes if question.card else b"",
    }
    return canonical.encode(told)


def decode_question(data: bytes) -> Question:
    """A question. Raises RuleBroken("print_question_malformed")."""
    told = _fields(data, kinds=QUESTION, at_most=MAX_QUESTION_BYTES)
    if told["ribbon"] is not None and not 0 <= told["ribbon"] <= MOST_RIBBON:
        raise RuleBroken("print_question_malformed")
    try:
        return Question(
            **told
            | {
                "say": Say(told["say"]),
                "printer": UUID(bytes=told["printer"]),
                "run": UUID(bytes=told["run"]),
                "card": UUID(bytes=told["card"]) if told["card"] else None,
            }
        )
    except ValueError as error:
        raise RuleBroken("print_question_malformed") from error


def encode_order(order: Order) -> bytes:
    """The body of an answer."""
    told = vars(order) | {
        "v": VERSION,
        "do": order.do.value,
        "steps": list(order.steps),
        "card": order.card.bytes if order.card else b"",
    }
    return canonical.encode(told)


def decode_order(data: bytes) -> Order:
    """An answer. Raises RuleBroken("print_question_malformed")."""
    told = _fields(data, kinds=ORDER, at_most=MAX_ORDER_BYTES)
    try:
        card = UUID(bytes=told["card"]) if told["card"] else None
        steps = tuple(str(step) for step in told["steps"])
        return Order(**told | {"do": Do(told["do"]), "card": card, "steps": steps})
    except ValueError as error:
        raise RuleBroken("print_question_malformed") from error


QUESTION: dict[str, tuple[type, ...]] = {
    "v": (int,),
    "computer": (str,),
    "printer": (bytes,),
    "run": (bytes,),
    "say": (str,),
    "condition": (str,),
    "ribbon": (int, type(None)),
    "uid": (str,),
    "card": (bytes,),
    "step": (str,),
}
ORDER: dict[str, tuple[type, ...]] = {
    "v": (int,),
    "do": (str,),
    "card": (bytes,),
    "serial": (str,),
    "steps": (list,),
    "front": (bytes,),
    "back": (bytes,),
    "chip": (bytes,),
}


def _fields(data: bytes, *, kinds: dict[str, tuple[type, ...]], at_most: int) -> dict[str, Any]:
    try:
        value = canonical.decode(data, max_bytes=at_most)
    except RuleBroken as broken:
        raise RuleBroken("print_question_malformed") from broken
    sound = (
        isinstance(value, dict)
        and set(value) == set(kinds)
        and all(type(value[name]) in kind for name, kind in kinds.items())
        and value["v"] == VERSION
    )
    if not sound:
        raise RuleBroken("print_question_malformed")
    return {name: part for name, part in value.items() if name != "v"}
