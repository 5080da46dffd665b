"""What a contract with an institution must say, its states, and what a question costs (pure)."""

import base64
import binascii
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rekam.kernel.errors import RuleBroken
from rekam.verification.asking.rules import ANCHORS, COMPARED, PROTECTED, Code, Field


class Kind(StrEnum):
    """What an institution is; the price hangs on it."""

    BPJS = "bpjs"
    BANK = "bank"
    POLICE = "police"
    TELECOM = "telecom"
    GOVERNMENT = "government"
    OTHER = "other"


class State(StrEnum):
    """Where a contract stands. STOPPED is by the watch over its questions, SUSPENDED by a person."""

    DRAFT = "draft"
    ACTIVE = "active"
    WARNED = "warned"
    STOPPED = "stopped"
    SUSPENDED = "suspended"
    ENDED = "ended"


NEXT: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.ACTIVE, State.ENDED}),
    State.ACTIVE: frozenset({State.WARNED, State.STOPPED, State.SUSPENDED, State.ENDED}),
    State.WARNED: frozenset({State.ACTIVE, State.STOPPED, State.SUSPENDED, State.ENDED}),
    State.STOPPED: frozenset({State.ACTIVE, State.SUSPENDED, State.ENDED}),
    State.SUSPENDED: frozenset({State.ACTIVE, State.ENDED}),
    State.ENDED: frozenset(),
}
ASKING = frozenset({State.ACTIVE, State.WARNED})


def check_step(now: State, to: State) -> None:
    """Whether a contract may go from one state to another. Raises RuleBroken("partner_step")."""
    if to not in NEXT[now]:
        raise RuleBroken("partner_step", state=now, to=to)


class Way(StrEnum):
    """By what a person is asked about; each has its price."""

    NIK = "nik"
    FACE = "face"
    FINGER = "finger"


TARIFF_FROM = date(2023, 3, 28)
TELECOM_HALF_UNTIL = date(2025, 3, 28)
TARIFF: Mapping[Way, int] = {Way.NIK: 1_000, Way.FACE: 3_000, Way.FINGER: 2_000}
FREE = frozenset({Kind.BPJS, Kind.POLICE, Kind.GOVERNMENT})


def price(kind: Kind, way: Way, *, on: date) -> int:
    """What one answered question costs, in rupiah; 0 for the state's own bodies and before the tariff.

    Telecoms paid half for the first two years.
    Source: PP 10/2023. In force from 2023-03-28.
    """
    if kind in FREE or on < TARIFF_FROM:
        return 0
    half = kind is Kind.TELECOM and on < TELECOM_HALF_UNTIL
    return TARIFF[way] // 2 if half else TARIFF[way]


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a contract says.

    law            the law that lets this institution ask
    needs_consent  every question has to name the resident's consent
    monthly_quota  answered questions in a calendar month of the office, 1 to 10,000,000
    nik_quota      questions about one NIK in a day, 1 to 100
    minister_*     the Minister's approval for protected fields; "" and None without one
    sandbox        asks about made-up people only
    """

    name: str
    kind: Kind
    contract_number: str
    contract_from: date
    contract_until: date
    purpose: str
    law: str
    fields: tuple[Field, ...]
    codes: tuple[Code, ...] = ()
    needs_consent: bool = True
    monthly_quota: int = 1_000
    nik_quota: int = 3
    minister_number: str = ""
    minister_on: date | None = None
    sandbox: bool = False


MOST_A_MONTH = 10_000_000
MOST_OF_A_NIK = 100


def check_terms(terms: Terms) -> None:
    """Whether a contract may say this.

    Raises RuleBroken("contract_days" | "fields_missing" | "fields_too_thin" | "minister_missing" |
    "quota_range").
    A contract to compare bodies and nothing else needs no field of text.
    Source: UU 24/2013 Pasal 79 and 84; Permendagri 102/2019. In force from 2019-12-31.
    """
    if terms.contract_until < terms.contract_from:
        raise RuleBroken("contract_days")
    if not terms.fields:
        raise RuleBroken("fields_missing")
    if not COMPARED.issuperset(terms.fields) and ANCHORS.isdisjoint(terms.fields):
        raise RuleBroken("fields_too_thin", fields=", ".join(sorted(ANCHORS)))
    approved = terms.minister_number.strip() and terms.minister_on
    secret = PROTECTED.intersection(terms.fields)
    if secret and not approved:
        raise RuleBroken("minister_missing", fields=", ".join(sorted(secret)))
    if not (1 <= terms.monthly_quota <= MOST_A_MONTH and 1 <= terms.nik_quota <= MOST_OF_A_NIK):
        raise RuleBroken("quota_range", month=MOST_A_MONTH, nik=MOST_OF_A_NIK)


@dataclass(frozen=True, kw_only=True)
class Grant:
    """The right of access (hak akses): who gave it, its number and its days.

    Source: Permendagri 102/2019 (the Minister, or who was told to for him). In force from 2019-12-31.
    """

    giver: str
    number: str
    begins: date
    until: date


def check_grant(grant: Grant) -> None:
    """Raises RuleBroken("grant_missing" | "grant_days")."""
    if not (grant.giver.strip() and grant.number.strip()):
        raise RuleBroken("grant_missing")
    if grant.until < grant.begins:
        raise RuleBroken("grant_days")


def check_may_ask(
    *, state: State, contract: tuple[date, date], grant: tuple[date | None, date | None], on: date
) -> None:
    """Whether an institution may ask on a day.

    Raises RuleBroken("partner_not_active" | "contract_ended" | "grant_ended").
    """
    if state not in ASKING:
        raise RuleBroken("partner_not_active")
    if not contract[0] <= on <= contract[1]:
        raise RuleBroken("contract_ended")
    begins, until = grant
    if begins is None or until is None or not begins <= on <= until:
        raise RuleBroken("grant_ended")


def check_key(jwk: Mapping[str, object], *, known: Collection[str]) -> None:
    """A public key of ours to trust: ES256 only, with a `kid` that no other key of the contract has.

    Raises RuleBroken("key_private" | "key_not_es256" | "key_id").
    Source: RFC 7517, RFC 7518 3.4 and 6.2.
    """
    if "d" in jwk:
        raise RuleBroken("key_private")
    right = jwk.get("kty") == "EC" and jwk.get("crv") == "P-256" and jwk.get("alg", "ES256") == "ES256"
    if not right or not all(_is_coordinate(jwk.get(one)) for one in ("x", "y")):
        raise RuleBroken("key_not_es256")
    kid = jwk.get("kid")
    if not isinstance(kid, str) or not 1 <= len(kid) <= 100 or kid in known:
        raise RuleBroken("key_id")


def _is_coordinate(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        return len(base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)) == 32
    except (binascii.Error, ValueError):
        return False


def read_thumbprint(text: str) -> str:
    """The SHA-256 of a client certificate, 64 small hexadecimal digits; colons and spaces are dropped.

    Raises RuleBroken("thumbprint_malformed").
    """
    digits = re.sub(r"[:\s]", "", text).lower()
    if not re.fullmatch("[0-9a-f]{64}", digits):
        raise RuleBroken("thumbprint_malformed")
    return digits


def check_days(*, begins: date, until: date) -> None:
    """Days of a key or a certificate: at most two years. Raises RuleBroken("key_days")."""
    if not 0 <= (until - begins).days <= 731:
        raise RuleBroken("key_days")
