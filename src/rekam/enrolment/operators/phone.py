"""Overruling a match by telephone: the laptop shows a question, the office reads out the answer. Pure.

The answer is a keyed hash of the question, so it needs no network; it opens one match of one recording.
"""

import hashlib
import hmac
import uuid

from rekam.kernel.letters import LETTERS, alike

QUESTION_LETTERS = 8
ANSWER_DIGITS = 8
KEY_BYTES = 32


def key_of(station: str, *, secret: bytes) -> bytes:
    """The key (32 bytes) that office and station (kid) share; `secret` never leaves the office."""
    return hmac.digest(secret, b"rekam-overruling-1\0" + station.encode(), "sha256")


def question_of(draft: uuid.UUID, *, code: str, against: str) -> str:
    """The eight letters that stand for one match of one recording."""
    told = b"\0".join((draft.bytes, code.encode(), against.encode()))
    number = int.from_bytes(hashlib.sha256(told).digest()[:8])
    return "".join(LETTERS[number >> 5 * place & 31] for place in range(QUESTION_LETTERS))


def read_question(text: str) -> str:
    """The question as somebody typed or heard it, "" where it is none."""
    plain = alike(text.replace(" ", "").replace("-", ""))
    return plain if len(plain) == QUESTION_LETTERS and set(plain) <= set(LETTERS) else ""


def answer_to(question: str, *, key: bytes) -> str:
    """The eight digits that answer a question."""
    number = int.from_bytes(hmac.digest(key, question.encode(), "sha256")[:8])
    return f"{number % 10**ANSWER_DIGITS:0{ANSWER_DIGITS}d}"


def is_answer(text: str, *, question: str, key: bytes) -> bool:
    """Whether these digits, with or without spaces, answer the question."""
    digits = "".join(text.split())
    return hmac.compare_digest(digits.encode(), answer_to(question, key=key).encode())
