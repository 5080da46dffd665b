"""Figures out of the text of an article, each with its sentence; proposals for a person to confirm (pure)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from rekam.coverage.reconcile import days, meaning
from rekam.coverage.reconcile.figures import NATION, AsOf, Figure
from rekam.coverage.reconcile.meaning import Around, either
from rekam.coverage.reconcile.measures import PERCENT, TARGET, is_percent
from rekam.coverage.reconcile.number_words import in_digits
from rekam.coverage.reconcile.numerals import DIGITS, NEARNESS, SCALE_WORDS, numeral
from rekam.kernel.errors import RuleBroken

MOST_LIFTED = 60
# A stop behind these ends no sentence.
_SHORTENED = re.compile(rf"\b({days.SHORTENED}|kab|kec|kel|no|rp|mr|mrs|dr)\.(?=\s)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+|(?<=[a-z0-9)][.])(?=[A-Z“\"])|\n+")
# A line as long as prose that ends without a stop goes on in the next one.
_WRAPPED = re.compile(rf"(?<=[^\n]{{{days.PROSE}}})(?<![.!?”\"\s])[ \t]*\n(?=\S)")
_NUMBER = re.compile(
    rf"(?:\b(?:{NEARNESS})\s+)?(?<![\w.,/:-])(?:(?P<low>{DIGITS})\s*(?:[-–]|to|and|sampai|hingga)\s*)?"
    rf"(?P<high>{DIGITS})(?P<scale>\s*-?(?:{SCALE_WORDS})\b)?(?P<percent>\s*(?:%|persen\b|per\s?cent\b))?"
    r"(?![\w/:]|-\d)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"(?:\brp\.?|\bidr|\$)\s*$", re.IGNORECASE)
# Between two numbers of one thing: "452.692 (98%)", "3,07 persen atau sekitar 232.020 jiwa".
_JOINED = either("joins", before=r"\s*", after=r"\s*")
# From a number to the one that it is a part of: "8.103 dari 598.221", "7,210 of the city's 517,402".
_PART_OF = re.compile(r"\s*(?:\w+\s+)?(?:dari|(?:out )?of)\b[^.,;]{0,25}", re.IGNORECASE)
_PROMISE = either("promise")
_RATE = either("rate", before=r"\s*")
SMALLEST = 100  # without a word for people behind it, a smaller number is of days, schools, ages or villages
_PEOPLE = either("people", before=r"\s*", after=r"\b")


@dataclass(frozen=True)
class Article:
    """What holds for every figure of an article unless its sentence says otherwise."""

    case: str
    told: AsOf
    area_code: str
    area: str


def lift(text: str, *, case: str, places: Mapping[str, str]) -> list[Figure]:
    """The figures of an article, in its order, each told once.

    case    what the article is called in the answer
    places  area codes by name in small letters: "kota serang" -> "36.73"

    Nothing is certain: measure, area and day are proposals. Figures whose words tell no measure are left
    out, as are dates, ages and numbers under 100 that are no percentage.
    """
    article = _about(text, case=case, places=places)
    seen: dict[tuple[object, ...], Figure] = {}
    for sentence in sentences(text):
        for figure in _in_sentence(sentence, article=article, before=list(seen.values())):
            key = (figure.measure, figure.value, figure.area_code, figure.due)
            seen.setdefault(key, replace(figure, line=len(seen) + 1))
    return list(seen.values())[:MOST_LIFTED]


def sentences(text: str) -> list[str]:
    """The sentences of a text; a full stop without a space behind it ends one, a wrapped line does not."""
    whole = _WRAPPED.sub(" ", _SHORTENED.sub(r"\1", text))
    return [part for cut in _SENTENCE.split(whole) if (part := " ".join(cut.split()))]


def _about(text: str, *, case: str, places: Mapping[str, str]) -> Article:
    code, name = _place(text, places=places)
    return Article(case, days.told_on(text.splitlines()), code, name)


def _place(text: str, *, places: Mapping[str, str]) -> tuple[str, str]:
    """The area named most often; of two named alike the smaller one."""
    small = text.lower()
    named = {name: len(re.findall(rf"\b{re.escape(name)}\b", small)) for name in places if name in small}
    if not named:
        return "", ""
    best = max(named, key=lambda name: (named[name], len(places[name])))
    return places[best], best.title()


@dataclass(frozen=True)
class _Found:
    """A number and the words around the run that it is part of."""

    match: re.Match[str]
    around: Around


def _in_sentence(sentence: str, *, article: Article, before: list[Figure]) -> Iterator[Figure]:
    lifted: list[Figure] = []
    for found in _runs(sentence):
        for figure in _figures(found, sentence=sentence, article=article, before=[*before, *lifted]):
            lifted.append(figure)
            yield figure
    due = days.due_on(sentence, told=article.told)
    if due.text and _PROMISE.search(sentence) and not any(one.measure == TARGET for one in lifted):
        yield _figure("100 %", TARGET, sentence=sentence, article=article, due=due)


def _runs(sentence: str) -> Iterator[_Found]:
    """The numbers of a sentence; those that tell one thing share their words."""
    plain = days.blanked(in_digits(sentence))
    runs: list[list[re.Match[str]]] = []
    for match in _NUMBER.finditer(plain):
        if runs and _JOINED.fullmatch(plain[runs[-1][-1].end() : match.start()]):
            runs[-1].append(match)
        else:
            runs.append([match])
    for place, run in enumerate(runs):
        start = runs[place - 1][-1].end() if place else 0
        end = runs[place + 1][0].start() if place + 1 < len(runs) else len(plain)
        around = Around(plain[start : run[0].start()], plain[run[-1].end() : end])
        if place + 1 < len(runs) and _PART_OF.fullmatch(around.after):
            beyond = runs[place + 2][0].start() if place + 2 < len(runs) else len(plain)
            around = replace(around, beyond=plain[runs[place + 1][-1].end() : beyond])
        yield from (_Found(match, around) for match in run)


def _figures(found: _Found, *, sentence: str, article: Article, before: list[Figure]) -> Iterator[Figure]:
    """One figure, or the two ends of a range; none where the words tell no measure."""
    percent = bool(found.match["percent"])
    told = [one.measure for one in before if one.sentence == sentence]
    measure = meaning.measure_of(found.around, percent=percent, sentence=sentence, told=told)
    national = meaning.is_national(found.around)
    if not measure and national and percent:
        measure = next((one.measure for one in reversed(before) if one.measure.endswith(PERCENT)), "")
    if not measure or _is_no_figure(found, measure=measure):
        return
    due = days.due_on(sentence, told=article.told) if measure == TARGET else AsOf()
    if national:
        article = replace(article, area_code=NATION, area="Indonesia")
    for name, printed in _named(measure, match=found.match):
        try:
            figure = _figure(printed, name, sentence=sentence, article=article, due=due)
        except RuleBroken:
            continue
        if is_percent(name) or figure.value >= SMALLEST or _counts_people(found.match):
            yield figure


def _is_no_figure(found: _Found, *, measure: str) -> bool:
    """Whether a number is refused where it stands, is money, or tells of a day and not of an area."""
    match = found.match
    if meaning.is_denied(found.around, whole=match["high"] == "100"):
        return True
    if _MONEY.search(match.string, 0, match.start()):
        return True
    return measure != "blanks_per_month" and bool(_RATE.match(match.string, match.end()))


def _counts_people(match: re.Match[str]) -> bool:
    return bool(_PEOPLE.match(match.string, match.end()))


def _named(measure: str, *, match: re.Match[str]) -> Iterator[tuple[str, str]]:
    """A measure with its printed number; two of them for "15-20 ribu per bulan"."""
    tail = (match["scale"] or "") + (match["percent"] or "")
    if measure == "blanks_per_month":
        yield "blanks_per_month_low", (match["low"] or match["high"]) + tail
        yield "blanks_per_month_high", match["high"] + tail
    else:
        yield measure, match[0]


def _figure(printed: str, measure: str, *, sentence: str, article: Article, due: AsOf) -> Figure:
    return Figure(
        line=0,
        case=article.case,
        measure=measure,
        numeral=numeral(printed, percent=is_percent(measure)),
        as_of=article.told,
        area_code=article.area_code,
        area=article.area,
        due=due,
        sentence=sentence,
    )
