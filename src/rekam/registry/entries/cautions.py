"""What looks odd about an entry: told beside it, and never a refusal (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rekam.kernel import nik as niks
from rekam.kernel.dates import age_on
from rekam.kernel.nik import Nik, Sex
from rekam.kernel.region import known_prefixes
from rekam.registry.entries import facts as shapes
from rekam.registry.entries.effects import UNDOES, Kind
from rekam.registry.entries.kinship import are_near_relatives
from rekam.registry.entries.planning import NEW_NIK, Plan, Scene, Step
from rekam.registry.entries.planning_annulment import left_as_it_is
from rekam.registry.entries.rules import MARRIAGE_AGE, MARRIED, birth_date_is_convention
from rekam.registry.entries.state import ResidentState

HEAD_AGE = 17


@dataclass(frozen=True)
class Caution:
    """A code and, where it is about somebody else than the entry itself, whom; kept as words of a line.

    event   the kind of the event that it is about, and
    on      its day
    """

    code: str
    person: UUID | None = None
    event: str = ""
    on: date | None = None

    def __str__(self) -> str:
        return " ".join(str(one) for one in (self.code, self.person, self.event, self.on) if one)


def read(text: str) -> Caution:
    """A caution as an entry keeps it."""
    code, person, event, on = [*text.split(" "), "", "", ""][:4]
    return Caution(code, UUID(person) if person else None, event, date.fromisoformat(on) if on else None)


def cautions_of(
    plan: Plan, *, kind: Kind, subject: UUID | None, facts: shapes.Facts, scene: Scene
) -> list[str]:
    """What looks odd about a plan: the codes of kernel.nik.warnings, birth_date_convention, married_already,
    marriage_under_19, head_under_17, and with a person marriage_same_kk, marriage_near_relative and
    undone_in_part."""
    found: list[Caution] = []
    for step in plan.steps:
        if step.kind is kind:
            found += [*_of_numbers(step, kind=kind), *_of_marriage(step, kind=kind, facts=facts)]
    heads = {card.head for card in plan.new_cards}
    if any(step.resident in heads and _age(step.after, facts) < HEAD_AGE for step in plan.steps):
        found.append(Caution("head_under_17"))
    if subject and isinstance(facts, shapes.Marriage) and facts.spouse:
        found += _of_couple(subject, facts.spouse, scene=scene)
    if subject and kind in UNDOES:
        found += [Caution("undone_in_part", one) for one in left_as_it_is(subject=subject, scene=scene)]
    return list(dict.fromkeys(map(str, found)))


def _of_numbers(step: Step, *, kind: Kind) -> Iterable[Caution]:
    after = step.after
    touched = step.before is None or set(step.columns) & {"nik", "birth_date", "sex"}
    if touched and after.nik != NEW_NIK:
        prefixes = known_prefixes()
        odd = niks.warnings(
            Nik.parse(after.nik), born=after.birth_date, sex=Sex(after.sex), known_prefixes=prefixes
        )
        yield from map(Caution, odd)
    if (touched or kind is Kind.DOUBLE_NIK) and birth_date_is_convention(after.birth_date):
        yield Caution("birth_date_convention")


def _of_marriage(step: Step, *, kind: Kind, facts: shapes.Facts) -> Iterable[Caution]:
    if kind is not Kind.MARRIAGE or step.before is None:
        return
    if step.before.marital_status == MARRIED:
        yield Caution("married_already")
    if "marital_status" in step.columns and _age(step.after, facts) < MARRIAGE_AGE:
        yield Caution("marriage_under_19")


def _of_couple(one: UUID, other: UUID, *, scene: Scene) -> Iterable[Caution]:
    me, spouse = scene.get(one), scene.get(other)
    if me.kk == spouse.kk:
        yield Caution("marriage_same_kk", other)
    if are_near_relatives(me, spouse):
        yield Caution("marriage_near_relative", other)


def _age(state: ResidentState, facts: shapes.Facts) -> int:
    return age_on(born=state.birth_date, on=max(facts.on, state.birth_date))
