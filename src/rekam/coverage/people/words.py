"""Words of the lists behind the counts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.coverage.people.rules import REACH, Found, Group, Listed, Sex
from rekam.coverage.words import REACHES

LISTED: Mapping[Listed, str | Promise] = {
    Listed.NOT_RECORDED: lazy("Wajib KTP, belum direkam"),
    Listed.NOT_PRINTED: lazy("Sudah direkam, kartu belum dicetak"),
    Listed.NOT_HANDED_OVER: lazy("Kartu sudah dicetak, belum diserahkan"),
    Listed.AHEAD: lazy("Direkam sebelum wajib KTP"),
}
SEXES: Mapping[Sex, str | Promise] = {Sex.MALE: lazy("Laki-laki"), Sex.FEMALE: lazy("Perempuan")}
GROUPS: Mapping[Group, str | Promise] = {
    Group.YOUNGEST: lazy("Usia 17 tahun atau kurang"),
    Group.ELDERLY: lazy("Lansia (60 tahun ke atas)"),
    Group.DISABLED: lazy("Penyandang disabilitas"),
    Group.FOREIGN: lazy("WNA dengan ITAP"),
}
FOUND: Mapping[Found, str | Promise] = {found: REACHES[reach] for found, reach in REACH.items()}
EVERYBODY = lazy("Semua")
