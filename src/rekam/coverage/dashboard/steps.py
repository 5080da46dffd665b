"""What to do next, by how many people it is about: from the counts alone, each with the list behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from rekam.coverage.dashboard.rules import AgeCount, Sixteen
from rekam.coverage.dashboard.standing import Standing
from rekam.coverage.people.rules import Found, Listed
from rekam.registry.entries.rules import RECORD_BY
from rekam.ui import numbers
from rekam.ui.language import page_language
from rekam.ui.parts import Act

MOST = 5


@dataclass(frozen=True)
class _Step:
    people: int
    act: Act


def next_steps(
    found: Standing, *, years: Sequence[AgeCount], sixteen: Sixteen, names_allowed: bool
) -> Sequence[Act]:
    """At most five acts, the one that concerns the most people first; the verb leads where it is done."""
    steps = [
        *_recording(found, years=years, sixteen=sixteen),
        *_evidence(found, names_allowed=names_allowed),
        *_cards(found, names_allowed=names_allowed),
    ]
    steps.sort(key=lambda step: step.people, reverse=True)
    return [step.act for step in steps if step.people][:MOST]


def _recording(found: Standing, *, years: Sequence[AgeCount], sixteen: Sixteen) -> list[_Step]:
    last_year = sum(year.people for year in years if year.first == RECORD_BY - 1)
    steps = [
        _step(
            sixteen.left,
            what=_("Rekam usia 16 di SMA dan SMK."),
            why=_("%s orang belum direkam; yang direkam sekarang tidak masuk angka belum rekam."),
            href=f"{reverse('coverage:projection')}?wilayah={found.place.text}",
            verb=_("Hitung akibatnya"),
        ),
        _step(
            last_year,
            what=_("Panggil yang berusia 21 tahun."),
            why=_("NIK %s orang dapat dinonaktifkan pada ulang tahun ke-22."),
            href=reverse("coverage:overdue", args=[found.place.text]),
            verb=_("Lihat 90 hari ke depan"),
        ),
    ]
    if found.is_village:
        return steps
    most = found.top[0] if found.top else found.most_people
    told = {"people": _count(most.counts.not_recorded), "young": _count(most.counts.youngest)}
    visit = Act(
        what=_("Datangi %s.") % most.name,
        why=_("%(people)s orang belum direkam, di antaranya %(young)s berusia 17.") % told,
        href=reverse("coverage:area", args=[most.code]),
        verb=_("Buka kelurahan"),
    )
    return [*steps, _Step(most.counts.not_recorded, visit)]


def _evidence(found: Standing, *, names_allowed: bool) -> list[_Step]:
    gone, unknown = found.counts.probably_gone, found.counts.unknown_reach
    return [
        _step(
            gone,
            what=_("Buktikan yang mungkin sudah tidak ada."),
            why=_("%s orang dikatakan meninggal, pindah atau tidak dikenal."),
            **_list(found, names_allowed=names_allowed, keadaan=Found.PROBABLY_GONE),
        ),
        _step(
            unknown,
            what=_("Cari tahu mengapa mereka belum direkam."),
            why=_("Tentang %s orang belum ada keterangan apa pun."),
            **_list(found, names_allowed=names_allowed, keadaan=Found.UNKNOWN),
        ),
    ]


def _cards(found: Standing, *, names_allowed: bool) -> list[_Step]:
    unprinted, waiting = found.counts.not_printed, found.counts.not_handed_over
    return [
        _step(
            unprinted,
            what=_("Cetak kartu yang belum ada."),
            why=_("%s orang sudah direkam dan belum punya kartu."),
            **_list(found, names_allowed=names_allowed, hitungan=Listed.NOT_PRINTED),
        ),
        _step(
            waiting,
            what=_("Serahkan kartu yang sudah dicetak."),
            why=_("Kartu %s orang menunggu diambil."),
            **_list(found, names_allowed=names_allowed, hitungan=Listed.NOT_HANDED_OVER),
        ),
    ]


def _step(people: int, *, what: str, why: str, **link: str) -> _Step:
    """A step that so many people wait for; `why` has a %s where their number stands."""
    return _Step(people, Act(what=what, why=why % _count(people), **link))


def _list(found: Standing, *, names_allowed: bool, **asked: str) -> dict[str, str]:
    if not names_allowed:
        return {}
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return {
        "href": f"{reverse('coverage:names', args=[found.place.text])}?{query}",
        "verb": _("Buka daftar"),
    }


def _count(people: int) -> str:
    return numbers.count(people, language=page_language())
