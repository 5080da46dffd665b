"""The bodies of a question: fetched, opened, read; of each document the body's images and nothing else."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rekam.abis.engine.formats.cbeff import from_base64
from rekam.abis.finger_extractor import finger_extractor
from rekam.abis.mosip.manual.rules import Registration
from rekam.abis.mosip.opening import open_share
from rekam.abis.mosip.records import records_of
from rekam.abis.mosip.rules import Failed, Failure
from rekam.abis.reading import read_body
from rekam.kernel.errors import RuleBroken
from rekam.kernel.wsq import read_wsq

if TYPE_CHECKING:
    from rekam.abis.engine.template import PersonTemplate
    from rekam.abis.mosip.services import Partner

log = logging.getLogger(__name__)
FACE = "face"
WSQ = "compression_needs_wsq"


@dataclass(frozen=True, kw_only=True)
class Body:
    """What of a registration people compare.

    images       ISO/IEC 19794 image records by position: fingers and irises, no face
    template     of these; None where the engine finds nothing in them
    qualities    0 to 100 by position
    """

    registration: str
    images: Mapping[str, bytes]
    missing: Mapping[str, str]
    captured_on: date | None
    template: "PersonTemplate | None"
    qualities: Mapping[str, int]


def fetch(one: Registration, *, partner: "Partner") -> Body:
    """Fetch and read one registration's body: seconds of CPU, nothing written.

    Raises Failed: NOT_FETCHED, URL_EXPIRED, NO_DATA, CBEFF, QUALITY where nothing of it can be looked at,
    INTERNAL where reading it needs what is not installed.
    """
    found = records_of(_document(one.urls, partner=partner))
    # Adjudicators see no face, since it tells more than a body: so it is not kept either.
    images = {position: record for position, record in found.images.items() if position != FACE}
    read = read_body(images, extractor=finger_extractor(), wsq=read_wsq)
    if WSQ in read.problems.values():
        raise Failed(Failure.INTERNAL)
    unreadable = [position for position in read.problems if position]
    if unreadable:  # people can still compare the rest
        log.warning("%d images of a registration cannot be read", len(unreadable))
        images = {position: record for position, record in images.items() if position not in unreadable}
        read = read_body(images, extractor=finger_extractor(), wsq=read_wsq)
    if not images:
        raise Failed(Failure.QUALITY)
    return Body(
        registration=one.registration,
        images=images,
        missing=found.missing,
        captured_on=found.captured_on,
        template=read.template,
        qualities=read.qualities,
    )


def biometrics_in(document: bytes) -> bytes | None:
    """The CBEFF in a document of the share, and nothing else of it; None where it holds no body.

    document  JSON of the adjudication's policy ({biometrics, identity, documents, ...}), or CBEFF by itself
    Raises Failed(CBEFF) for what is neither.
    """
    if document.lstrip().startswith(b"<"):
        return document
    try:
        told = json.loads(document)
        packed = told.get("biometrics") if isinstance(told, dict) else 0
        return None if packed is None or packed == "" else from_base64(_packed(packed))
    except (ValueError, RecursionError, RuleBroken) as error:
        raise Failed(Failure.CBEFF) from error


def _packed(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("biometrics are a text")
    return value


def _document(urls: Sequence[str], *, partner: "Partner") -> bytes:
    for url in urls:
        closed = partner.share.fetch(url)
        if partner.key is None:
            raise Failed(Failure.NO_DATA)
        body = biometrics_in(open_share(closed, key=partner.key))
        if body is not None:
            return body
    raise Failed(Failure.NO_DATA)
