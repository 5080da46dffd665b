"""Words of the province's page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.coverage.province.rules import Track
from rekam.coverage.traits.rules import Trait

TRAITS: Mapping[Trait, str | Promise] = {
    Trait.REMOTE: lazy("Terpencil"),
    Trait.BORDER: lazy("Perbatasan"),
    Trait.COAST: lazy("Pesisir"),
    Trait.ISLAND: lazy("Kepulauan"),
}
# The sign of the status word, and the word.
TRACKS: Mapping[Track, tuple[str, str | Promise]] = {
    Track.NONE: ("none", lazy("belum ada target")),
    Track.REACHED: ("good", lazy("tercapai")),
    Track.ON: ("good", lazy("sesuai laju")),
    Track.OFF: ("bad", lazy("tertinggal dari target")),
    Track.UNKNOWN: ("wait", lazy("laju belum diketahui")),
}
