"""Outages in the words of the office: causes, states with their sign, acts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rekam.devices.outages.rules import Act, Cause, State

Words = str | Promise

CAUSES: Mapping[Cause, Words] = {
    Cause.SERVER: _("server pusat atau server kantor"),
    Cause.NETWORK: _("jaringan"),
    Cause.POWER: _("listrik padam"),
    Cause.KIT: _("alat rekam rusak"),
    Cause.PRINTER: _("pencetak kartu rusak"),
    Cause.RIBBON: _("pita atau film cetak habis"),
    Cause.BLANKS: _("blanko habis"),
    Cause.OTHER: _("sebab lain"),
    Cause.UNKNOWN: _("sebab belum diketahui"),
}
STATES: Mapping[State, tuple[str, Words]] = {
    State.SUSPECTED: ("wait", _("dugaan, belum dipastikan")),
    State.CONFIRMED: ("bad", _("dipastikan")),
    State.DISMISSED: ("none", _("bukan gangguan")),
}
ACTS: Mapping[Act, Words] = {
    Act.SUSPECTED: _("diduga: stasiunnya diam"),
    Act.LONGER: _("dugaan diperbarui dari kabar stasiun"),
    Act.REPORTED: _("dicatat petugas"),
    Act.CONFIRMED: _("dipastikan"),
    Act.CORRECTED: _("dikoreksi"),
    Act.ENDED: _("dicatat berakhir"),
    Act.COUNTED: _("orang yang pulang dihitung dari nomor antrean"),
    Act.DISMISSED: _("dinyatakan bukan gangguan"),
}
