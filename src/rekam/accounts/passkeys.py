"""Passkeys (WebAuthn): a key on the officer's device, opened by finger, face or PIN; two factors in one."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import parse_authentication_credential_json, parse_registration_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from rekam.accounts.models import Account, Passkey
from rekam.accounts.recovery import note_factors
from rekam.accounts.rules import Role
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken

MOST_PASSKEYS = 10
MOST_ANSWER_LETTERS = 20_000


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a passkey is for: the server's name, and the address as the browser sees it."""

    name: str
    origin: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the browser is asked: JSON for it, and the challenge that its answer has to hold."""

    options: str
    challenge: bytes


def ask_for_new(account: Account, *, place: Place) -> Question:
    """The question that makes a passkey; it must be findable without a name and verify its user."""
    options = generate_registration_options(
        rp_id=place.name,
        rp_name="Rekam",
        user_name=account.username,
        user_display_name=account.display_name,
        user_id=account.uuid.bytes,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_known(account),
    )
    return Question(options=options_to_json(options), challenge=options.challenge)


@transaction.atomic
def keep_new(
    account: Account, *, answer: str, challenge: bytes, place: Place, name: str, at: datetime
) -> Passkey:
    """Keep the public half of a passkey that the browser made for this very question.

    Raises RuleBroken("passkey_refused" | "too_many_passkeys").
    """
    if Passkey.objects.filter(account=account).count() >= MOST_PASSKEYS:
        raise RuleBroken("too_many_passkeys")
    try:
        made = verify_registration_response(
            credential=parse_registration_credential_json(_short(answer)),
            expected_challenge=challenge,
            expected_rp_id=place.name,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise RuleBroken("passkey_refused") from error
    if Passkey.objects.filter(credential_id=made.credential_id).exists():
        raise RuleBroken("passkey_refused")
    passkey = Passkey.objects.create(
        account=account,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        name=name,
        made_at=at,
    )
    note_factors(account)
    record("accounts.passkey_made", actor=account.username, at=at, subjects=[str(passkey.uuid)])
    return passkey


def ask_for_known(*, place: Place, account: Account | None = None) -> Question:
    """The question that a passkey answers: of one account, or of whoever holds one."""
    options = generate_authentication_options(
        rp_id=place.name,
        allow_credentials=_known(account) if account else None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Question(options=options_to_json(options), challenge=options.challenge)


@transaction.atomic
def check(*, answer: str, challenge: bytes, place: Place, at: datetime, residents: bool = False) -> Account:
    """The active account whose passkey answered this question.

    residents  whether a resident's account is looked for, which enters by a door of its own
    A counter that does not grow is a copied key. Raises RuleBroken("passkey_refused"), for whatever reason.
    """
    try:
        told = parse_authentication_credential_json(_short(answer))
        passkey = (
            Passkey.objects.select_for_update(of=("self",))
            .select_related("account")
            .get(credential_id=told.raw_id, account__is_active=True)
        )
        if (passkey.account.role == Role.RESIDENT) != residents:
            raise RuleBroken("passkey_refused")
        if told.response.user_handle not in {None, passkey.account.uuid.bytes}:
            raise RuleBroken("passkey_refused")
        verified = verify_authentication_response(
            credential=told,
            expected_challenge=challenge,
            expected_rp_id=place.name,
            expected_origin=place.origin,
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, Passkey.DoesNotExist, ValueError, KeyError, TypeError) as error:
        raise RuleBroken("passkey_refused") from error
    passkey.sign_count, passkey.used_at = verified.new_sign_count, at
    passkey.save(update_fields=["sign_count", "used_at"])
    return passkey.account


@transaction.atomic
def remove(passkey: Passkey, *, at: datetime) -> None:
    """Take a passkey away."""
    record("accounts.passkey_ended", actor=passkey.account.username, at=at, subjects=[str(passkey.uuid)])
    account = passkey.account
    passkey.delete()
    note_factors(account)


def _known(account: Account) -> list[PublicKeyCredentialDescriptor]:
    keys = Passkey.objects.filter(account=account).values_list("credential_id", flat=True)
    return [PublicKeyCredentialDescriptor(id=bytes(key)) for key in keys]


def _short(answer: str) -> str:
    if len(answer) > MOST_ANSWER_LETTERS:
        raise ValueError("no authenticator answers at such length")
    return answer
