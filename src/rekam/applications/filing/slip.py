"""The slip of an application on A5: number, code, what to bring; drawn by Typst while the code is shown."""

import json
from importlib import resources

from django.conf import settings
from django.utils import translation

from rekam.accounts.queries import office_at
from rekam.applications.catalogue import words as catalogue
from rekam.applications.catalogue.rules import Service, get_offer
from rekam.applications.filing.models import Application
from rekam.applications.filing.numbers import code_of, spaced
from rekam.kernel.installation import office_day
from rekam.ui.dates import long_date
from rekam.ui.typesetting import typeset


def pdf(row: Application, *, page: str) -> bytes:
    """The slip; the same application gives the same bytes.

    page  whole address at which number and code are typed
    """
    with translation.override("id"):
        told = _told(row, page=page)
    files = {
        "main.typ": resources.files("rekam.applications.filing").joinpath("slip.typ").read_bytes(),
        "slip.json": json.dumps(told).encode(),
    }
    return typeset(files, at=row.begun_at)


def _told(row: Application, *, page: str) -> dict[str, object]:
    offer = get_offer(row.service, on=office_day(row.begun_at))
    papers = [
        f"{catalogue.DOCUMENTS[one.document]}"
        + (f" ({catalogue.CONDITIONS[one.only_if]})" if one.only_if else "")
        for one in offer.requires
    ]
    return {
        "office": office_at(settings.REKAM_OFFICE_AREA) or "Dinas Kependudukan dan Pencatatan Sipil",
        "service": str(catalogue.SERVICES[Service(row.service)]),
        "number": spaced(row.number),
        "code": code_of(row.token),
        "on": long_date(office_day(row.begun_at)),
        "papers": papers,
        "page": page,
    }
