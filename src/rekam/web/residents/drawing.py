"""The slip with an office's code: half a sheet, by Typst."""

import io
import json
from datetime import datetime, timedelta
from importlib import resources

import segno

from rekam.accounts.residents.rules import OFFICE_CODE_DAYS
from rekam.kernel.installation import office_day
from rekam.ui.dates import long_date
from rekam.ui.typesetting import typeset


def pdf(*, name: str, code: str, page: str, office: str, at: datetime) -> bytes:
    """The slip that an officer hands to the person, in Indonesian.

    name    whom it is for; of the name only the first letters are printed
    page    whole address where the code is typed; the QR leads there, and holds no code
    """
    told = {
        "office": office or "Dinas Kependudukan dan Pencatatan Sipil",
        "initials": " ".join(f"{word[0]}." for word in name.split()),
        "code": " ".join(code[start : start + 4] for start in range(0, len(code), 4)),
        "page": page.partition("://")[2] or page,
        "until": long_date(office_day(at + timedelta(days=OFFICE_CODE_DAYS))),
        "today": long_date(office_day(at)),
    }
    drawn = io.BytesIO()
    segno.make(page, error="m").save(drawn, kind="svg", border=0)
    files = {
        "main.typ": resources.files("rekam.web.residents").joinpath("slip.typ").read_bytes(),
        "told.json": json.dumps(told).encode(),
        "qr.svg": drawn.getvalue(),
    }
    return typeset(files, at=at)
