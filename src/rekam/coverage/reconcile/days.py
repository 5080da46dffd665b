"""Dates as articles and tables print them: of which day figures speak, when a promise is due (pure)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from rekam.coverage.reconcile.figures import AsOf
from rekam.ui.dates import DAYS, MONTHS, SHORT_MONTHS

# Days on which everybody asked for a card. Sources of those since 2019: registry.voters.rules; of the
# earlier ones none was looked up (recall).
ELECTIONS = {
    "pemilu 2014": date(2014, 4, 9),
    "pemilu 2019": date(2019, 4, 17),
    "pemilu 2024": date(2024, 2, 14),
    "pilkada 2017": date(2017, 2, 15),
    "pilkada 2018": date(2018, 6, 27),
    "pilkada 2020": date(2020, 12, 9),
    "pilkada 2024": date(2024, 11, 27),
    "2019 election": date(2019, 4, 17),
    "2024 election": date(2024, 2, 14),
    "2024 regional election": date(2024, 11, 27),
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
SHORTENED = "|".join([*dict.fromkeys(SHORT_MONTHS["id"] + SHORT_MONTHS["en"]), "Sept", "Agust", "Nop"])
_WEEKDAY = "|".join(DAYS["id"] + DAYS["en"])
_DAYS = (
    re.compile(rf"\b(?P<day>\d{{1,2}})[\s-]+(?P<month>{_MONTH})\.?[\s-]+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(
        rf"\b(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?P<day>\d{1,2})[/-](?P<month>\d{1,2})[/-](?P<year>\d{4})\b"),
)
_OF_MONTH = re.compile(rf"\b({_MONTH})\.?\s+(\d{{4}})\b", re.IGNORECASE)
_SEMESTER = re.compile(
    r"\b(?:semester|smt)\s*(?P<id>i{1,2}|[12]|pertama|kedua|ganjil|genap)\s*(?:tahun\s+|[/-]\s*)?(?P<id_year>\d{4})\b|"
    r"\b(?P<en>first|second)\s+(?:semester|half)\s+(?:of\s+)?(?P<en_year>\d{4})\b",
    re.IGNORECASE,
)
_FIRST_HALF = frozenset({"i", "1", "pertama", "ganjil", "first"})
_EDGE = re.compile(
    r"\b(awal|akhir|pertengahan|early|mid|late|(?:the )?(?:beginning|middle|end) of)[\s-]+"
    r"(?:tahun\s+|the\s+)?"
    r"(\d{4}|ini|this year|year)\b",
    re.IGNORECASE,
)
_EDGES = {
    **dict.fromkeys(("awal", "early", "beginning of"), "01-31"),
    **dict.fromkeys(("pertengahan", "mid", "middle of"), "06-30"),
    **dict.fromkeys(("akhir", "late", "end of"), "12-31"),
}
_THIS_YEAR = re.compile(r"\b(?:tahun ini|this year)\b", re.IGNORECASE)
_ELECTION = re.compile("|".join(re.escape(name) for name in ELECTIONS), re.IGNORECASE)
_YEAR = re.compile(
    r"\b(?:pada|tahun|sejak|selama|sepanjang|hingga|sampai|in|since|by|until|during|for|year)\s+(?:19|20)\d\d\b"
    r"(?![.,]\d|\s+(?:orang|jiwa|warga|people|residents))",
    re.IGNORECASE,
)
# Right before the day of the figures themselves, which comes before the day of the interview.
_STANDS = r"\b(?:per|posisi|keadaan|as of|as at)\s+(?:tanggal\s+)?$"
PROSE = 60  # letters: what is shorter is a heading, a date line or a caption


def told_on(lines: list[str]) -> AsOf:
    """The day, or at least the month, that an article's figures speak of; AsOf("") where none is printed.

    "per 31 Desember 2024" comes first, then a day in the prose with its weekday, any day there, a day in
    the head, a month; days of promises do not count.
    """
    prose = [line for line in lines if len(line) > PROSE]
    for candidates in (prose, lines):
        for lead in (_STANDS, rf"\b(?:{_WEEKDAY})\W+$", ""):
            for day in _days(candidates, lead=lead):
                return AsOf(day.isoformat())
        for month in _months(candidates, lead=_STANDS):
            return AsOf(month)
    return AsOf(next(_months([line for line in prose if not _speaks_of_promise(line)]), ""))


def printed(text: str) -> AsOf:
    """The date of a table's cell: "2024", "2024-12", "31 Desember 2024", "Juni 2025", "semester I 2024".

    A semester is told of its last day. Raises RuleBroken("reconcile_date_malformed").
    """
    plain = text.strip().lower().split("t00:00")[0].split(" 00:00")[0]
    if (found := _SEMESTER.fullmatch(plain)) is not None:
        return AsOf(_end_of_semester(found))
    if _OF_MONTH.fullmatch(plain):
        return AsOf(next(_months([plain])))
    if any(pattern.fullmatch(plain) for pattern in _DAYS):
        return AsOf.parse(next((day.isoformat() for day in _days([plain])), plain))
    return AsOf.parse(plain)


def due_on(text: str, *, told: AsOf) -> AsOf:
    """The last day of a promise: "Desember 2017", "akhir tahun ini", "jelang Pemilu 2019"; else AsOf("").

    told  when the article was written, for "tahun ini"
    """
    for day in _days([text]):
        return AsOf(day.isoformat())
    if found := _ELECTION.search(text):
        return AsOf(ELECTIONS[found[0].lower()].isoformat())
    if found := _SEMESTER.search(text):
        return AsOf(_end_of_semester(found))
    for month in _months([text]):
        return AsOf(AsOf(month).last.isoformat())
    if (found := _EDGE.search(text)) and (year := found[2] if found[2].isdigit() else told.text[:4]):
        return AsOf(f"{year}-{_EDGES[found[1].lower().removeprefix('the ')]}")
    return AsOf(f"{told.text[:4]}-12-31" if told.text and _THIS_YEAR.search(text) else "")


def blanked(text: str) -> str:
    """The same text with its dates as spaces, so that their digits are not taken for figures."""
    for pattern in (*_DAYS, _ELECTION, _SEMESTER, _OF_MONTH, _EDGE, _YEAR):
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    return text


def _days(lines: Iterable[str], *, lead: str = "") -> Iterator[date]:
    """The days of the lines, where the words before end as `lead` says."""
    for line in lines:
        for pattern in _DAYS:
            for found in pattern.finditer(line):
                month = found["month"].lower()
                number = int(month) if month.isdigit() else _NUMBER_OF[month]
                if re.search(lead, line[: found.start()], re.IGNORECASE):
                    yield from _day(int(found["year"]), month=number, day=int(found["day"]))


def _day(year: int, *, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def _months(lines: Iterable[str], *, lead: str = "") -> Iterator[str]:
    for line in lines:
        for found in _OF_MONTH.finditer(line):
            if re.search(lead, line[: found.start()], re.IGNORECASE):
                yield f"{found[2]}-{_NUMBER_OF[found[1].lower()]:02}"


def _end_of_semester(found: re.Match[str]) -> str:
    name = (found["id"] or found["en"]).lower()
    return f"{found['id_year'] or found['en_year']}-{'06-30' if name in _FIRST_HALF else '12-31'}"


def _speaks_of_promise(text: str) -> bool:
    return bool(re.search(r"target|rampung|tuntas|optimis|\baim|completed", text, re.IGNORECASE))
