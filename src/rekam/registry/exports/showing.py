"""An export in words, for a page above."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.registry.exports.contents import HEADS, KINDS
from rekam.registry.exports.models import Export
from rekam.registry.exports.rules import TERMS, Kind
from rekam.ui.templatetags.rekam import jumlah


def lines(row: Export) -> list[tuple[str | Promise, str]]:
    """What a request is for, for whom, which columns; label and value."""
    kind = Kind(row.kind)
    return [
        (lazy("Tujuan"), str(KINDS[kind])),
        (lazy("Penerima"), row.addressee),
        (lazy("Surat permintaan"), row.letter),
        (lazy("Kolom"), ", ".join(str(HEADS[field]) for field in row.fields)),
        (lazy("Orang"), jumlah(row.people)),
        (lazy("Batas tujuan ini"), jumlah(TERMS[kind].most)),
    ]
