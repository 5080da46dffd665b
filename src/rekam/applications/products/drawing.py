"""The paper on A4: KK as a table, the others as a letter; drawn by Typst from the register of today.

What is drawn is signed with it: the QR holds the signature, the file all that was signed (signed.py).
"""

import hmac
import io
import json
from hashlib import sha256
from importlib import resources

import segno
from django.conf import settings
from django.utils import translation

from rekam.accounts.queries import office_at
from rekam.applications.catalogue.rules import Product
from rekam.applications.products import signed
from rekam.applications.products.models import Paper
from rekam.applications.products.telling import Holder, family_of, rows_of, sentence_of, title_of
from rekam.kernel.installation import installation_key
from rekam.kernel.region import AreaCode, Level, area_name
from rekam.registry import queries as registry
from rekam.ui.dates import long_date
from rekam.ui.typesetting import typeset
from rekam.vault.queries import server_keys

SIGNED = ("title", "number", "place", "signer", "signer_number", "sentence", "rows", "family")


def pdf(paper: Paper, *, page: str, specimen: bool) -> bytes:
    """The paper; the same one gives the same bytes while the register stays.

    page      whole address of the public check page
    specimen  whether CONTOH / SPECIMEN is printed across it
    Raises RuleBroken("not_found" | "keys_missing").
    """
    holder = registry.get_resident(paper.resident)
    with translation.override("id"):
        told = _told(paper, page=page, specimen=specimen) | {
            "title": title_of(Product(paper.kind)),
            "sentence": sentence_of(Product(paper.kind)),
            "rows": rows_of(paper, holder),
            "family": family_of(holder) if paper.kind == Product.KK else [],
        }
    qr, keyword = _signed(paper, holder, told={name: told[name] for name in SIGNED}, page=page)
    layout = "family.typ" if paper.kind == Product.KK else "letter.typ"
    files = {
        "main.typ": resources.files("rekam.applications.products").joinpath(layout).read_bytes(),
        "paper.json": json.dumps(told | {"keyword": keyword}).encode(),
        "qr.svg": _qr(qr),
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


def _signed(paper: Paper, holder: Holder, *, told: dict[str, object], page: str) -> tuple[str, str]:
    """The text of the QR, and the keyword with which the file can be checked whole."""
    salt = hmac.digest(installation_key("rekam.applications", purpose="papers"), paper.uuid.bytes, sha256)
    stated = signed.Stated(
        kind=Product(paper.kind),
        number=paper.number,
        issued_on=paper.issued_on,
        office=paper.office,
        initials=" ".join(word[0] for word in holder.full_name.split()),
        birth_year=holder.birth_date.year,
        facts=signed.digest_of(told, salt=salt),
    )
    signature = signed.sign(stated, seed=server_keys().paper_seed)
    qr = signed.text_of_qr(page=page, key=paper.key, signature=signature)
    return qr, signed.carry(signed.Carried(qr=qr, salt=salt, facts=told))


def _qr(text: str) -> bytes:
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", border=0)
    return drawn.getvalue()
