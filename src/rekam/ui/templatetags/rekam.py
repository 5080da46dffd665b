"""`{% load rekam %}`: numbers, dates and the partials that need arithmetic, in the language of the page."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, ChoiceField
from django.template import loader
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from rekam.ui import dates, numbers
from rekam.ui.forms import Problem, problems_of
from rekam.ui.language import page_language
from rekam.ui.numbers import Cut, Language
from rekam.ui.parts import Column, NavItem, Portion

register = template.Library()


@register.filter
def jumlah(number: int | None) -> str:
    """533214 -> 533.214; None -> –."""
    return numbers.NO_BASE if number is None else numbers.count(int(number), language=page_language())


@register.filter
def bulat(number: float | None) -> str:
    """1.234, of a number that is an estimate: rounded to whole ones."""
    return jumlah(None if number is None else round(number))


@register.filter
def selisih(number: int) -> str:
    """-74 -> −74, 41 -> +41."""
    return numbers.change(int(number), language=page_language())


def _percent(part: object, whole: object, cut: Cut, decimals: int) -> str:
    if part is None:
        return numbers.NO_BASE
    if whole is None:
        return numbers.percent(Decimal(str(part)), decimals=decimals, language=page_language())
    share = numbers.share(int(str(part)), whole=int(str(whole)), cut=cut, decimals=decimals)
    return numbers.percent(share, decimals=decimals, language=page_language())


@register.filter
def persen(part: object, whole: object = None) -> str:
    """Two decimals, to the nearest: 1|persen:3 -> 33,33 %; without a whole the number is in percent."""
    return _percent(part, whole, Cut.NEAREST, 2)


@register.filter
def persen_turun(part: object, whole: object) -> str:
    """Coverage, cut down: 523602|persen_turun:533214 -> 98,19 %."""
    return _percent(part, whole, Cut.DOWN, 2)


@register.filter
def persen_naik(part: object, whole: object) -> str:
    """The gap, cut up, so that it sums to 100 with the coverage: 9612|persen_naik:533214 -> 1,81 %."""
    return _percent(part, whole, Cut.UP, 2)


@register.filter
def persen_satu(part: object, whole: object) -> str:
    """One decimal, to the nearest, for ordinary shares: 5871|persen_satu:9612 -> 61,1 %."""
    return _percent(part, whole, Cut.NEAREST, 1)


@register.filter
def polos(percentage: str) -> str:
    """Without the unit, where the head of the table has it: 98,19 % -> 98,19."""
    return percentage.removesuffix("%").removesuffix(numbers.NO_BREAK_SPACE)


@register.filter
def is_optional(field: BoundField) -> bool:
    """Whether a field may be left empty; a list whose every line is an answer cannot be."""
    if field.field.required or not isinstance(field.field, ChoiceField):
        return not field.field.required
    return field.field.valid_value("")


@register.filter
def desimal(number: object, decimals: int = 2) -> str:
    """98.93 -> 98,93."""
    return numbers.decimal(Decimal(str(number)), decimals=decimals, language=page_language())


def _local(at: date | datetime) -> date | datetime:
    return timezone.localtime(at) if isinstance(at, datetime) and timezone.is_aware(at) else at


@register.filter
def tanggal(day: date | datetime | None) -> str:
    """24 November 2026, in the zone of the office."""
    return numbers.NO_BASE if day is None else dates.long_date(_local(day), language=page_language())


@register.filter
def tanggal_pendek(day: date | datetime | None) -> str:
    """24 Nov, for tables."""
    return numbers.NO_BASE if day is None else dates.short_date(_local(day), language=page_language())


@register.filter
def hari_pendek(day: date) -> str:
    """Sen 30 Nov, for the heads of a week."""
    language = page_language()
    return f"{dates.weekday(day, language=language)[:3]} {dates.short_date(day, language=language)}"


@register.filter
def jam(at: datetime | None) -> str:
    """07.30 WIB, in the zone of the office."""
    return numbers.NO_BASE if at is None else dates.hour(timezone.localtime(at), language=page_language())


@register.filter
def waktu(at: datetime | None) -> str:
    """Selasa, 24 November 2026 pukul 07.30 WIB."""
    return numbers.NO_BASE if at is None else dates.moment(timezone.localtime(at), language=page_language())


@register.simple_tag
def attributes(given: Mapping[str, object]) -> SafeString:
    """A field's attributes but its class: a loop in a template takes ten times as long."""
    told = [
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, str(value))
        for name, value in given.items()
        if name != "class" and value is not False
    ]
    return mark_safe("".join(told))  # noqa: S308 - each part is made by format_html


