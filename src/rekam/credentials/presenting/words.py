"""The questions of officers, and where one stands, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.credentials.presenting.rules import State, Template
from rekam.credentials.verdict import Standing

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
