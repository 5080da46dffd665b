"""What a resident may allow or refuse beside the recording itself, which is a duty by law. Pure.

Each purpose is asked for by itself. A refusal, or no answer, blocks nothing.
Source: UU 27/2022 Pasal 20 (2) a, 22, 40 (recall): consent is explicit, separate and can be withdrawn. In
force from 2022-10-17.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from rekam.enrolment import packet_shape as shape
from rekam.kernel.errors import RuleBroken

MOST = 8
_CONTACT = re.compile(r"\+?[0-9]{8,15}")


class Purpose(StrEnum):
    """What is optional."""

    COLLECTION_REMINDER = "collection_reminder"


@dataclass(frozen=True, kw_only=True)
class Consent:
    """One answer.

    version, language   of the sentence that was asked (`notices.ASKED`)
    contact             the number to write to; "" where it was refused
    at                  ISO 8601, the station's clock
    """

    purpose: Purpose
    version: str
    language: str
    granted: bool
    contact: str
    at: str


def clean_contact(told: str) -> str:
    """A telephone number of 8 to 15 digits, without what people put between.

    Raises RuleBroken("contact_malformed").
    """
    number = re.sub(r"[\s().-]", "", told)
    if not _CONTACT.fullmatch(number):
        raise RuleBroken("contact_malformed")
    return number


def consent_from(value: object) -> Consent:
    """An answer from a map that somebody else sent. Raises RuleBroken("packet_malformed")."""
    one = shape.fields(value, where="consents", kinds=_KINDS)
    for key, at_most in (("version", 32), ("language", 16), ("at", 40)):
        shape.text(one[key], where=f"consents.{key}", at_most=at_most)
    if one["purpose"] not in set(Purpose) or bool(one["contact"]) != one["granted"]:
        raise RuleBroken("packet_malformed", where="consents")
    if one["contact"] and clean_contact(one["contact"]) != one["contact"]:
        raise RuleBroken("packet_malformed", where="consents.contact")
    return Consent(**one | {"purpose": Purpose(one["purpose"])})


_KINDS: dict[str, shape.Kind] = {
    "purpose": str,
    "version": str,
    "language": str,
    "granted": bool,
    "contact": str,
    "at": str,
}
