"""Giving tokens to partners, and letting in who brings one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from django.conf import settings
from django.db import connection

from rekam.credentials.formats import jose, keys
from rekam.credentials.issuing import dpop
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import installation_key, office_day
from rekam.verification.partners.models import Partner, PartnerKey
from rekam.verification.partners.rules import ASKING
from rekam.verification.sandbox.queries import find_client
from rekam.verification.tokens import rules
from rekam.verification.tokens.rules import Access

KEPT = timedelta(minutes=10)  # longer than any assertion or proof is believed
ENDPOINT = "/token"


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who asks. `partner` is None for a client of the sandbox."""

    client_id: str
    partner: Partner | None
    keys: Sequence[EllipticCurvePublicKey]


@dataclass(frozen=True, kw_only=True)
class Proven:
    """A token and a proof that are right by themselves.

    proof  what is kept of it once it is spent
    """

    access: Access
    proof: bytes


def give(assertion: str, *, at: datetime) -> str:
    """An access token for whoever proves a partner's key.

    Raises RuleBroken("client_wrong"), the same for an unknown client and a wrong key, and
    RuleBroken("partner_not_active") to whoever proved the key of one that may not ask now.
    """
    told = rules.read(assertion)
    caller = find_caller(told.client_id, at=at)
    known = caller.keys if caller else ()
    signed = rules.check(told, known=known, audience=settings.REKAM_VERIFICATION_ADDRESS + ENDPOINT, at=at)
    check_asking(caller)
    name = rules.name_of(told.token.payload)
    if not keep_once(rules.once(use="assertion", client=told.client_id, name=name), at=at):
        raise RuleBroken("client_wrong", where="jti")
    access = Access(client_id=told.client_id, thumbprint=keys.thumbprint(signed), until=at + rules.LIFE)
    return rules.make(access, key=token_key())


def prove(*, authorization: str, proof: str | None, method: str, path: str, at: datetime) -> Proven:
    """A token and a proof by the key to which it belongs; whoever goes on spends the proof, once (`let_in`).

    path  below the API's address
    Raises RuleBroken("token_missing" | "token_wrong" | "access_token_over" | "dpop_missing" | "dpop_wrong" |
    "token_of_another_key").
    """
    token = rules.bearer(authorization)
    access = rules.find_access(token, key=token_key(), at=at)
    names: list[str] = []

    def is_used(name: str) -> bool:
        names.append(name)
        return False  # `let_in` or the short way looks

    dpop.check(
        proof,
        method=method,
        url=settings.REKAM_VERIFICATION_ADDRESS + path,
        at=at,
        is_fresh=lambda _nonce: True,  # a proof is good for a minute and for once; more would cost a trip
        is_used=is_used,
        token=token,
        thumbprint=access.thumbprint,
    )
    return Proven(access=access, proof=rules.once(use="proof", client=access.client_id, name=names[0]))


def let_in(proven: Proven, *, at: datetime) -> Caller:
    """Who proved its key: the proof is spent, and contract and key are looked at as they are now.

    Raises RuleBroken("dpop_repeated" | "token_wrong" | "partner_not_active").
    """
    if not keep_once(proven.proof, at=at):
        raise RuleBroken("dpop_repeated")
    caller = find_caller(proven.access.client_id, at=at)
    if caller is None or not rules.holds(proven.access, known=caller.keys):
        raise RuleBroken("token_wrong")
    check_asking(caller)
    return caller


def check_asking(caller: Caller | None) -> None:
    """Whether a partner's contract lets it ask now: read with each request, so a stop counts at once.

    Raises RuleBroken("partner_not_active").
    """
    if caller is not None and caller.partner is not None and caller.partner.state not in ASKING:
        raise RuleBroken("partner_not_active")


def find_caller(client_id: str, *, at: datetime) -> Caller | None:
    """The partner or the client of the sandbox with its keys of today; None where nobody is called so."""
    if rules.is_sandbox(client_id):
        known = find_client(client_id)
        return Caller(client_id=client_id, partner=None, keys=(_key(known),)) if known else None
    found = with_keys(client_id)
    if found is None:
        return None
    return caller_with(*found, at=at)


def caller_with(partner: Partner, rows: Sequence[PartnerKey], *, at: datetime) -> Caller:
    """A partner with those of its keys that hold on a day."""
    day = office_day(at)
    jwks = [row.jwk for row in rows if row.jwk and row.holds(day)]
    known = [_key(jose.to_json(one)) for one in jwks]
    return Caller(client_id=partner.client_id, partner=partner, keys=known)


def with_keys(client_id: str) -> tuple[Partner, Sequence[PartnerKey]] | None:
    """A partner and its keys by one statement, since every request asks; None where it has no key at all."""
    try:
        wanted = UUID(client_id)
    except ValueError:
        return None
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        rows = list(PartnerKey.objects.select_related("partner").filter(partner__uuid=wanted, thumbprint=""))
    return (rows[0].partner, rows) if rows else None


def keep_once(digest: bytes, *, at: datetime) -> bool:
    """Remember that this came; False where it came before. Now and then what is over is forgotten."""
    with connection.cursor() as cursor:
        if digest[0] == 0:  # one in 256
            cursor.execute("DELETE FROM verification_seen_once WHERE at < %s", [at - KEPT])
        cursor.execute(
            "INSERT INTO verification_seen_once (digest, at) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [digest, at],
        )
        return bool(cursor.rowcount == 1)


@cache
def token_key() -> bytes:
    """What signs access tokens: made of the installation's secret, for nothing else."""
    return installation_key("verification.tokens", purpose="access")


@lru_cache(maxsize=1024)
def _key(jwk: bytes) -> EllipticCurvePublicKey:
    return keys.from_jwk(jose.from_json(jwk))
