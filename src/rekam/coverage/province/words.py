"""Words of the province's page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.coverage.province.rules import AreaKind, Track

KINDS: Mapping[AreaKind, str | Promise] = {
    AreaKind.REMOTE: lazy("Terpencil"),
    AreaKind.BORDER: lazy("Perbatasan"),
    AreaKind.COAST: lazy("Pesisir"),
    AreaKind.ISLAND: lazy("Kepulauan"),
}
# The sign of the status word, and the word.
TRACKS: Mapping[Track, tuple[str, str | Promise]] = {
    Track.NONE: ("none", lazy("belum ada target")),
    Track.REACHED: ("good", lazy("tercapai")),
    Track.ON: ("good", lazy("sesuai laju")),
    Track.OFF: ("bad", lazy("tertinggal dari target")),
    Track.UNKNOWN: ("wait", lazy("laju belum diketahui")),
}
