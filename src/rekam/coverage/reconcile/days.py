"""Dates as articles print them: when the figures were told, and when a promise is due (pure)."""

import re
from collections.abc import Iterator
from datetime import date

from rekam.coverage.reconcile.figures import AsOf
from rekam.ui.dates import DAYS, MONTHS, SHORT_MONTHS

# Days on which everybody asked for a card. Source: KPU, decisions on the calendar of each election.
ELECTIONS = {
    "pemilu 2014": date(2014, 4, 9),
    "pemilu 2019": date(2019, 4, 17),
    "pemilu 2024": date(2024, 2, 14),
    "pilkada 2017": date(2017, 2, 15),
    "pilkada 2018": date(2018, 6, 27),
    "pilkada 2020": date(2020, 12, 9),
    "pilkada 2024": date(2024, 11, 27),
}
_NUMBER_OF = {
    name.lower(): number
    for names in (
        *MONTHS.values(),
        *SHORT_MONTHS.values(),
        ["", "", "", "", "", "", "", "Agust", "Sept", "", "Nop"],
    )
    for number, name in enumerate(names, start=1)
    if name
}
_MONTH = "|".join(sorted(_NUMBER_OF, key=len, reverse=True))
_WEEKDAY = "|".join(DAYS["id"] + DAYS["en"])
_DAY = re.compile(rf"\b(\d{{1,2}})\s+({_MONTH})\.?\s+(\d{{4}})\b", re.IGNORECASE)
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_OF_MONTH = re.compile(rf"\b({_MONTH})\s+(\d{{4}})\b", re.IGNORECASE)
_EDGE = re.compile(r"\b(awal|akhir|pertengahan)\s+(?:tahun\s+)?(\d{4}|ini)\b", re.IGNORECASE)
_THIS_YEAR = re.compile(r"\btahun ini\b", re.IGNORECASE)
_ELECTION = re.compile("|".join(re.escape(name) for name in ELECTIONS), re.IGNORECASE)
_EDGES = {"awal": "01-31", "pertengahan": "06-30", "akhir": "12-31"}
PROSE = 60  # letters: what is shorter is a heading, a date line or a caption


def told_on(lines: list[str]) -> AsOf:
    """The day, or at least the month, that an article's figures speak of; AsOf("") where none is printed.

    A day in the prose, with its weekday first, comes before one in the head; days of promises do not count.
    """
    prose = [line for line in lines if len(line) > PROSE]
    for candidates in (prose, lines):
        days = [day for line in candidates for day in _days(line)]
        with_weekday = [day for line in candidates for day in _days(line, weekday=True)]
        if days:
            return AsOf((with_weekday or days)[0].isoformat())
    months = [month for line in prose if not _speaks_of_promise(line) for month in _months(line)]
    return AsOf(months[0] if months else "")


def due_on(text: str, *, told: AsOf) -> AsOf:
    """The last day of a promise: "Desember 2017", "akhir tahun ini", "jelang Pemilu 2019"; else AsOf("").

    told  when the article was written, for "tahun ini"
    """
    for day in _days(text):
        return AsOf(day.isoformat())
    if found := _ELECTION.search(text):
        return AsOf(ELECTIONS[found[0].lower()].isoformat())
    for month in _months(text):
        return AsOf(AsOf(month).last.isoformat())
    if (found := _EDGE.search(text)) and (year := found[2] if found[2] != "ini" else told.text[:4]):
        return AsOf(f"{year}-{_EDGES[found[1].lower()]}")
    return AsOf(f"{told.text[:4]}-12-31" if told.text and _THIS_YEAR.search(text) else "")


def blanked(text: str) -> str:
    """The same text with its dates as spaces, so that their digits are not taken for figures."""
    for pattern in (_DAY, _SLASHED, _ELECTION, _OF_MONTH, _EDGE):
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    return text


def _days(text: str, *, weekday: bool = False) -> Iterator[date]:
    lead = rf"\b(?:{_WEEKDAY})\W+$"
    for pattern in (_DAY, _SLASHED):
        for found in pattern.finditer(text):
            if weekday and not re.search(lead, text[: found.start()], re.IGNORECASE):
                continue
            month = int(found[2]) if found[2].isdigit() else _NUMBER_OF[found[2].lower()]
            try:
                yield date(int(found[3]), month, int(found[1]))
            except ValueError:
                continue


def _months(text: str) -> Iterator[str]:
    for found in _OF_MONTH.finditer(text):
        yield f"{found[2]}-{_NUMBER_OF[found[1].lower()]:02}"


def _speaks_of_promise(text: str) -> bool:
    return bool(re.search(r"target|rampung|tuntas|optimis", text, re.IGNORECASE))