@register.filter
def more_classes(given: Mapping[str, object]) -> str:
    """The classes that a field has besides those of its kind, behind a space."""
    return f" {given['class']}" if given.get("class") else ""


@register.simple_tag
def navigation(rooms: Sequence[NavItem]) -> SafeString:
    """The rooms under the band. The same for everybody of a role, so it is made once for each."""
    return _navigation(tuple(rooms), language=page_language())


@lru_cache(maxsize=1000)
def _navigation(rooms: tuple[NavItem, ...], *, language: Language) -> SafeString:  # noqa: ARG001 - the template asks for it
    bar = [room for room in rooms if room.current or not room.rare]
    return loader.render_to_string(
        "ui/navigation.html", {"rooms": bar, "rare": [room for room in rooms if room not in bar]}
    )


@register.inclusion_tag("ui/components/status.html")
def status(state: str, word: str, why: str = "", code: str = "") -> dict[str, str]:
    """Sign + word + why; state is good, wait, bad, none or exception."""
    return {"state": state, "word": word, "why": why, "code": code}


@register.inclusion_tag("ui/components/figure.html")
def figure(value: int, unit: str, **words: object) -> dict[str, object]:
    """A number that never stands alone; words: base, base_unit, of, where, basis, at, rounding and more."""
    return {"value": value, "unit": unit, **words}


@register.inclusion_tag("ui/components/bar.html")
def bar(value: object, most: object, mean: object = None, kind: str = "") -> dict[str, str]:
    """A bar in a cell from 0 to `most`, an upright line at `mean`; kind "recorded" is pandan, else soga."""
    mark = _width(mean, most) if mean is not None else ""
    return {"width": _width(value, most), "mark": mark, "kind": kind}


def _width(value: object, most: object) -> str:
    scale = float(str(most))
    return f"{max(0.0, min(100.0, 100 * float(str(value)) / scale)):.2f}" if scale > 0 else "0"


@register.inclusion_tag("ui/components/progress.html")
def progress(
    done: int, total: int, what: str, left: str = "", unit: str = "", back_url: str = ""
) -> dict[str, object]:
    """Long work: how many of how many, what is left, that it may be left."""
    told = {"done": done, "total": total, "what": what, "left": left, "unit": unit, "back_url": back_url}
    return told | {"width": _width(done, total), "progress_id": f"kemajuan-{slugify(what)}"}


@register.inclusion_tag("ui/components/split.html")
def split(portions: Sequence[Portion]) -> dict[str, object]:
    """One bar of parts that sum to their whole, in the order given, at most four."""
    total = sum(portion.count for portion in portions) or 1
    pieces, x = [], 0.0
    for number, portion in enumerate(portions, start=1):
        width = 1000 * portion.count / total
        pieces.append({"number": str(number), "x": f"{x:.2f}", "width": f"{width:.2f}"})
        x += width
    return {"pieces": pieces}


@register.inclusion_tag("ui/components/table.html")
def table(
    columns: Sequence[Column], rows: Sequence[Sequence[object]], total: Sequence[object] = (), **words: str
) -> dict[str, object]:
    """Rows under their columns; words: caption, note, nothing (when empty), scroll_label (a scroll box)."""
    matched = [list(zip(columns, row, strict=True)) for row in rows]
    foot = list(zip(columns, total, strict=True)) if total else []
    return {"columns": columns, "rows": matched, "total": foot, **words}


@register.inclusion_tag("ui/components/pagination.html")
def pages(page: "Page[object]", query: str = "?") -> dict[str, object]:
    """Links to the pages of a list; `query` ends in ? or &."""
    return {"page": page, "query": query, "pages": list(page.paginator.get_elided_page_range(page.number))}


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(
    form: BaseForm | None = None, problems: Sequence[Problem | Mapping[str, str]] = ()
) -> dict[str, object]:
    """What has to be put right, each linked to its field: from a form, or problems with text and href."""
    found = problems_of(form) if form is not None else []
    return {"problems": [*found, *problems]}


@register.simple_block_tag
def inset(content: SafeString, kind: str = "", title: str = "") -> SafeString:
    """A rule of 5 px at the left around a block: kind "" a consequence or notice, "urgent", "bad"."""
    return loader.render_to_string(
        "ui/components/inset.html", {"text": content, "kind": kind, "title": title}
    )


@register.simple_block_tag
def scroll_box(content: SafeString, label: str) -> SafeString:
    """A box that a wide table scrolls in; the label says what is in it."""
    return loader.render_to_string("ui/components/scroll_box.html", {"content": content, "label": label})
