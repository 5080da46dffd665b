"""Letting go of what may not be kept any longer: uploads that nobody finished, and what has served."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q

from rekam.enrolment import upload_files
from rekam.enrolment.models import CorrectionCase, OptionalConsent, Packet, PacketState, Upload
from rekam.enrolment.rules import Status
from rekam.registry.entries import services as entries
from rekam.vault import services as vault

# From here a recording never goes back to its packet: what is needed of it lies in the vault by itself.
SERVED = (
    *(Status.PRINT_READY_RECORD, Status.SENT_FOR_CARD_PRINTING, Status.CARD_PRINTED),
    *(Status.CARD_SHIPPED, Status.CARD_ISSUED, Status.DUPLICATE_RECORD),
)
AT_ONCE = 5_000
# A run that broke after its commit left files; the runs of the next days take them away.
AGAIN_FOR = timedelta(days=7)


@transaction.atomic
def forget_uploads(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Forget uploads begun before that moment that never became a packet; their packets' ids.

    The laptop still has the packet: when it sends again, it begins again. Nothing remains.
    """
    waiting = Upload.objects.filter(created_at__lt=before).order_by("created_at")
    gone = [upload for upload in waiting if not _arriving(upload, since=before)]
    if not dry_run:
        Upload.objects.filter(pk__in=[upload.pk for upload in gone]).delete()
        for upload in gone:
            path = upload_files.path_of(upload.packet, upload.sha256)
            transaction.on_commit(partial(path.unlink, missing_ok=True))
    return [str(upload.packet) for upload in gone]


@transaction.atomic
def forget_packets(*, before: datetime, at: datetime, dry_run: bool = False) -> Sequence[str]:
    """Take the sealed bytes of packets out of the vault that were copied before that moment and served.

    What remains: the packet's row with its hash and receipts, the samples and templates made of it. At most
    5,000 in a run. Raises the vault's codes; then nothing is forgotten.
    """
    return _forget_bytes(Q(record__state__in=SERVED), before=before, at=at, dry_run=dry_run)


@transaction.atomic
def forget_hand_overs(*, before: datetime, at: datetime, dry_run: bool = False) -> Sequence[str]:
    """The same of packets that made no recording: what they told stands in the rooms that opened them."""
    return _forget_bytes(Q(record=None), before=before, at=at, dry_run=dry_run)


def _forget_bytes(which: Q, *, before: datetime, at: datetime, dry_run: bool) -> Sequence[str]:
    served = Packet.objects.filter(which, state=PacketState.ACCEPTED)
    if not dry_run:
        for address in served.filter(forgotten_at__gte=at - AGAIN_FOR).values_list("address", flat=True):
            vault.forget(address)
    rows = list(served.filter(copied_at__lt=before, forgotten_at=None).order_by("copied_at", "pk")[:AT_ONCE])
    if not dry_run:
        Packet.objects.filter(pk__in=[row.pk for row in rows]).update(forgotten_at=at)
        for row in rows:
            transaction.on_commit(partial(vault.forget, row.address))
    return [str(row.uuid) for row in rows]


@transaction.atomic
def forget_papers(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Take the photographed papers of corrections out of the vault that somebody closed before that moment.

    Where an entry was made too it keeps its own; so does whoever's case or entry has the same paper. What
    remains: elements, decision and days.
    """
    closed = CorrectionCase.objects.filter(closed_at__lt=before).exclude(papers=[])
    rows = list(closed.order_by("closed_at", "pk")[:AT_ONCE])
    if not dry_run:
        CorrectionCase.objects.filter(pk__in=[row.pk for row in rows]).update(papers=[])
        entries.forget_papers({paper["address"] for row in rows for paper in row.papers})
    return [str(row.uuid) for row in rows]


@transaction.atomic
def forget_contacts(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Forget the numbers that came for reminders before that moment; the answers themselves stay."""
    rows = OptionalConsent.objects.filter(received_at__lt=before).exclude(contact="")
    gone = [str(uuid) for uuid in rows.values_list("uuid", flat=True)]
    if not dry_run:
        rows.update(contact="")
    return gone


def holds_paper(address: str) -> bool:
    """Whether a case that somebody closes by hand has this paper; of the others the entry has it."""
    return CorrectionCase.objects.exclude(code="").filter(papers__contains=[{"address": address}]).exists()


def _arriving(upload: Upload, *, since: datetime) -> bool:
    """Whether bytes of it came lately, over however bad a line."""
    path = upload_files.path_of(upload.packet, upload.sha256)
    return path.exists() and path.stat().st_mtime >= since.timestamp()
