"""Letting go of codes that open nothing any more, and of accounts that nobody enters."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rekam.accounts.models import Account
from rekam.accounts.residents.models import OfficeCode, ResidentTry, SentCode
from rekam.accounts.residents.opening import close_account
from rekam.accounts.rules import Kind

AT_ONCE = 2_000


@transaction.atomic
def forget_codes(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Forget codes made before that moment, and how often strangers asked; table and number of each."""
    told: list[str] = []
    for table, moment in ((SentCode, "made_at"), (OfficeCode, "made_at"), (ResidentTry, "at")):
        rows = table.objects.filter(**{f"{moment}__lt": before}).order_by("pk")
        numbers = list(rows.values_list("pk", flat=True)[:AT_ONCE])
        if not dry_run:
            table.objects.filter(pk__in=numbers).delete()
        told += [f"{table.__name__} {number}" for number in numbers]
    return told


@transaction.atomic
def close_unused(*, before: datetime, at: datetime, dry_run: bool = False) -> Sequence[str]:
    """Close residents' accounts that nobody entered since that moment; their ids."""
    rows = Account.objects.filter(kind=Kind.RESIDENT, is_active=True, last_login__lt=before)
    unused = list(rows.order_by("pk")[:AT_ONCE])
    if not dry_run:
        for account in unused:
            close_account(account, at=at)
    return [str(account.uuid) for account in unused]
