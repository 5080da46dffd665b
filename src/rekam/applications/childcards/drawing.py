"""The face of a KIA on ID-1, drawn by Typst from the register of today."""

import base64
import json
from importlib import resources

from django.conf import settings
from django.utils import translation

from rekam.applications.childcards.models import ChildCard
from rekam.applications.childcards.queries import photo_of
from rekam.applications.products.telling import SEXES
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level, area_name
from rekam.registry import queries as registry
from rekam.registry.entries import queries as entries
from rekam.ui.dates import long_date
from rekam.ui.typesetting import typeset
from rekam.vault import services as vault

# Two by three, as the rule says; what sticks out is cut.
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 18 27">'
    '<image width="18" height="27" preserveAspectRatio="xMidYMid slice"'
    ' xlink:href="data:image/jpeg;base64,{}"/></svg>'
)


def pdf(card: ChildCard, *, specimen: bool) -> bytes:
    """The card's face; the same card gives the same bytes while the register stays.

    specimen  whether CONTOH / SPECIMEN is printed across it
    Raises RuleBroken("not_found" | "child_photo_missing").
    """
    with translation.override("id"):
        told = _told(card, specimen=specimen)
    files = {
        "main.typ": resources.files("rekam.applications.childcards").joinpath("face.typ").read_bytes(),
        "card.json": json.dumps(told).encode(),
    }
    if card.with_photo:
        files["photo.svg"] = _photo(card)
    return typeset(files, at=card.printed_at)


def _photo(card: ChildCard) -> bytes:
    """In an SVG, since Typst's files in memory are texts."""
    kept = photo_of(card.application)
    if kept is None:
        raise RuleBroken("child_photo_missing")
    return _SVG.format(base64.b64encode(vault.read(kept.address)).decode()).encode()


def _told(card: ChildCard, *, specimen: bool) -> dict[str, object]:
    child = registry.get_resident(card.resident)
    code = AreaCode.parse(child.area_code)
    family = entries.family(child.kk)
    head = family[0].full_name if family else "–"
    place = f"{area_name(str(code))}, {area_name(str(code.at(Level.KECAMATAN)))}"
    rows = [
        ("Nama", child.full_name),
        ("Tempat/Tgl lahir", f"{child.birth_place}, {long_date(child.birth_date)}"),
        ("Jenis kelamin", f"{SEXES[child.sex]}    Gol. darah: {child.blood_group or '–'}"),
        ("No. KK", child.kk),
        ("Kepala keluarga", head),
        ("No. akta lahir", str(card.application.facts.get("birth_act") or "–")),
        ("Agama", child.religion),
        ("Kewarganegaraan", child.nationality),
        ("Alamat", f"{child.address} RT {child.rt} RW {child.rw}"),
        ("Kel./kecamatan", place),
        ("Berlaku sampai", long_date(card.valid_until)),
    ]
    office = AreaCode.parse(settings.REKAM_OFFICE_AREA)
    return {
        "regency": area_name(str(office.at(Level.KABUPATEN_KOTA))).upper(),
        "nik": child.nik,
        "rows": rows,
        "photo": card.with_photo,
        "specimen": specimen,
    }
