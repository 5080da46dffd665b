"""A list on A4 to be ticked and brought back, letters to households, and slips that go home with pupils.

Paper speaks Indonesian, whatever language the officer reads the pages in.
"""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import resources

import segno
from django.conf import settings
from django.utils import translation
from django.utils.http import urlencode

from rekam.accounts.queries import office_at
from rekam.kernel.installation import office_day
from rekam.kernel.region import AreaCode, Level, area_name
from rekam.outreach.callups.models import CallList
from rekam.outreach.callups.rules import KEY_OF, For, Outcome
from rekam.outreach.callups.seeing import Person
from rekam.outreach.callups.services import code_of
from rekam.outreach.callups.showing import named
from rekam.outreach.callups.words import OUTCOMES
from rekam.ui.dates import long_date
from rekam.ui.typesetting import typeset


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One letter: to whom, about whom, by which code.

    to        the head of the family, or who is called; at a school the pupil whose parents it is for
    is_child  whether one of them is under 18, so that the letter is the parent's
    group     the class, where it goes home with a pupil
    """

    code: str
    to: str
    people: Sequence[str]
    where: str
    is_child: bool
    group: str = ""


def list_pdf(call_list: CallList, *, people: Sequence[Person], page: str, at: datetime) -> bytes:
    """The list: name, year of birth, RT/RW (a school's: class and name), a box for each outcome.

    page  whole address of the public page
    """
    code, is_school = code_of(call_list.uuid), call_list.recipient == For.SCHOOL
    with translation.override("id"):
        told = _frame(call_list) | {
            "to": named(call_list),
            "page": page,
            "code": _spaced(code),
            "keys": [[KEY_OF[one], str(OUTCOMES[one])] for one in Outcome],
            "heads": ["Kelas"] if is_school else ["Lahir", "RT/RW"],
            "rows": [_row(one, is_school=is_school) for one in people],
            "children": any(one.is_child for one in people),
        }
    return _set("list.typ", told, codes=[code], page=page, at=at)


def _row(one: Person, *, is_school: bool) -> list[str]:
    more = [one.called.group] if is_school else [str(one.born), f"{one.rt}/{one.rw}"]
    return [str(one.called.number), f"{one.name} *" if one.is_child else one.name, *more]


def letters_pdf(call_list: CallList, *, letters: Sequence[Letter], page: str, at: datetime) -> bytes:
    """A sheet for each household; a slip of half a sheet for each pupil."""
    told = _frame(call_list) | {
        "page": page,
        "slip": call_list.recipient == For.SCHOOL,
        "date": long_date(office_day(at)),
        "letters": [vars(one) | {"code": _spaced(one.code), "people": list(one.people)} for one in letters],
    }
    return _set("letter.typ", told, codes=[one.code for one in letters], page=page, at=at)


def _frame(call_list: CallList) -> dict[str, object]:
    regency = area_name(str(AreaCode.parse(settings.REKAM_OFFICE_AREA).at(Level.KABUPATEN_KOTA)))
    return {
        "government": f"PEMERINTAH {regency.upper()}",
        "office": office_at(settings.REKAM_OFFICE_AREA).upper() or "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL",
        "place": regency.removeprefix("Kota ").removeprefix("Kabupaten "),
        "number": str(call_list.uuid)[:8],
        "until": long_date(call_list.expires_on),
    }


def _spaced(code: str) -> str:
    """A code as people read it: five letters and a blank."""
    return f"{code[:5]} {code[5:]}"


def _set(layout: str, told: Mapping[str, object], *, codes: Sequence[str], page: str, at: datetime) -> bytes:
    files = {
        "main.typ": resources.files("rekam.outreach.callups").joinpath(layout).read_bytes(),
        "told.json": json.dumps(told).encode(),
    }
    for number, code in enumerate(codes):
        files[f"qr-{number}.svg"] = _qr(f"{page}?{urlencode({'kode': code})}")
    return typeset(files, at=at)


def _qr(text: str) -> bytes:
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", border=0)
    return drawn.getvalue()
