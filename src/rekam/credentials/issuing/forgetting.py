"""Letting go of codes, copies and remote steps whose time is over."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rekam.credentials.issuing.models import Answer, Copy, Offer, Phone, RemoteStep


@transaction.atomic
def forget_offers(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Let go of codes given before that moment that no phone took; their ids."""
    rows = Offer.objects.filter(phone=None, made_at__lt=before)
    told = [str(one) for one in rows.values_list("uuid", flat=True)]
    if not dry_run:
        rows.delete()
    return told


@transaction.atomic
def forget_copies(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Let go of copies that ran out before that moment, and of ended phones that hold none any more; ids."""
    rows = Copy.objects.filter(until__lt=before)
    told = [str(one) for one in rows.values_list("uuid", flat=True)]
    if not dry_run:
        rows.delete()
        Answer.objects.filter(copies=None, asked_at__lt=before).delete()
        Offer.objects.filter(phone__ended_at__lt=before, answers=None).delete()
        Phone.objects.filter(ended_at__lt=before, offers=None).delete()
    return told


@transaction.atomic
def forget_remote(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Let go of remote steps written down before that moment; their ids."""
    rows = RemoteStep.objects.filter(made_at__lt=before)
    told = [str(one) for one in rows.values_list("uuid", flat=True)]
    if not dry_run:
        rows.delete()
    return told
