"""The questions, where one stands, and what was shown, in words."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.credentials.presenting.rules import State, Template
from rekam.credentials.verdict import Standing
from rekam.ui.dates import long_date
from rekam.ui.language import page_language

TEMPLATES: dict[Template, str | Promise] = {
    Template.AGE: lazy("Sudah 17 tahun? (ya atau tidak saja)"),
    Template.IDENTITY: lazy("KTP: NIK, nama, kelahiran, alamat dan foto"),
    Template.CHILD: lazy("KIA seorang anak: nama, kelahiran, kepala keluarga dan foto"),
}
STATES: dict[State, tuple[str, str | Promise]] = {
    State.WAITING: ("wait", lazy("menunggu dipindai")),
    State.FETCHED: ("wait", lazy("sudah dipindai, menunggu jawaban")),
    State.ANSWERED: ("good", lazy("dijawab")),
    State.DECLINED: ("none", lazy("pemiliknya tidak bersedia")),
    State.OVER: ("none", lazy("lewat waktu")),
}
STANDINGS: dict[Standing, tuple[str, str | Promise]] = {
    Standing.VALID: ("good", lazy("BERLAKU")),
    Standing.INVALID: ("bad", lazy("TIDAK BERLAKU")),
    Standing.SUSPENDED: ("exception", lazy("DITANGGUHKAN")),
    Standing.UNKNOWN: ("wait", lazy("TIDAK DIKETAHUI")),
}
SEXES: dict[str, str | Promise] = {"L": lazy("laki-laki"), "P": lazy("perempuan")}


def said(name: str, value: object) -> object:
    """A value as the desk reads it; what is no date or sex, as the document says it."""
    if name == "jenis_kelamin":
        return SEXES.get(str(value), value)
    if name != "tanggal_lahir":
        return value
    try:
        return long_date(date.fromisoformat(str(value)), language=page_language())
    except ValueError:
        return value
