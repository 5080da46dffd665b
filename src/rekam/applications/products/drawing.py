"""The paper on A4: KK as a table, the others as a letter; drawn by Typst from the register of today."""

import io
import json
from importlib import resources

import segno
from django.conf import settings
from django.utils import translation
from django.utils.http import urlencode

from rekam.accounts.queries import office_at
from rekam.applications.catalogue.rules import Product
from rekam.applications.products.models import Paper
from rekam.applications.products.telling import family_of, rows_of, sentence_of, title_of
from rekam.kernel.region import AreaCode, Level, area_name
from rekam.registry import queries as registry
from rekam.ui.dates import long_date
from rekam.ui.typesetting import typeset


def pdf(paper: Paper, *, page: str, specimen: bool) -> bytes:
    """The paper; the same one gives the same bytes while the register stays.

    page      whole address of the public check page
    specimen  whether CONTOH / SPECIMEN is printed across it
    Raises RuleBroken("not_found").
    """
    holder = registry.get_resident(paper.resident)
    with translation.override("id"):
        told = _told(paper, page=page, specimen=specimen) | {
            "title": title_of(Product(paper.kind)),
            "sentence": sentence_of(Product(paper.kind)),
            "rows": rows_of(paper, holder),
            "family": family_of(holder) if paper.kind == Product.KK else [],
        }
    layout = "family.typ" if paper.kind == Product.KK else "letter.typ"
    files = {
        "main.typ": resources.files("rekam.applications.products").joinpath(layout).read_bytes(),
        "paper.json": json.dumps(told).encode(),
        "qr.svg": _qr(f"{page}?{urlencode({'kode': paper.key})}"),
    }
    return typeset(files, at=paper.issued_at)


def _told(paper: Paper, *, page: str, specimen: bool) -> dict[str, object]:
    office = AreaCode.parse(settings.REKAM_OFFICE_AREA)
    regency = area_name(str(office.at(Level.KABUPATEN_KOTA)))
    place = regency.removeprefix("Kota ").removeprefix("Kabupaten ")
    return {
        "government": f"PEMERINTAH {regency.upper()}",
        "office": office_at(settings.REKAM_OFFICE_AREA).upper() or "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL",
        "number": paper.number,
        "place": f"{place}, {long_date(paper.issued_on)}",
        "signer": paper.signer_name,
        "signer_number": paper.signer_number,
        "page": page,
        "key": paper.spaced_key,
        "specimen": specimen,
    }


def _qr(text: str) -> bytes:
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", border=0)
    return drawn.getvalue()
