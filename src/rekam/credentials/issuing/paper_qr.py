"""A QR code on paper for whoever has no phone: half a sheet, by Typst, to be cut to the size of a card."""

import io
import json
from datetime import datetime
from importlib import resources

import segno
from django.conf import settings

from rekam.accounts.queries import office_at
from rekam.credentials.formats import claim169
from rekam.credentials.issuing.documents import PRINT_LIFE
from rekam.kernel.installation import office_day
from rekam.ui.dates import long_date
from rekam.ui.typesetting import typeset


def pdf(content: bytes, *, name: str, at: datetime) -> bytes:
    """The paper, ready to be cut and folded.

    content  the issuer's CWT
    name     of its holder; printed in letters, so that the family can tell the papers apart
    """
    letters = claim169.to_qr(content)
    drawn = io.BytesIO()
    segno.make(letters, error="l", boost_error=False).save(drawn, kind="svg", border=0)
    told = {
        "office": office_at(settings.REKAM_OFFICE_AREA) or "Dinas Kependudukan dan Pencatatan Sipil",
        "name": name.upper(),
        "today": long_date(office_day(at)),
        "until": long_date(office_day(at + PRINT_LIFE)),
    }
    files = {
        "main.typ": resources.files("rekam.credentials.issuing").joinpath("paper_qr.typ").read_bytes(),
        "told.json": json.dumps(told).encode(),
        "qr.svg": drawn.getvalue(),
    }
    return typeset(files, at=at)
