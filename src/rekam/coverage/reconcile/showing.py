"""What the page of results shows: the finding as a headline, the drawing of the sum, the table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rekam.coverage.reconcile import drawing, words
from rekam.coverage.reconcile.drawing import Picture
from rekam.coverage.reconcile.figures import GRAVEST_FIRST, Judgement, Verdict
from rekam.coverage.reconcile.groups import by_statement, together
from rekam.ui.parts import State

STATES = {
    Verdict.OK: State.GOOD,
    Verdict.LOOSE: State.WAIT,
    Verdict.WRONG: State.BAD,
    Verdict.CONFLICT: State.BAD,
    Verdict.NOT_RECOMPUTABLE: State.NONE,
}
WIDE, NARROW = 700.0, 340.0
# whole, part, rest of the sums that are drawn, with which the page begins
DRAWN = (("wajib", "recorded", "not_recorded"), ("wajib", "held", "not_held"))


@dataclass(frozen=True)
class Row:
    """One figure of the table."""

    measure: str
    published: str
    recomputed: str
    state: State
    word: str
    why: str
    is_mistaken: bool


@dataclass(frozen=True)
class Statement:
    """The figures of one area and day, the gravest first, with the drawing of their sum if they make one."""

    area: str
    as_of: str
    rows: Sequence[Row]
    drawing: Mapping[str, str] | None


def headline(found: Sequence[Judgement]) -> str:
    """The gravest finding as a sentence."""
    gravest = min(found, key=_gravity)
    if gravest.verdict is Verdict.OK:
        return ngettext("%(n)s angka cocok", "Semua %(n)s angka cocok", len(found)) % {"n": len(found)}
    if gravest.verdict is Verdict.NOT_RECOMPUTABLE:
        return _("Tidak ada yang salah, tetapi tidak semuanya dapat dihitung ulang")
    if gravest.recomputed is None:
        return words.sentence(gravest.findings[0]).rstrip(".")
    name, figure = gravest.figure.measure, gravest.figure
    facts = {"measure": _capital(words.measure(name)), "printed": words.figure(figure.value, of=name)}
    facts["recomputed"] = words.figure(gravest.recomputed, of=name)
    if gravest.verdict is Verdict.LOOSE:
        return _("%(measure)s: tepatnya %(recomputed)s, ditulis %(printed)s") % facts
    return _("%(measure)s: %(recomputed)s, bukan %(printed)s") % facts


def tally(found: Iterable[Judgement]) -> str:
    """How many figures got which verdict: "7 angka diperiksa: 1 salah, 6 cocok"."""
    verdicts = [one.verdict for one in found]
    told = [f"{verdicts.count(v)} {words.VERDICTS[v]}" for v in GRAVEST_FIRST if v in verdicts]
    return _("%(n)s angka diperiksa: %(told)s.") % {"n": len(verdicts), "told": ", ".join(told)}


def statements(found: Sequence[Judgement]) -> list[Statement]:
    """The results by area and day, in the order of the figures."""
    of_line = {one.figure.line: one for one in found}
    groups = together((one.figure for one in found), key=by_statement)
    return [
        _statement([of_line[figure.line] for figure in group], number=number)
        for number, group in enumerate(groups, start=1)
    ]


def _statement(found: Sequence[Judgement], *, number: int) -> Statement:
    figure = found[0].figure
    return Statement(
        area=figure.area or figure.area_code,
        as_of=words.as_of(figure.as_of) if figure.as_of.text else _("tanggal tidak disebut"),
        rows=[_row(one) for one in sorted(found, key=_gravity)],
        drawing=_drawing(found, number=number),
    )


def _gravity(one: Judgement) -> int:
    return GRAVEST_FIRST.index(one.verdict)


def _row(one: Judgement) -> Row:
    name = one.figure.measure
    return Row(
        measure=_capital(words.measure(name)),
        published=words.figure(one.figure.value, of=name),
        recomputed="" if one.recomputed is None else words.figure(one.recomputed, of=name),
        state=STATES[one.verdict],
        word=str(words.VERDICTS[one.verdict]),
        why=words.why(one),
        is_mistaken=one.verdict in {Verdict.WRONG, Verdict.CONFLICT},
    )


def _drawing(found: Sequence[Judgement], *, number: int) -> Mapping[str, str] | None:
    by_measure = {one.figure.measure: one for one in found}
    for whole, part, rest in DRAWN:
        if {whole, part, rest} <= set(by_measure):
            counts = {name: int(by_measure[name].figure.value) for name in (whole, part, rest)}
            if counts[whole] < counts[part]:
                return None
            picture = Picture(
                whole=counts[whole],
                part=counts[part],
                printed=counts[rest],
                expected=counts[whole] - counts[part],
            )
            told = _words(picture, names=(whole, part, rest))
            return {
                size: drawing.draw(picture, width=width, words=told, identifier=f"gambar-{number}-{size}")
                for size, width in (("wide", WIDE), ("narrow", NARROW))
            }
    return None


def _words(picture: Picture, *, names: tuple[str, str, str]) -> dict[str, str]:
    whole, part, rest = (_capital(words.measure(name)) for name in names)
    n = {name: words.count(getattr(picture, name)) for name in ("whole", "part", "printed", "expected")}
    off = words.count(abs(picture.off))
    told = {"printed": n["printed"], "off": off}
    printed = _("tertulis %(printed)s: cocok") % told
    if picture.off:
        printed = (
            _("tertulis %(printed)s: %(off)s terlalu banyak") % told
            if picture.off > 0
            else _("tertulis %(printed)s: %(off)s kurang") % told
        )
    return {
        "title": f"{whole} {n['whole']} − {part.lower()} {n['part']} = {n['expected']}; {printed}",
        "whole": f"{whole} {n['whole']}",
        "part": f"{part} {n['part']}",
        "rest": _("%(rest)s %(expected)s, digambar lebih besar") % {"rest": rest, "expected": n["expected"]},
        "printed": printed,
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
