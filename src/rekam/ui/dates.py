"""Dates and hours as the office writes them: 24 November 2026, 07.30 WIB. Pure: the language comes in."""

from datetime import date, datetime, timedelta

from rekam.ui.numbers import Language

MONTHS = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
SHORT_MONTHS = {
    "id": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
DAYS = {
    "id": ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
ZONES: dict[float, str] = {7: "WIB", 8: "WITA", 9: "WIT"}


def long_date(day: date, *, language: Language = "id") -> str:
    """24 November 2026, in both languages."""
    return f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"


def short_date(day: date, *, language: Language = "id") -> str:
    """24 Nov, for tables whose head or caption names the year."""
    return f"{day.day} {SHORT_MONTHS[language][day.month - 1]}"


def weekday(day: date, *, language: Language = "id") -> str:
    """Selasa, Tuesday."""
    return DAYS[language][day.weekday()]


def zone(at: datetime) -> str:
    """The Indonesian zone of a moment by its offset: WIB, WITA, WIT; elsewhere UTC with the offset in hours.

    Raises ValueError for a moment without a zone, since an hour without one says nothing.
    """
    offset = at.utcoffset()
    if offset is None:
        raise ValueError("an hour needs a zone")
    hours = offset / timedelta(hours=1)
    return ZONES.get(hours, f"UTC{hours:+g}")


def hour(at: datetime, *, language: Language = "id") -> str:
    """07.30 WIB in Indonesian, 07:30 WIB in English, in the moment's own zone."""
    mark = "." if language == "id" else ":"
    return f"{at.hour:02}{mark}{at.minute:02} {zone(at)}"


def moment(at: datetime, *, language: Language = "id") -> str:
    """Selasa, 24 November 2026 pukul 07.30 WIB; Tuesday, 24 November 2026 at 07:30 WIB."""
    at_word = "pukul" if language == "id" else "at"
    day = f"{weekday(at, language=language)}, {long_date(at, language=language)}"
    return f"{day} {at_word} {hour(at, language=language)}"


def wrong_parts(*, day: str, month: str, year: str) -> dict[str, str]:
    """Which of the three boxes of a date are wrong, each with a code: missing, not_a_number, out_of_range.

    Returns {} for a real day between the years 1850 and 2200; 31 2 2026 is `day: no_such_day`.
    """
    limits = {"day": (day, 1, 31), "month": (month, 1, 12), "year": (year, 1850, 2200)}
    wrong = {name: code for name, limit in limits.items() if (code := _wrong(*limit))}
    if wrong:
        return wrong
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return {"day": "no_such_day"}
    return {}


def _wrong(text: str, least: int, most: int) -> str:
    text = text.strip()
    if not text:
        return "missing"
    if not (text.isascii() and text.isdigit()):
        return "not_a_number"
    return "" if least <= int(text[:9]) <= most else "out_of_range"
