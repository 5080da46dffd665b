"""A body against a NIK: the try is counted, the picture read, the question counted, compared, recorded."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from rekam.abis import services as abis
from rekam.enrolment.queries import find_template_of
from rekam.kernel.database import EVERYWHERE, NOTHING, Scope, in_one_trip, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.canaries.services import find_canary
from rekam.registry.confirming.queries import Person, person_in
from rekam.verification.asking import services as asking
from rekam.verification.asking.reading import held, sandbox_row
from rekam.verification.asking.rules import COMPARED, Answer, Code, Field, Question, nik_asked
from rekam.verification.asking.services import NO_NIK, Case, Settled
from rekam.verification.comparing import rules, samples
from rekam.verification.comparing.rules import Comparison
from rekam.verification.partners.models import Partner
from rekam.verification.partners.rules import Kind, Way
from rekam.verification.sandbox import bodies
from rekam.verification.sandbox import rules as invented

if TYPE_CHECKING:
    from rekam.abis.engine.template import PersonTemplate
    from rekam.abis.engine.verifying import Verdict as HolderVerdict

SANDBOX = "sandbox"

# By one statement that takes the row's lock: two at once cannot both be the last.
TRY = """
INSERT INTO verification_comparison_try AS t (client_id, hour, used) VALUES (%s, %s, 1)
ON CONFLICT (client_id, hour) DO UPDATE SET used = t.used + 1 WHERE t.used < %s RETURNING used
"""


@dataclass(frozen=True)
class Probe:
    """A question with what was read of its picture, of which nothing else is left."""

    case: Case
    field: Field
    template: "PersonTemplate"


def look_at(partner: Partner, asked: Comparison, *, now: datetime) -> Probe:
    """The contract, then the try, then the picture; of the register nothing is looked at.

    Call it outside a transaction: it takes CPU, and a try counts whatever becomes of it.
    Raises RuleBroken("partner_not_active" | "contract_ended" | "grant_ended" | "comparisons_tried"), and what
    `rules.check_comparison` and `samples.extract` raise.
    """
    question = Question(nik=asked.nik, values={}, reference=asked.reference, consent=asked.consent)
    way = rules.WAYS.get(asked.field, Way.NIK)
    case = Case(partner, question, nik_asked(asked.nik), uuid4(), now, way)
    asking.check_standing(partner, on=case.day)
    rules.check_comparison(
        asked,
        granted=[Field(one) for one in partner.fields],
        needs_consent=partner.needs_consent,
        needs_yes=rules.needs_own_yes(Kind(partner.kind), needs_consent=partner.needs_consent),
        on=case.day,
    )
    count_try(partner.client_id, most=rules.tries_an_hour(partner.monthly_quota), at=now)
    return Probe(case, asked.field, samples.extract(asked.field, asked.samples))


def count_try(client_id: str, *, most: int, at: datetime) -> None:
    """Count a picture before it is read. Raises RuleBroken("comparisons_tried")."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    (counted,) = in_one_trip(NOTHING, (TRY, [client_id, hour, most]))
    if not counted:
        raise RuleBroken("comparisons_tried", most=most)


def compare(probe: Probe) -> Answer:
    """Whether it is the body of whom the NIK stands for; the same shape, work and time whichever no it is.

    Call it outside a transaction. Raises RuleBroken("quota_used_up" | "nik_asked_too_often").
    """
    case, partner = probe.case, probe.case.partner
    area = Scope.of(partner.area_code)
    counted, rows = in_one_trip(area, asking.reserving(case), asking.reading(case))
    used = asking.check_counted(*counted[0], partner=partner)
    person = person_in(rows)
    if partner.sandbox:
        person = sandbox_row(case.nik or NO_NIK, person)
    code = held(person, nik=case.nik).code
    answer = rules.answer(
        probe.field,
        same=_is_same(probe, person=person, code=code),
        code=code,
        granted=[Code(one) for one in partner.codes],
        at=case.at,
        number=case.number,
    )
    in_one_trip(area, *asking.keeping(case, Settled(answer, person, code)))
    asking.watch_over(case, used=used, canary=find_canary(case.nik or NO_NIK))
    return answer


def compare_in_sandbox(asked: Comparison, *, at: datetime) -> Answer:
    """The same about invented people, for whoever opened a client; their pictures are counted together.

    Raises RuleBroken("comparisons_tried"), and what `rules.check_comparison` and `samples.extract` raise.
    """
    rules.check_comparison(asked, granted=COMPARED, needs_consent=False, needs_yes=False, on=at.date())
    count_try(SANDBOX, most=rules.SANDBOX_TRIES, at=at)
    template = samples.extract(asked.field, asked.samples, in_sandbox=True)
    code = invented.held(asked.nik).code
    same = _says_same(abis.compare_with(template, reference=bodies.find_template(asked.nik)))
    return rules.answer(asked.field, same=same, code=code, granted=tuple(Code), at=at, number=uuid4())


def _is_same(probe: Probe, *, person: Person, code: Code | None) -> bool:
    """Looked for and compared in every case; of whom may not be confirmed nothing is opened."""
    if probe.case.partner.sandbox:
        reference = bodies.find_template(probe.case.nik or NO_NIK)
        return _says_same(abis.compare_with(probe.template, reference=reference))
    with scope(EVERYWHERE):
        address = find_template_of(person.uuid)
    return _says_same(abis.compare(probe.template, address=address if code is None else None))


def _says_same(verdict: "HolderVerdict") -> bool:
    return rules.is_same(
        face_alone=set(verdict.scores) == {"face"},
        score=verdict.score,
        is_hit=verdict.decision == "hit",
    )
