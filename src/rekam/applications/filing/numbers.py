"""The number of an application and its code: beside each other they open it, neither alone.

Number: nine random digits and a check digit by Damm's method, in two groups, "48210 93651"; it may be read
out and written down. Code: ten letters and digits without O, I and L, made of the token in the form with
which the application was begun, so that a form that is sent twice shows the same code and no table holds it.
"""

import hmac
import re
import secrets
from hashlib import sha256
from uuid import UUID

from rekam.kernel.check_digit import check_digit, is_whole
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import installation_key
from rekam.kernel.letters import LETTERS, alike

DIGITS, CODE_LETTERS = 10, 10
_GROUPED = re.compile(r"[\s.-]+")
_ROOM = "rekam.applications"
_NOBODYS = "0" * 64


def new_number() -> str:
    """Ten digits with their check digit; one of a thousand million, so it is no key of its own."""
    digits = f"{secrets.randbelow(10 ** (DIGITS - 1)):0{DIGITS - 1}}"
    return digits + check_digit(digits)


def read_number(text: str) -> str:
    """The digits of a number that somebody typed or heard.

    Raises RuleBroken("application_number_wrong") unless there are ten with the right check digit.
    """
    digits = _GROUPED.sub("", text)
    if not re.fullmatch(rf"[0-9]{{{DIGITS}}}", digits) or not is_whole(digits):
        raise RuleBroken("application_number_wrong")
    return digits


def code_of(token: UUID) -> str:
    """The code of the application that was begun with this token: 50 bits, in two groups."""
    told = int.from_bytes(_hmac("code", token.bytes)[:8], "big")
    letters = "".join(LETTERS[told >> (5 * place) & 31] for place in range(CODE_LETTERS))
    return spaced(letters)


def clean_code(text: str) -> str:
    """A code from what somebody typed: capitals without blanks, O, I and L taken for digits."""
    return alike(_GROUPED.sub("", text).upper()[: CODE_LETTERS + 1])


def digest_of(code: str) -> str:
    """By what a code is known again: 64 hexadecimal digits, keyed by the installation's secret."""
    return _hmac("code-digest", clean_code(code).encode()).hex()


def is_code(code: str, *, digest: str) -> bool:
    """Whether a code is the one of that digest; of no digest ("") no code is, after the same time."""
    return hmac.compare_digest(digest or _NOBODYS, digest_of(code))


def spaced(text: str) -> str:
    """A number or code as people read it: two groups of five."""
    return f"{text[:5]} {text[5:]}"


def _hmac(purpose: str, told: bytes) -> bytes:
    return hmac.digest(installation_key(_ROOM, purpose=purpose), told, sha256)
