"""Copies are made: the register is read, each copy gets its place in a list, and each key its signature."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from django.db import transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.credentials import claims
from rekam.credentials.formats import base64url, claim169, mdoc, sd_jwt
from rekam.credentials.formats import keys as public_keys
from rekam.credentials.formats.credential import StatusPlace
from rekam.credentials.formats.status_list import Status
from rekam.credentials.formats.trust import Purpose as KeyPurpose
from rekam.credentials.issuing import documents, facts, keys, phones, standing
from rekam.credentials.issuing.documents import Configuration, Form, Kind
from rekam.credentials.issuing.facts import Told
from rekam.credentials.issuing.models import Answer, Copy, Offer
from rekam.credentials.issuing.standing_rules import Cause
from rekam.credentials.issuing.ways import ASSURANCE, Way
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.registry.entries.queries import waiting_of

DECOYS = 4


@dataclass(frozen=True)
class Batch:
    """What a wallet is given: the copies, or nothing yet while the register is being decided about."""

    answer: UUID
    copies: tuple[str, ...]


@transaction.atomic
def issue(
    offer: Offer, *, configuration: str, holders: Sequence[EllipticCurvePublicKey], at: datetime
) -> Batch:
    """One copy for each key, in the office's scope; none yet while an entry about the person waits.

    Raises RuleBroken("proof_repeated") for a key that has a copy already, RuleBroken("not_found"), and what
    `eligible` raises.
    """
    check_new(holders)
    answer = Answer(offer=offer, configuration=configuration, asked_at=at)
    if waiting_of(offer.subject):
        answer.keys = [public_keys.to_jwk(one) for one in holders]
        answer.save()
        _tell("credentials.deferred", answer, at=at, copies=len(holders))
        return Batch(answer.uuid, ())
    answer.save()
    return _issue(answer, holders, at=at)


@transaction.atomic
def issue_deferred(offer: Offer, *, transaction_id: str, at: datetime) -> Batch:
    """What was asked for before, in the office's scope; without copies where the entry still waits.

    Raises RuleBroken("transaction_unknown"), and what `issue` raises.
    """
    answer = _answer_of(offer, transaction_id, code="transaction_unknown")
    if not answer.keys:
        raise RuleBroken("transaction_unknown")
    if waiting_of(offer.subject):
        return Batch(answer.uuid, ())
    holders = [public_keys.from_jwk(one) for one in answer.keys]
    check_new(holders)
    answer.keys = []
    return _issue(answer, holders, at=at)


@transaction.atomic
def note(offer: Offer, *, notification_id: str, event: str, at: datetime) -> None:
    """What a wallet says of a batch; copies that it deleted are revoked.

    Raises RuleBroken("notification_unknown").
    """
    answer = _answer_of(offer, notification_id, code="notification_unknown")
    if answer.made_at is None:
        raise RuleBroken("notification_unknown")
    answer.event, answer.event_at = event, at
    answer.save(update_fields=["event", "event_at"])
    if event == "credential_deleted":
        standing.set_status(Copy.objects.filter(answer=answer), to=Status.INVALID, cause=Cause.DELETED, at=at)
    _tell("credentials.noted", answer, at=at, event=event)


@transaction.atomic
def print_qr(*, kind: Kind, subject: UUID, holder: UUID, way: Way, actor: str, at: datetime) -> bytes:
    """The issuer's CWT for paper, in the caller's scope; a print of the same document made before is revoked.

    Raises RuleBroken("portrait_missing" | "not_found"), and what `eligible` raises.
    """
    on = office_day(at)
    told = facts.read(kind, subject=subject, holder=holder, on=on)
    before = Copy.objects.filter(subject=subject, kind=kind, form=Form.PRINT)
    standing.set_status(before, to=Status.INVALID, cause=Cause.REPLACED, at=at)
    configuration = Configuration(kind, Form.PRINT)
    listed, places = standing.draw_places(1)
    until = documents.ends(Form.PRINT, at=at, last_day=told.last_day)
    said = _said(told, configuration, way=way)
    made = _Maker(configuration, facts=said, listed=listed, until=until, at=at)
    text = made.cwt(None, place=places[0])
    row = Copy.objects.create(
        subject=subject,
        holder=holder,
        kind=kind,
        form=Form.PRINT,
        facts=told.digest,
        listed_in=listed,
        place=places[0],
        made_by=actor,
        made_at=at,
        until=until,
    )
    record(
        "credentials.printed",
        actor=actor,
        at=at,
        subjects=sorted({str(subject), str(holder)}),
        purpose=Purpose.SERVICE,
        case=str(row.uuid),
        kind=kind.value,
    )
    return text


def check_new(holders: Sequence[EllipticCurvePublicKey]) -> None:
    """Refuse a key that a copy is bound to already. Raises RuleBroken("proof_repeated")."""
    names = [public_keys.thumbprint(one).hex() for one in holders]
    if Copy.objects.filter(key__in=names).exists():
        raise RuleBroken("proof_repeated")


def _issue(answer: Answer, holders: Sequence[EllipticCurvePublicKey], *, at: datetime) -> Batch:
    offer, on = answer.offer, office_day(at)
    configuration = documents.CONFIGURATIONS[answer.configuration]
    told = facts.read(configuration.kind, subject=offer.subject, holder=offer.holder, on=on)
    listed, places = standing.draw_places(len(holders))
    until = documents.ends(configuration.form, at=at, last_day=told.last_day)
    said = _said(told, configuration, way=Way(offer.way))
    maker = _Maker(configuration, facts=said, listed=listed, until=until, at=at)
    copies = tuple(maker.copy(one, place=place) for one, place in zip(holders, places, strict=True))
    Copy.objects.bulk_create(
        Copy(
            answer=answer,
            subject=offer.subject,
            holder=offer.holder,
            kind=configuration.kind,
            form=configuration.form,
            key=public_keys.thumbprint(one).hex(),
            facts=told.digest,
            listed_in=listed,
            place=place,
            made_at=at,
            until=until,
        )
        for one, place in zip(holders, places, strict=True)
    )
    answer.made_at = at
    answer.save(update_fields=["made_at", "keys"])
    _tell("credentials.issued", answer, at=at, copies=len(copies))
    return Batch(answer.uuid, copies)


def _said(told: Told, configuration: Configuration, *, way: Way) -> facts.Facts:
    said = facts.with_face(told, form=configuration.form)
    return said if configuration.kind is Kind.AGE else {**said, claims.ASSURANCE.name: ASSURANCE[way]}


class _Maker:
    """What the copies of one batch share."""

    def __init__(
        self,
        configuration: Configuration,
        *,
        facts: facts.Facts,
        listed: int,
        until: datetime,
        at: datetime,
    ) -> None:
        self._configuration = configuration
        self._type = configuration.type
        self._facts = facts
        self._list = list_address(listed)
        self._issued, self._until, self._at = documents.begins(at), until, at

    def copy(self, holder: EllipticCurvePublicKey, *, place: int) -> str:
        """One copy as the credential response carries it."""
        if self._configuration.form is Form.SD_JWT:
            return self._sd_jwt(holder, place=place)
        made = self._mdoc if self._configuration.form is Form.MDOC else self.cwt
        return base64url.encode(made(holder, place=place))

    def _sd_jwt(self, holder: EllipticCurvePublicKey, *, place: int) -> str:
        return sd_jwt.issue(
            claims.for_sd_jwt(self._type, self._facts),
            kind=self._type.vct,
            issuer=keys.ring().issuer,
            holder=holder,
            issued=self._issued,
            expires=self._until,
            status=StatusPlace(self._list, place),
            signer=keys.signer(KeyPurpose.SD_JWT, at=self._at),
            entropy=secrets.token_bytes,
            decoys=DECOYS,
        )

    def _mdoc(self, holder: EllipticCurvePublicKey, *, place: int) -> bytes:
        return mdoc.issue(
            claims.for_mdoc(self._type, self._facts),
            kind=self._type.doctype,
            holder=holder,
            issued=self._issued,
            expires=self._until,
            status=StatusPlace(self._list, place),
            signer=keys.signer(KeyPurpose.DOCUMENT, at=self._at),
            entropy=secrets.token_bytes,
        )

    def cwt(self, holder: EllipticCurvePublicKey | None, *, place: int) -> bytes:
        """The issuer's CWT of a QR code; without a holder it is for print."""
        return claim169.issue(
            claims.for_qr(self._type, self._facts),
            issuer=keys.ring().issuer,
            holder=holder,
            issued=self._issued,
            expires=self._until,
            status=StatusPlace(self._list, place),
            signer=keys.signer(KeyPurpose.QR, at=self._at),
        )


def list_address(listed: int) -> str:
    """Where a status list is had."""
    return f"{keys.ring().issuer}/ikd/status/{listed}"


def _answer_of(offer: Offer, told: str, *, code: str) -> Answer:
    try:
        name = UUID(told)
    except ValueError as error:
        raise RuleBroken(code) from error
    row = Answer.objects.select_for_update().filter(uuid=name, offer=offer).first()
    if row is None:
        raise RuleBroken(code)
    return row


def _tell(action: str, answer: Answer, *, at: datetime, **told: str | int) -> None:
    offer = answer.offer
    record(
        action,
        actor=phones.WALLET,
        at=at,
        subjects=sorted({str(offer.subject), str(offer.holder)}),
        purpose=Purpose.OWN,
        case=str(answer.uuid),
        configuration=answer.configuration,
        **told,
    )
