"""Complaints on paper: forms that bear a number and a code before anybody has written on them."""

import io
import json
import uuid
from collections.abc import Sequence
from datetime import datetime
from importlib import resources

import segno
from django.conf import settings
from django.db import transaction
from django.utils import translation

from rekam.accounts.queries import office_at
from rekam.applications.complaints.models import ComplaintForm
from rekam.applications.complaints.rules import MOST_PRINTED, Category
from rekam.applications.complaints.words import CATEGORIES
from rekam.applications.filing.numbers import code_of, new_number, read_number, spaced
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level, area_name
from rekam.ui.typesetting import typeset


@transaction.atomic
def print_forms(*, copies: int, area_code: str, actor: str, at: datetime) -> Sequence[ComplaintForm]:
    """Give so many forms their numbers.

    Raises RuleBroken("complaint_forms_number") outside 1 to 20.
    """
    if not 1 <= copies <= MOST_PRINTED:
        raise RuleBroken("complaint_forms_number", most=MOST_PRINTED)
    made = [
        ComplaintForm(
            area_code=area_code, number=new_number(), token=uuid.uuid4(), printed_by=actor, printed_at=at
        )
        for _ in range(copies)
    ]
    ComplaintForm.objects.bulk_create(made)
    record("complaints.forms_printed", actor=actor, at=at, copies=copies)
    return made


def read_form(number: str) -> ComplaintForm:
    """The form with this number. Raises RuleBroken("complaint_paper_unknown")."""
    try:
        found = ComplaintForm.objects.filter(number=read_number(number)).first()
    except RuleBroken:
        found = None
    if found is None:
        raise RuleBroken("complaint_paper_unknown")
    return found


def forms_pdf(forms: Sequence[ComplaintForm], *, page: str, at: datetime) -> bytes:
    """A sheet of A4 for each: above what is handed in, below what the complainant keeps.

    page  whole address of the public page; its QR holds neither number nor code
    """
    regency = area_name(str(AreaCode.parse(settings.REKAM_OFFICE_AREA).at(Level.KABUPATEN_KOTA)))
    with translation.override("id"):
        told = {
            "government": f"PEMERINTAH {regency.upper()}",
            "office": office_at(settings.REKAM_OFFICE_AREA).upper()
            or "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL",
            "page": page,
            "categories": [str(CATEGORIES[one]) for one in Category],
            "forms": [{"number": spaced(one.number), "code": code_of(one.token)} for one in forms],
        }
    drawn = io.BytesIO()
    segno.make(page, error="m").save(drawn, kind="svg", border=0)
    files = {
        "main.typ": resources.files("rekam.applications.complaints").joinpath("form.typ").read_bytes(),
        "told.json": json.dumps(told).encode(),
        "qr.svg": drawn.getvalue(),
    }
    return typeset(files, at=at)
