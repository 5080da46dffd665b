"""The paragraph for the press: counts, shares with both denominators, base, date, rounding (pure)."""

from dataclasses import dataclass
from datetime import date

from rekam.coverage.rules import RULE_VERSION, Counts
from rekam.kernel.errors import RuleBroken
from rekam.ui import dates, numbers
from rekam.ui.numbers import Cut, Language

PARAGRAPHS: dict[Language, str] = {
    "id": (
        "Per {on}, wajib KTP di {area} berjumlah {wajib} orang dari {population} penduduk. "
        "Sebanyak {recorded} orang ({recorded_percent}) sudah direkam, sedangkan {not_recorded} orang "
        "({not_recorded_percent}) belum direkam. Yang sudah memegang kartu berjumlah {held} orang "
        "({held_percent} dari wajib KTP, atau {held_of_recorded_percent} dari yang sudah direkam). "
        "Dasar angka: register hidup menurut domisili, dihitung {counted} dengan aturan hitung {rules}; "
        "kartu dihitung dari serah terima. Persentase capaian dipotong pada dua angka desimal; persentase "
        "yang belum direkam dibulatkan ke atas."
    ),
    "en": (
        "In {area}, {wajib} residents were required to hold an electronic identity card (wajib KTP) as of "
        "{on}, out of a population of {population}. Of those required, {recorded} people "
        "({recorded_percent}) had been recorded and {not_recorded} people ({not_recorded_percent}) had not. "
        "A total of {held} people held a card: {held_percent} of those required to hold one, or "
        "{held_of_recorded_percent} of those recorded. Base: the live register by domicile, counted on "
        "{counted} by counting rules {rules}; cards are counted when handed over. Coverage is cut, not "
        "rounded, at two decimals; the share not recorded is rounded up."
    ),
}


@dataclass(frozen=True)
class Statement:
    """What is told of an area as of a day, by the register of the day when it was counted."""

    area: str
    on: date
    counted: date
    counts: Counts


def check(counts: Counts, *, on: date, today: date) -> None:
    """Whether the press may be told this: people are there, and the day has come.

    Raises RuleBroken("statement_of_nobody" | "statement_of_future").
    """
    if on > today:
        raise RuleBroken("statement_of_future", on=on.isoformat())
    if not counts.wajib:
        raise RuleBroken("statement_of_nobody")


def paragraph(statement: Statement, *, language: Language = "id") -> str:
    """The paragraph in one language; its own figures are judged ok by coverage.reconcile.

    Coverage is cut down and the gap cut up, so that both sum to 100 and no target is reached by rounding.
    """
    counts = statement.counts
    shares = {
        "recorded_percent": _share(counts.recorded, of=counts.wajib, cut=Cut.DOWN, language=language),
        "not_recorded_percent": _share(counts.not_recorded, of=counts.wajib, cut=Cut.UP, language=language),
        "held_percent": _share(counts.held, of=counts.wajib, cut=Cut.DOWN, language=language),
        "held_of_recorded_percent": _share(counts.held, of=counts.recorded, cut=Cut.DOWN, language=language),
    }
    people = {
        name: numbers.count(getattr(counts, name), language=language)
        for name in ("population", "wajib", "recorded", "not_recorded", "held")
    }
    return PARAGRAPHS[language].format(
        area=statement.area,
        on=dates.long_date(statement.on, language=language),
        counted=dates.long_date(statement.counted, language=language),
        rules=RULE_VERSION,
        **people,
        **shares,
    )


def _share(part: int, *, of: int, cut: Cut, language: Language) -> str:
    return numbers.percent(numbers.share(part, whole=of, cut=cut), language=language)
