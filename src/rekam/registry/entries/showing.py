"""Entries and events as pages show them: what was, what is or will be, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from rekam.registry.entries import queries, words
from rekam.registry.entries.areas import area_name
from rekam.registry.entries.cautions import read
from rekam.registry.entries.effects import EFFECTS, EKTP, Kind
from rekam.registry.entries.models import Entry
from rekam.registry.entries.planning import NEW_KK, NEW_NIK, Plan, Step
from rekam.registry.entries.state import DATES, Json, as_json
from rekam.registry.models import Event
from rekam.ui.dates import long_date

MOST = 30
HIDDEN = frozenset({"name_key", "ever_married"})
# What is told of somebody new, in this order.
NEW = (
    *("nik", "full_name", "sex", "birth_place", "birth_date", "religion", "marital_status", "occupation"),
    *("blood_group", "mother_name", "father_name", "kk", "head_relation", "address", "rt", "rw", "area_code"),
    "recorded_on",
)


@dataclass(frozen=True)
class Line:
    """A column that changes: its label, before and after in words."""

    label: words.Text
    before: str
    after: str


@dataclass(frozen=True)
class Part:
    """What happens to one resident; `lines` empty = only the event is written."""

    name: str
    resident: str
    kind: words.Text
    is_new: bool
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Past:
    """An event of a resident's history, in words."""

    word: words.Text
    code: str
    on: date
    by: str
    entered_by: str
    document: str
    entry: str
    lines: list[Line]


def parts_of(plan: Plan) -> list[Part]:
    """The residents of a plan, at most 30, whoever the event is about first."""
    return [_part(step) for step in plan.steps[:MOST]]


def parts_of_events(events: Iterable[Event]) -> list[Part]:
    """The same of what was carried out."""
    found = []
    for event in events:
        is_new = not event.changes and event.state is not None and event.kind in words.ADDED_TO_FAMILY
        lines = _of_new(event.state or {}) if is_new else _changed(event.changes)
        person = event.resident
        found.append(Part(person.full_name, str(person.uuid), kind_word(event.kind), is_new, lines))
    return found


def proposed(entry: Entry) -> list[Part]:
    """What an entry proposed that is not carried out: the values that were filled in, beside those that it
    was to replace."""
    told = entry.facts | entry.facts.get("values", {})
    before = (entry.before.get("people", {}).get(str(entry.resident)) or {}) if entry.resident else {}
    lines = [
        Line(label, value_word(column, before.get(column)), value_word(column, str(told[column])))
        for column, label in words.COLUMNS.items()
        if told.get(column)
    ]
    return [Part(_("Yang diajukan"), "", "", is_new=False, lines=lines)] if lines else []


def history(events: Iterable[Event]) -> list[Past]:
    """A resident's events in words, in the order given."""
    return [
        Past(
            word=kind_word(event.kind),
            code=event.kind.removeprefix(EKTP).upper() if event.kind.startswith(EKTP) else "",
            on=event.valid_on,
            by=event.actor,
            entered_by=str(event.facts.get("entered_by", "")),
            document=str(event.facts.get("document", "")),
            entry=str(event.entry or ""),
            lines=[] if event.kind.startswith(EKTP) else _changed(event.changes),
        )
        for event in events
    ]


def warnings(texts: Iterable[str]) -> list[str]:
    """What looked odd about an entry, in sentences that name who it is about."""
    found = [one for one in map(read, texts) if one.code in words.WARNINGS]
    names = queries.names_of(one.person for one in found if one.person)
    return [
        str(words.WARNINGS[one.code]).format(
            name=names.get(one.person) or _("Seseorang"),
            event=kind_word(one.event),
            day=long_date(one.on) if one.on else "",
        )
        for one in found
    ]


def people_of(parts: Iterable[Part], *, warned: Iterable[str] = ()) -> list[str]:
    """The register's ids of everybody whom a page names, for the audit."""
    about = [str(one.person) for one in map(read, warned) if one.person]
    return list(dict.fromkeys([*(part.resident for part in parts if part.resident), *about]))


def kind_word(kind: str) -> words.Text:
    """The office's word for a kind of event, the card's ladder included."""
    if kind.startswith(EKTP):
        return words.LADDER.get(kind, words.LADDER_ELSE)
    return words.KINDS[Kind(kind)] if kind in set(Kind) else kind


def name_of(entry: Entry) -> str:
    """Whom an entry is about, by name: of the register, or as he is to be called; else its kind."""
    known = queries.names_of([entry.resident]) if entry.resident else {}
    return known.get(entry.resident) or str(entry.facts.get("full_name") or kind_word(entry.kind))


def paper_word(document: str, *, scans: int) -> str:
    """The paper of an entry: its number, and how many scans came with it."""
    told = _("%(number)s berkas") % {"number": scans} if scans else _("tanpa berkas")
    return " · ".join(filter(None, (document, told)))


def day_label(kind: str) -> words.Text:
    """What the day of an entry is called."""
    return words.DAYS.get(Kind(kind), words.DAY)


def consequences(kind: Kind) -> list[words.Text]:
    """What the event does to the KTP-el, in sentences; nothing where nothing."""
    effect = EFFECTS[kind]
    told = [words.CARDS.get(effect.card), words.WITHDRAWN.get(effect.withdraws)]
    return [sentence for sentence in told if sentence]


def value_word(column: str, value: Json) -> str:
    """A value as an officer reads it."""
    if value is None or value == "":
        return "–"
    if column in DATES:
        return long_date(date.fromisoformat(str(value)), language="id")
    known: Mapping[str, Mapping[str, words.Text]] = {
        "sex": words.SEXES,
        "status": words.STATUSES,
        "blocked_for": words.BLOCKS,
    }
    if column == "area_code":
        return area_name(str(value))
    if str(value).startswith(NEW_KK):
        return _("nomor baru")
    if value == NEW_NIK:
        return _("NIK baru, diterbitkan saat disetujui")
    return str(known.get(column, {}).get(str(value), value))


def _part(step: Step) -> Part:
    after, name = as_json(step.after), step.after.full_name
    kind = words.KINDS[step.kind]
    if step.before is None:
        return Part(name, str(step.resident), kind, is_new=True, lines=_of_new(after))
    before = as_json(step.before)
    changes = {column: [before[column], after[column]] for column in step.columns}
    return Part(step.before.full_name, str(step.resident), kind, is_new=False, lines=_changed(changes))


def _changed(changes: Mapping[str, list[Json]]) -> list[Line]:
    return [
        Line(words.COLUMNS.get(column, column), value_word(column, pair[0]), value_word(column, pair[1]))
        for column, pair in changes.items()
        if column not in HIDDEN
    ]


def _of_new(state: Mapping[str, Json]) -> list[Line]:
    return [
        Line(words.COLUMNS[column], "", value_word(column, state.get(column)))
        for column in NEW
        if state.get(column)
    ]
