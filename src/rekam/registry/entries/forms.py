"""One form for each kind of event, put together from fields by name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rekam.kernel.errors import RuleBroken
from rekam.registry.entries import papers
from rekam.registry.entries.building import Place
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.fieldset import BUILDERS, FIELDS
from rekam.registry.entries.planning import Plan
from rekam.registry.entries.rules import CORRECTABLE
from rekam.registry.entries.state import ResidentState, to_json
from rekam.registry.refusals import SENTENCES

# At which field of a form a refusal stands, where it does not say so itself: the first that the form has.
FIELD_OF: Mapping[str, tuple[str, ...]] = {
    "event_in_future": ("on",),
    "event_before_birth": ("on",),
    **dict.fromkeys(
        ("name_empty", "name_too_long", "name_single_word", "name_not_latin", "name_abbreviated"),
        ("full_name",),
    ),
    "nik_malformed": ("nik",),
    "nik_in_use": ("nik",),
    "kk_malformed": ("kk",),
    "kk_unknown": ("kk",),
    "already_on_this_card": ("kk",),
    "join_is_a_move": ("kk",),
    "skpwni_missing": ("skpwni",),
    "same_person": ("spouse_nik", "keep_nik"),
    "not_married": ("spouse",),
    "new_head_missing": ("left_head",),
    "members_of_other_cards": ("members", "children"),
    "nobody_stays": ("members",),
    "move_leaves_the_city": ("area_code", "kk"),
    "block_before_its_day": ("reason",),
    "area_not_a_village": ("area_code", "to_code"),
    "area_code_malformed": ("area_code", "from_code"),
    "area_unknown": ("area_code", "from_code"),
    "area_change_to_itself": ("to_code",),
    "area_name_missing": ("name",),
    "nobody_lives_there": ("from_code",),
}

Planner = Callable[[Mapping[str, object]], tuple[Plan, list[str]]]


@dataclass(frozen=True, kw_only=True)
class About:
    """What a form is about: the kind, the resident (subject and person; empty = new), his family, the
    villages he may move to.

    kk, member, member_name   the card that somebody new joins, and by whom it was opened: id and name
    find   the register's id of a NIK, or None
    plan   what these facts would do; raises RuleBroken
    """

    kind: Kind
    subject: str
    person: ResidentState | None
    family: Sequence[tuple[str, str]]
    villages: Sequence[tuple[str, str]]
    kk: str = ""
    member: str = ""
    member_name: str = ""
    find: Callable[[str], str | None]
    plan: Planner


class EventForm(forms.Form):
    """The fields of fieldset.FIELDS for one kind; valid only if the rules let the event happen."""

    def __init__(self, *arguments: Any, about: About, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.about = about
        self.plan: Plan | None = None
        self.warnings: list[str] = []
        place = Place(
            kind=about.kind,
            subject=about.subject,
            family=about.family,
            villages=about.villages,
            has_card=bool(about.kk),
        )
        for name in FIELDS[about.kind]:
            built = BUILDERS[name](place)
            if built is not None:
                self.fields[name] = built
        if about.person is not None:
            self._begin_with(about.person)

    def _begin_with(self, person: ResidentState) -> None:
        if self.about.kind in {Kind.CHANGE, Kind.CORRECTION}:
            for name in CORRECTABLE & set(self.fields):
                self.fields[name].initial = getattr(person, name)
        if "members" in self.fields:
            self.fields["members"].initial = [self.about.subject]
        if self.about.kind is Kind.MOVE_WITHIN:
            for name in ("area_code", "address", "rt", "rw"):
                self.fields[name].initial = getattr(person, name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            self.plan, self.warnings = self.about.plan(self.facts())
        except RuleBroken as broken:
            wanted = (str(broken.facts.get("field", "")), *FIELD_OF.get(broken.code, ()))
            where = next((name for name in wanted if name in self.fields), None)
            self.add_error(where, str(SENTENCES.get(broken.code, broken.code)).format(**broken.facts))
        return cleaned

    def facts(self) -> dict[str, object]:
        """What was filled in, as entries.facts has it for this kind.

        Raises RuleBroken("nik_malformed" | "entry_person_unknown", field=...), the second for a NIK that
        nobody of the scope has.
        """
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}
        told: dict[str, object] = {"on": given.pop("on")}
        for name in ("spouse_nik", "keep_nik", "other_left_head_nik"):
            if name in given:
                told[name.removesuffix("_nik")] = self._found(str(given.pop(name)), field=name)
        if self.about.kind in {Kind.CHANGE, Kind.CORRECTION}:
            told["values"] = self._changed()
            given = {name: value for name, value in given.items() if name in {"document", "note"}}
        if self.about.kk:
            told["kk"] = self.about.kk
        if "rts" in given:
            given["rts"] = str(given["rts"]).replace(",", " ").split()
        if self.about.kind is Kind.MARRIAGE and "head" in given:
            given["head"] = told.get("spouse") if given["head"] == "spouse" else self.about.subject
        return told | given

    def _changed(self) -> dict[str, str]:
        """The elements that differ; an emptied box empties what may be empty."""
        person = self.about.person
        return {
            name: str(to_json(self.cleaned_data[name]) or "")
            for name in sorted(CORRECTABLE & set(self.fields))
            if person is not None and (self.cleaned_data[name] or "") != (getattr(person, name) or "")
        }

    def _found(self, nik: str, *, field: str) -> str:
        try:
            found = self.about.find(nik)
        except RuleBroken as broken:
            raise RuleBroken(broken.code, **(broken.facts | {"field": field})) from broken
        if found is None:
            raise RuleBroken("entry_person_unknown", field=field)
        return found


class ManyPapers(forms.FileField):
    """Several uploads under one name, or none."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        return [super(ManyPapers, self).clean(one, initial) for one in data or []]


class PapersInput(forms.FileInput):
    allow_multiple_selected = True


class PapersForm(forms.Form):
    papers = ManyPapers(
        label=_("Berkas pendukung"),
        required=False,
        widget=PapersInput(attrs={"multiple": True, "accept": "image/jpeg,image/png,application/pdf"}),
        help_text=_("JPEG, PNG atau PDF; paling banyak 5 berkas, masing-masing 3 MB."),
    )

    def clean_papers(self) -> list[bytes]:
        found = [one.read() for one in self.cleaned_data["papers"]]
        if len(found) > papers.MOST_PAPERS:
            raise ValidationError(str(SENTENCES["papers_too_many"]))
        for data in found:
            try:
                papers.check(data)
            except RuleBroken as broken:
                raise ValidationError(str(SENTENCES[broken.code])) from broken
        return found


class DecisionForm(forms.Form):
    why = forms.CharField(
        label=_("Alasan"),
        max_length=200,
        required=False,
        help_text=_("Wajib untuk menolak, dan untuk menyetujui entri berisiko tinggi."),
    )
