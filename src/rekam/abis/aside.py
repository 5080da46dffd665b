"""Bodies that stand aside of the gallery: lent for one comparison by people, never found by a search."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from rekam.abis import services
from rekam.abis.models import Subject, Template
from rekam.vault import services as vault

if TYPE_CHECKING:
    from rekam.abis.engine.template import PersonTemplate


@dataclass(frozen=True)
class Addresses:
    """Where a body lies in the vault: its images by position, and its template, where it has one."""

    samples: Mapping[str, str]
    template: str | None


def keep(images: Mapping[str, bytes], *, template: "PersonTemplate | None") -> Addresses:
    """Keep a body in the vault, both media. Outside a transaction."""
    kept = None if template is None else vault.keep(template.to_bytes(), kind="template")
    return Addresses(services.keep_samples(images), kept)


def admit(
    subject: uuid.UUID,
    *,
    addresses: Addresses,
    missing: Mapping[str, str],
    captured_on: date | None,
    qualities: Mapping[str, int],
    at: datetime,
) -> None:
    """Take in a body that was kept before, without a number: it comes into no gallery."""
    services.admit(
        subject=subject, samples=addresses.samples, missing=missing, captured_on=captured_on, at=at
    )
    if addresses.template is not None:
        Template.objects.create(
            subject=subject_row(subject),
            number=None,
            address=addresses.template,
            qualities=dict(qualities),
            at=at,
        )


def subject_row(subject: uuid.UUID) -> Subject:
    """The row of an admitted subject."""
    return Subject.objects.get(uuid=subject)
