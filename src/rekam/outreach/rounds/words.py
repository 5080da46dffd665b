"""The words that pages and papers show for home-visit days."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.outreach.rounds.building import LATER, OUT
from rekam.outreach.rounds.models import HomeStop
from rekam.outreach.rounds.routing.explaining import Why
from rekam.outreach.rounds.rules import Outcome
from rekam.outreach.sites.homes.models import HomeVisit
from rekam.outreach.sites.homes.rules import HalfDay, Reason
from rekam.ui.dates import short_date
from rekam.ui.language import page_language

OUTCOMES: Mapping[Outcome, Promise] = {
    Outcome.RECORDED: lazy("terekam"),
    Outcome.FAILED: lazy("gagal direkam"),
    Outcome.ABSENT: lazy("tidak di rumah"),
    Outcome.ALREADY: lazy("sudah punya rekaman"),
    Outcome.UNDER_16: lazy("belum 16 tahun"),
    Outcome.DIED: lazy("meninggal"),
    Outcome.MOVED: lazy("pindah"),
}
HALVES: Mapping[HalfDay, Promise] = {
    HalfDay.MORNING: lazy("pagi"),
    HalfDay.AFTERNOON: lazy("siang"),
}
# Semarang's operators use alcohol and lotion on old fingers (hariansemarangbanget.blogspot.com/2012/06), ODGJ
# in Jakarta gave photograph and fingers only (m.beritajakarta.id/read/136909), the blind of OKU no iris
# (sumsel.antaranews.com/berita/749235).
BRING: Mapping[Reason, Promise] = {
    Reason.ELDERLY: lazy("alkohol dan losion untuk sidik jari kering"),
    Reason.ILL: lazy("latar foto lipat; direkam berbaring bila perlu"),
    Reason.MENTAL: lazy("pendamping keluarga; foto dan sidik jari dahulu"),
    Reason.DISABLED: lazy("alat iris; pengecualian untuk jari atau iris yang tidak ada"),
}


def bring(request: HomeVisit) -> Sequence[str]:
    """What a team takes along for one home."""
    usual = BRING.get(Reason(request.reason))
    return [
        *([_("tenaga kesehatan")] if request.health else []),
        *([request.needs] if request.needs else []),
        *([str(usual)] if usual else []),
    ]


def why_left(home: HomeStop) -> str:
    """Why a home is not visited that day, in a sentence."""
    minutes = {"minutes": home.why_minutes}
    if home.why == LATER and home.request.wanted_on:
        day = short_date(home.request.wanted_on, language=page_language())
        return _("Keluarganya meminta %(day)s.") % {"day": day}
    return {
        OUT: _("Dikeluarkan dari hari ini."),
        Why.HEALTH: _("Perlu tenaga kesehatan, dan tidak ada yang ikut."),
        Why.FAR: _("Terlalu jauh: sendirian pun perlu %(minutes)s menit.") % minutes,
        Why.HOURS: _("Jam yang diminta tidak dapat ditepati bersama rumah lain."),
        Why.FULL: _("Hari penuh: tim akan terlambat kembali %(minutes)s menit.") % minutes,
        Why.FITS: _("Masih muat, tetapi jalannya lama; kunci bila tetap diinginkan."),
    }.get(home.why, "")
