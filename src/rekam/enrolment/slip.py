"""The number on a *tanda terima*: what a resident keeps of a recording, to write down or read out (pure).

Seven digits out of the packet's random id and a check digit by Damm's method, in two groups: "4821 0936".
Beside a NIK it is the second factor of a status look-up. It says nothing of the person, and station and
server make it from the id alone.
"""

import hashlib
import re
import uuid

from rekam.kernel.errors import RuleBroken

DIGITS = 8
# Quasigroup of order 10 without fixed points but zero's: each single wrong digit and each swap of two
# neighbours is found. H. M. Damm, Total anti-symmetrische Quasigruppen (Marburg 2004), p. 111.
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
_GROUPED = re.compile(r"[\s.-]+")


def slip_number(packet: uuid.UUID) -> str:
    """The number of a packet, "4821 0936"; one of ten million, so it is no key of its own."""
    told = int.from_bytes(hashlib.sha256(b"rekam-slip-1" + packet.bytes).digest()[:8], "big")
    digits = f"{told % 10 ** (DIGITS - 1):07}"
    return _in_groups(digits + _check_digit(digits))


def read_slip_number(text: str) -> str:
    """A number as `slip_number` writes it, from what somebody typed or heard.

    Raises RuleBroken("slip_number_wrong") unless it has eight digits with the right check digit.
    """
    digits = _GROUPED.sub("", text)
    if not re.fullmatch(rf"[0-9]{{{DIGITS}}}", digits) or _check_digit(digits) != "0":
        raise RuleBroken("slip_number_wrong")
    return _in_groups(digits)


def covered(nik: str) -> str:
    """A NIK on a paper that others see: "3673 0252 •••• 0004"."""
    return f"{nik[:4]} {nik[4:8]} •••• {nik[12:]}"


def _check_digit(digits: str) -> str:
    """The digit that makes the whole come out at zero."""
    reached = "0"
    for digit in digits:
        reached = _DAMM[int(reached)][int(digit)]
    return reached


def _in_groups(digits: str) -> str:
    return f"{digits[:4]} {digits[4:]}"
