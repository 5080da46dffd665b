"""The letter on paper: A4, with photograph, QR and the code at the lower right; drawn by Typst."""

import io
import json
from importlib import resources

import segno
from django.conf import settings
from django.utils import translation
from django.utils.http import urlencode

from rekam.accounts.queries import office_at
from rekam.cards.face.drawing import picture
from rekam.cards.face.fields import CardFace, face_of, rows_of
from rekam.cards.face.layout import PHOTO
from rekam.cards.suket.models import Suket
from rekam.cards.suket.words import CODES
from rekam.enrolment import queries as enrolment
from rekam.enrolment.rules import SuketCode
from rekam.kernel.region import AreaCode, Level, area_name
from rekam.registry import queries as registry
from rekam.ui.dates import long_date
from rekam.ui.typesetting import typeset


def pdf(suket: Suket, *, page: str, specimen: bool) -> bytes:
    """The letter, ready to be signed; the same letter gives the same bytes while the register stays.

    page      whole address of the public check page
    specimen  whether CONTOH / SPECIMEN is printed across it
    Raises RuleBroken("not_found" | "portrait_missing" | "portrait_unreadable").
    """
    record = enrolment.get_record(suket.record)
    holder = registry.get_resident(suket.resident)
    face = face_of(holder, office=settings.REKAM_OFFICE_AREA, issued_on=suket.issued_on)
    with translation.override("id"):
        told = json.dumps(_told(suket, face=face, page=page, specimen=specimen)).encode()
    files = {
        "main.typ": resources.files("rekam.cards.suket").joinpath("letter.typ").read_bytes(),
        "letter.json": told,
        "photo.svg": picture(enrolment.portrait(record), box=PHOTO, fill=True),
        "qr.svg": _qr(f"{page}?{urlencode({'kode': suket.key})}"),
    }
    return typeset(files, at=suket.issued_at)


def _told(suket: Suket, *, face: CardFace, page: str, specimen: bool) -> dict[str, object]:
    office = AreaCode.parse(settings.REKAM_OFFICE_AREA)
    regency = area_name(str(office.at(Level.KABUPATEN_KOTA)))
    rows = [["NIK", face.nik], *([row.label, row.value] for row in rows_of(face)[:-1])]
    return {
        "government": f"PEMERINTAH {regency.upper()}",
        "office": office_at(settings.REKAM_OFFICE_AREA).upper() or "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL",
        "number": suket.number,
        "rows": rows,
        "until": long_date(suket.valid_until),
        "meaning": str(CODES[SuketCode(suket.code)]),
        "place": f"{regency.removeprefix('Kota ').removeprefix('Kabupaten ')}, {long_date(suket.issued_on)}",
        "signer": suket.signer_name,
        "signer_number": suket.signer_number,
        "page": page,
        "key": suket.spaced_key,
        "code": suket.code,
        "specimen": specimen,
    }


def _qr(text: str) -> bytes:
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", border=0)
    return drawn.getvalue()
