"""From an officer's code to tokens, and from a token to what it is for."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.credentials.formats import base64url
from rekam.credentials.issuing import digests, documents, phones, rules
from rekam.credentials.issuing.models import Offer, Token, UsedProof
from rekam.kernel.errors import RuleBroken

ACCESS, RENEWAL = timedelta(minutes=10), documents.COPY_LIFE
TOKEN_BYTES = 32
PROOFS_KEPT = timedelta(minutes=10)  # twice and more of dpop.SPAN and of a nonce's life


@dataclass(frozen=True)
class Tokens:
    """What a wallet is given."""

    access: str
    renewal: str


@dataclass(frozen=True)
class Came:
    """What came of a code or a refresh token: tokens, or the refusal. Keep the transaction in both cases."""

    tokens: Tokens | None
    refused: str = ""


@transaction.atomic
def redeem(code: str, *, number: str | None, thumbprint: bytes, at: datetime) -> Came:
    """Tokens for a code and its number, for the phone whose key signed the request.

    A wrong number counts, so the caller must not undo it. An unknown code, one that is over and one that was
    used are told apart in the audit alone.
    """
    row = Offer.objects.select_for_update().filter(code=digests.of_code(code)).first()
    if row is None:
        return Came(None, "offer_over")
    tried = rules.redeem(
        _as_rule(row), number=number, thumbprint=thumbprint, key=digests.number_key(code), at=at
    )
    row.tries = tried.offer.tries
    row.save(update_fields=["tries"])
    if tried.refused is not None:
        _tell("credentials.code_refused", row, at=at, why=tried.refused)
        return Came(None, tried.refused)
    row.phone, row.redeemed_at = phones.take_phone(row.holder, key=thumbprint.hex(), at=at), at
    row.save(update_fields=["phone", "redeemed_at"])
    _tell("credentials.activated", row, at=at, phone=str(row.phone.uuid))
    return Came(_make(row, at=at))


@transaction.atomic
def renew(token: str, *, thumbprint: bytes, at: datetime) -> Came:
    """New tokens for a refresh token, once.

    One that comes a second time was copied: whoever has the other one loses it too.
    """
    row = Token.objects.select_for_update().filter(digest=digests.of_token(token), renews=True).first()
    if row is None or not _holds(row.offer, thumbprint=thumbprint) or at >= row.until:
        return Came(None, "token_over")
    if row.used_at is not None:
        Token.objects.filter(offer=row.offer, used_at=None).delete()
        _tell("credentials.token_repeated", row.offer, at=at)
        return Came(None, "token_over")
    row.used_at = at
    row.save(update_fields=["used_at"])
    return Came(_make(row.offer, at=at))


def offer_of(token: str, *, at: datetime) -> Offer:
    """What an access token is for. Raises RuleBroken("token_over")."""
    rows = Token.objects.select_related("offer__phone")
    row = rows.filter(digest=digests.of_token(token), renews=False, until__gt=at).first()
    if row is None or not _counts(row.offer):
        raise RuleBroken("token_over")
    return row.offer


def thumbprint_of(offer: Offer) -> bytes:
    """Of the phone's key, to which all tokens of an offer belong."""
    assert offer.phone is not None  # a token has an offer that was redeemed
    return bytes.fromhex(offer.phone.key)


def is_used(name: str, *, at: datetime) -> bool:
    """Whether a DPoP proof came before; from now on it did."""
    try:
        with transaction.atomic():
            UsedProof.objects.create(digest=digests.of_proof(name), at=at)
    except IntegrityError:
        return True
    return False


def forget_proofs(*, at: datetime) -> None:
    """Let go of proofs whose time is over anyway, and of tokens that count no more."""
    UsedProof.objects.filter(at__lt=at - PROOFS_KEPT).delete()
    Token.objects.filter(until__lt=at).delete()


def _as_rule(row: Offer) -> rules.Offer:
    return rules.Offer(
        code=bytes.fromhex(row.code),
        number=bytes.fromhex(row.number),
        made=row.made_at,
        tries=row.tries,
        thumbprint=bytes.fromhex(row.phone.key) if row.phone else None,
    )


def _counts(offer: Offer) -> bool:
    phone = offer.phone
    return phone is not None and phone.ended_at is None and phone.suspended_at is None


def _holds(offer: Offer, *, thumbprint: bytes) -> bool:
    return _counts(offer) and offer.phone is not None and offer.phone.key == thumbprint.hex()


def _make(offer: Offer, *, at: datetime) -> Tokens:
    made = []
    for renews, life in ((False, ACCESS), (True, RENEWAL)):
        text = base64url.encode(secrets.token_bytes(TOKEN_BYTES))
        Token.objects.create(offer=offer, digest=digests.of_token(text), renews=renews, until=at + life)
        made.append(text)
    return Tokens(*made)


def _tell(action: str, offer: Offer, *, at: datetime, **told: str) -> None:
    subjects = sorted({str(offer.holder), str(offer.subject)})
    record(
        action,
        actor=phones.WALLET,
        at=at,
        subjects=subjects,
        purpose=Purpose.OWN,
        case=str(offer.uuid),
        **told,
    )
