"""The number on a *tanda terima*: what a resident keeps of a recording, to write down or read out (pure).

Seven digits out of the packet's random id and a check digit by Damm's method, in two groups: "4821 0936".
Beside a NIK it is the second factor of a status look-up. It says nothing of the person, and station and
server make it from the id alone.
"""

import hashlib
import re
import uuid

from rekam.kernel.check_digit import check_digit, is_whole
from rekam.kernel.errors import RuleBroken

DIGITS = 8
_GROUPED = re.compile(r"[\s.-]+")


def slip_number(packet: uuid.UUID) -> str:
    """The number of a packet, "4821 0936"; one of ten million, so it is no key of its own."""
    told = int.from_bytes(hashlib.sha256(b"rekam-slip-1" + packet.bytes).digest()[:8], "big")
    digits = f"{told % 10 ** (DIGITS - 1):07}"
    return _in_groups(digits + check_digit(digits))


def read_slip_number(text: str) -> str:
    """A number as `slip_number` writes it, from what somebody typed or heard.

    Raises RuleBroken("slip_number_wrong") unless it has eight digits with the right check digit.
    """
    digits = _GROUPED.sub("", text)
    if not re.fullmatch(rf"[0-9]{{{DIGITS}}}", digits) or not is_whole(digits):
        raise RuleBroken("slip_number_wrong")
    return _in_groups(digits)


def covered(nik: str) -> str:
    """A NIK on a paper that others see: "3673 0252 •••• 0004"."""
    return f"{nik[:4]} {nik[4:8]} •••• {nik[12:]}"


def _in_groups(digits: str) -> str:
    return f"{digits[:4]} {digits[4:]}"
