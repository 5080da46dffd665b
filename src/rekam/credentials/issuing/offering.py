"""An officer, or a resident from the own account, hands out a code for a phone."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.credentials.formats import base64url
from rekam.credentials.issuing import digests, documents, facts, keys, rules
from rekam.credentials.issuing.documents import Kind
from rekam.credentials.issuing.models import Offer
from rekam.credentials.issuing.ways import Seen, Way, check_way
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day

REFERENCE_BYTES = 24


@dataclass(frozen=True)
class Made:
    """An offer as it is handed out; neither half is kept.

    reference  the last part of the address in the QR code
    number     six digits, given by another way
    """

    offer: UUID
    reference: str
    number: str
    kinds: tuple[Kind, ...]

    @property
    def link(self) -> str:
        """What the QR code holds."""
        return f"openid-credential-offer://?credential_offer_uri={self.address}"

    @property
    def address(self) -> str:
        """Where the wallet reads the offer."""
        return f"{keys.ring().issuer}/ikd/offers/{self.reference}"


@transaction.atomic
def make_offer(*, subject: UUID, holder: UUID, way: Way, seen: Seen, actor: str, at: datetime) -> Made:
    """A code for a person's documents, in the caller's scope; one made before and not used ends.

    subject  whom they are about: the holder, or a child of the holder's
    Of several documents those that the register refuses are left out; where it refuses all the first is told.
    Raises RuleBroken("signing_key_missing" | "remote_issuing_off" | "not_found"), and what `eligible` raises.
    """
    day = office_day(at)
    check_way(
        way,
        seen=seen,
        remote_allowed=settings.REKAM_REMOTE_ISSUING is not None,
        on=day,
        remote_since=settings.REKAM_REMOTE_ISSUING,
    )
    keys.check_ready(at=at)
    kinds = _possible(
        documents.OWN if subject == holder else (Kind.KIA,), subject=subject, holder=holder, at=at
    )
    Offer.objects.filter(holder=holder, subject=subject, phone=None).delete()
    reference = base64url.encode(secrets.token_bytes(REFERENCE_BYTES))
    code, number = digests.code_of(reference), rules.make_number(randbelow=secrets.randbelow)
    row = Offer.objects.create(
        holder=holder,
        subject=subject,
        way=way,
        seen=seen,
        configurations=documents.names_of(*kinds),
        code=digests.of_code(code),
        number=rules.digest(number, key=digests.number_key(code)).hex(),
        made_by=actor,
        made_at=at,
    )
    record(
        "credentials.offered",
        actor=actor,
        at=at,
        subjects=sorted({str(subject), str(holder)}),
        purpose=Purpose.OWN if way is Way.ACCOUNT else Purpose.SERVICE,
        case=str(row.uuid),
        way=way.value,
        seen=seen.value,
    )
    return Made(row.uuid, reference, number, tuple(kinds))


def find_open(reference: str, *, at: datetime) -> Offer | None:
    """The offer of this address, as long as it waits for its phone."""
    row = Offer.objects.filter(code=digests.of_code(digests.code_of(reference)), phone=None).first()
    if row is None or row.tries >= rules.TRIES or at >= row.made_at + rules.LIFE:
        return None
    return row


def description() -> str:
    """What a wallet says beside the field for the number."""
    return str(_("Enam angka yang diberikan petugas, atau yang tampak di halaman akun Anda."))


def _possible(kinds: Collection[Kind], *, subject: UUID, holder: UUID, at: datetime) -> list[Kind]:
    """Those of these documents that the register allows. Raises the first refusal where it allows none."""
    found, refused = [], []
    for kind in kinds:
        try:
            facts.read(kind, subject=subject, holder=holder, on=office_day(at))
        except RuleBroken as broken:
            refused.append(broken)
        else:
            found.append(kind)
    if not found:
        raise refused[0]
    return found
