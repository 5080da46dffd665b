"""A phone begins, opens its store, changes its PIN, belongs to a resident, and is removed."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.credentials.wallets import halves, rules
from rekam.credentials.wallets.models import Wallet, WalletBegun
from rekam.credentials.wallets.rules import Asked, State
from rekam.kernel.errors import RuleBroken
from rekam.kernel.questions import count_question


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What came of a PIN: the half where it was right, and how many tries are left where it was wrong."""

    state: State
    half: str
    left: int


@transaction.atomic
def begin(asked: Asked, *, asker: str, at: datetime) -> str:
    """A half for a new phone, in base64url.

    asker  network address; counted, since nobody is signed in
    Raises RuleBroken("wallet_too_many" | "wallet_known").
    """
    count_question(
        WalletBegun,
        asker=asker,
        salt="credentials.wallets",
        minutes=rules.BEGUN_MINUTES,
        check=rules.check_begun,
        at=at,
    )
    half = halves.make_half(thumbprint=asked.thumbprint)
    proof = halves.digest(asked.proof, thumbprint=asked.thumbprint)
    first = {"sort": asked.sort, "proof": proof, "half": half, "made_at": at, "seen_at": at}
    _, is_new = Wallet.objects.get_or_create(thumbprint=asked.thumbprint, defaults=first)
    if not is_new:
        raise RuleBroken("wallet_known")
    return halves.open_half(half, thumbprint=asked.thumbprint)


@transaction.atomic
def open_with(asked: Asked, *, at: datetime) -> Tried:
    """The half for the right PIN; a wrong one counts, so the caller must not undo this.

    Where `asked.next` is given, that PIN counts from now on.
    Raises RuleBroken("wallet_unknown") for a phone that nobody knows or that was removed.
    """
    wallet = Wallet.objects.select_for_update().filter(thumbprint=asked.thumbprint).first()
    if wallet is None or wallet.state == State.REMOVED:
        raise RuleBroken("wallet_unknown")
    if wallet.state == State.LOCKED:
        return Tried(state=State.LOCKED, half="", left=0)
    right = hmac.compare_digest(wallet.proof, halves.digest(asked.proof, thumbprint=asked.thumbprint))
    wallet.tries, state = rules.after_try(tries=wallet.tries, right=right)
    wallet.seen_at = at
    half = halves.open_half(wallet.half, thumbprint=asked.thumbprint) if right else ""
    if right and asked.next is not None:
        wallet.proof = halves.digest(asked.next, thumbprint=asked.thumbprint)
    _set(wallet, state=state)
    if state is State.LOCKED:
        _note("credentials.wallet.locked", wallet, actor="wallet", at=at)
    return Tried(state=state, half=half, left=rules.TRIES - wallet.tries)


@transaction.atomic
def adopt(*, thumbprint: bytes, resident: UUID, at: datetime) -> None:
    """A phone got a card: from now on it stands among the resident's phones.

    thumbprint  of the key that its requests for a card are signed with (DPoP), which is the phone's own
    A phone of another programme, which keeps no half here, is nobody's concern: nothing happens.
    """
    wallet = Wallet.objects.select_for_update().filter(thumbprint=thumbprint.hex()).first()
    if wallet is None or wallet.resident == resident:
        return
    wallet.resident, wallet.seen_at = resident, at
    wallet.save(update_fields=["resident", "seen_at"])
    _note("credentials.wallet.added", wallet, actor="wallet", at=at)


@transaction.atomic
def remove(*, thumbprint: bytes, actor: str, at: datetime) -> None:
    """Take a phone's half away, so that what it holds stays shut for ever; nothing where it has none.

    The caller revokes the credentials on it: this alone does not make them worthless to a reader.
    """
    wallet = Wallet.objects.select_for_update().filter(thumbprint=thumbprint.hex()).first()
    if wallet is None or wallet.state == State.REMOVED:
        return
    _set(wallet, state=State.REMOVED)
    _note("credentials.wallet.removed", wallet, actor=actor, at=at)


def forget_unused(*, before: datetime, dry_run: bool) -> list[str]:
    """Phones that nobody used since then: their ids. What they hold stays shut."""
    rows = Wallet.objects.filter(seen_at__lt=before)
    found = [str(one) for one in rows.values_list("uuid", flat=True)]
    if not dry_run:
        rows.delete()
    return found


def _set(wallet: Wallet, *, state: State) -> None:
    wallet.state = state
    if state is not State.OPEN:
        wallet.half = wallet.proof = ""
    wallet.save(update_fields=["state", "tries", "seen_at", "half", "proof"])


def _note(act: str, wallet: Wallet, *, actor: str, at: datetime) -> None:
    subjects = [] if wallet.resident is None else [str(wallet.resident)]
    record(act, actor=actor, at=at, subjects=subjects, purpose=Purpose.OWN, wallet=str(wallet.uuid))
