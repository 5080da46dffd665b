"""What pages say of acts of two: a headline, what the second officer confirms, and the button."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rekam.cards.blanks.seconds.rules import Kind

HEADS: Mapping[Kind, Promise] = {
    Kind.TAKEN: _("Dibawa tim"),
    Kind.BROUGHT: _("Dibawa kembali"),
    Kind.SHORT_BOX: _("Isi boks kurang"),
}
ASKED: Mapping[Kind, Promise] = {
    Kind.TAKEN: _("Hitung bersama, lalu pastikan; sejak itu keping ini tanggung jawab Anda sampai kembali."),
    Kind.BROUGHT: _("Hitung bersama, lalu pastikan; sejak itu keping ini di penyimpanan lagi."),
    Kind.SHORT_BOX: _("Lihat sendiri isi boksnya, lalu pastikan; sisanya menurut buku dicatat hilang."),
}
BUTTONS: Mapping[Kind, Promise] = {
    Kind.TAKEN: _("Ya, saya membawanya"),
    Kind.BROUGHT: _("Ya, saya membawanya kembali"),
    Kind.SHORT_BOX: _("Ya, saya ikut menghitung"),
}
