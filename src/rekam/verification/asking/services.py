"""Answering a question: reserve and read in one short transaction, answer and record in a second one."""

import hmac
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID, uuid4

from rekam.audit.rules import Purpose
from rekam.audit.services import entry
from rekam.kernel.database import Rows, Scope, Statement, in_one_trip, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import installation_key, office_day
from rekam.registry.canaries.rules import Door
from rekam.registry.canaries.services import Canary, find_canary, look
from rekam.registry.confirming.queries import Person, compared_with, person_in
from rekam.verification.asking.queries import seen_lately
from rekam.verification.asking.reading import held, sandbox_row
from rekam.verification.asking.rules import Answer, Code, Field, Question, answer, check_question, nik_asked
from rekam.verification.asking.watching import Sign, sign_in
from rekam.verification.partners.models import Partner
from rekam.verification.partners.queries import actor_of
from rekam.verification.partners.rules import Kind, State, Way, check_may_ask, price
from rekam.verification.partners.services import stop_partner

Value = str | int | bytes | datetime | UUID | None
_ROOM = "rekam.verification.asking"
NO_NIK = "0" * 16
WATCHED_EACH = 10  # questions; the worker looks besides (jobs)
WATCHED_APART = timedelta(seconds=5)  # of each process
_looked: dict[UUID, datetime] = {}
# Counted before anything is read, each by one statement that takes the row's lock: two questions at once
# cannot both be the last. The month is not counted where the NIK was asked for too often.
RESERVE = """
WITH of_nik AS (
  INSERT INTO verification_nikuse AS u (partner, day, nik, used) VALUES (%s, %s, %s, 1)
  ON CONFLICT (partner, day, nik) DO UPDATE SET used = u.used + 1 WHERE u.used < %s RETURNING used
), of_month AS (
  INSERT INTO verification_monthuse AS m (partner, month, used)
  SELECT %s, %s, 1 WHERE EXISTS (SELECT 1 FROM of_nik)
  ON CONFLICT (partner, month) DO UPDATE SET used = m.used + 1 WHERE m.used < %s RETURNING used
)
SELECT (SELECT used FROM of_nik), (SELECT used FROM of_month)
"""
KEEP = """
INSERT INTO verification_asked (uuid, area_code, partner_id, at, reference, consent, consent_on, matches,
  confirmed, code, rupiah, nik, stem, serial, family)
VALUES (%s, %s, %s, %s, %s, %s, %s::date, %s::jsonb, %s, %s, %s, %s, %s, %s, %s)
"""


@dataclass(frozen=True)
class Case:
    """One question on its way, which the contract lets be asked."""

    partner: Partner
    question: Question
    nik: str | None
    number: UUID
    at: datetime
    way: Way = Way.NIK

    @property
    def day(self) -> date:
        return office_day(self.at)

    @property
    def nik_digest(self) -> str:
        """By what the day's questions about one NIK are counted."""
        return _digest("nik", self.question.nik if self.nik is None else self.nik)


@dataclass(frozen=True)
class Settled:
    """An answer, and whom it is about; to be kept before it is told."""

    answer: Answer
    person: Person
    code: Code | None


def ask(partner: Partner, question: Question, *, now: datetime) -> Answer:
    """Answer a question of an institution; the same shape, work and time whatever the no is for.

    partner   as it was just read (partners.queries.find_partner)
    Call it outside a transaction: inside one its two transactions are parts of it, and the count is undone
    with it. No NIK and no value that was sent is kept.
    Raises RuleBroken("partner_not_active" | "contract_ended" | "grant_ended" | "quota_used_up" |
    "nik_asked_too_often") and what `asking.rules.check_question` raises; nothing is looked at before.
    """
    case = begin(partner, question, now=now)
    area = Scope.of(partner.area_code)
    counted, rows = in_one_trip(area, reserving(case), reading(case))
    used = check_counted(*counted[0], partner=partner)
    settled = settle(case, rows)
    in_one_trip(area, *keeping(case, settled))
    watch_over(case, used=used, canary=find_canary(case.nik or NO_NIK))
    return settled.answer


def begin(partner: Partner, question: Question, *, now: datetime) -> Case:
    """A question that may be asked; raises what `ask` raises, but for what is counted."""
    case = Case(partner, question, nik_asked(question.nik), uuid4(), now)
    check_standing(partner, on=case.day)
    check_question(
        question,
        granted=[Field(one) for one in partner.fields],
        needs_consent=partner.needs_consent,
        on=case.day,
    )
    return case


def reading(case: Case) -> Statement:
    """What reads whom the NIK belongs to, or the decoy."""
    nik = NO_NIK if case.partner.sandbox else case.nik or NO_NIK
    return compared_with(nik=nik, area_code=case.partner.area_code, otherwise=case.number)


def settle(case: Case, rows: Rows) -> Settled:
    """The answer, from what `reading` read."""
    person = person_in(rows)
    if case.partner.sandbox:
        person = sandbox_row(case.nik or NO_NIK, person)
    found = held(person, nik=case.nik)
    codes = [Code(one) for one in case.partner.codes]
    told = answer(case.question, found, granted=codes, at=case.at, number=case.number)
    return Settled(told, person, found.code)


def keeping(case: Case, settled: Settled) -> tuple[Statement, Statement]:
    """The question's row and its one entry of the audit, for one transaction.

    The entry of a NIK that nobody here has names the question instead: it is as long as any other.
    """
    log = entry(
        "verification.asked" if case.way is Way.NIK else "verification.compared",
        actor=actor_of(case.partner),
        at=case.at,
        subjects=[str(settled.person.uuid)],
        purpose=Purpose.INSTITUTION,
        case=str(case.number),
        columns=",".join(sorted(settled.answer.matches)),
    )
    return _row(case, settled.answer, person=settled.person, code=settled.code), log


def check_counted(of_nik: int | None, of_month: int | None, *, partner: Partner) -> int:
    """How many of the month this is. Raises RuleBroken("nik_asked_too_often" | "quota_used_up")."""
    if of_nik is None:
        raise RuleBroken("nik_asked_too_often", most=partner.nik_quota)
    if of_month is None:
        raise RuleBroken("quota_used_up", most=partner.monthly_quota)
    return int(of_month)


def watch_over(case: Case, *, used: int, canary: Canary | None) -> None:
    """After an answer: a canary stops at once; a tenth question is followed by a look."""
    if canary is not None and canary.retired_at is None:
        look(nik=case.nik or NO_NIK, actor=actor_of(case.partner), at=case.at, door=Door.API)
        _stop(case.partner, Sign.CANARY, at=case.at)
    elif used % WATCHED_EACH == 0 and _is_due(case.partner, at=case.at):
        watch(case.partner, at=case.at)


def watch(partner: Partner, *, at: datetime) -> Sign | None:
    """Stop an institution whose latest questions look like a hunt; the sign, or None."""
    lately = seen_lately(partner, at=at)
    sign = sign_in(lately.seen, asked=lately.asked, monthly_quota=partner.monthly_quota, at=at)
    if sign is not None:
        _stop(partner, sign, at=at)
    return sign


def check_standing(partner: Partner, *, on: date) -> None:
    """Whether its contract and grant let an institution ask on a day; raises what `check_may_ask` does."""
    check_may_ask(
        state=State(partner.state),
        contract=(partner.contract_from, partner.contract_until),
        grant=(partner.grant_from, partner.grant_until),
        on=on,
    )


def reserving(case: Case) -> Statement:
    """What counts a question before anything is read; `check_counted` says whether it was the last one."""
    partner, day = case.partner, case.day
    month = day.replace(day=1).isoformat()
    of_nik: list[Value] = [partner.uuid, day.isoformat(), case.nik_digest, partner.nik_quota]
    return RESERVE, [*of_nik, partner.uuid, month, partner.monthly_quota]


def _row(case: Case, told: Answer, *, person: Person, code: Code | None) -> Statement:
    partner, nik, consent = case.partner, case.nik or NO_NIK, case.question.consent
    rupiah = 0 if partner.sandbox else price(Kind(partner.kind), case.way, on=case.day)
    matches = json.dumps(dict(told.matches))
    asked: list[Value] = [case.number, partner.area_code, partner.pk, case.at, case.question.reference]
    agreed: list[Value] = [
        consent.number.strip() if consent else "",
        consent.given_on.isoformat() if consent else None,
    ]
    result: list[Value] = [matches, told.confirmed, code or "", rupiah]
    family = _digest("family", person.kk if person.is_known else str(case.number))
    traces: list[Value] = [_digest("nik", nik), _digest("stem", nik[:12]), int(nik[12:]), family]
    return KEEP, [*asked, *agreed, *result, *traces]


def _is_due(partner: Partner, *, at: datetime) -> bool:
    """Not twice in five seconds: a busy institution's looks cost more than its answers (benchmarks)."""
    last = _looked.get(partner.uuid)
    if last is not None and at < last + WATCHED_APART:
        return False
    _looked[partner.uuid] = at
    return True


def _stop(partner: Partner, sign: Sign, *, at: datetime) -> None:
    with scope(Scope.of(partner.area_code)):
        stop_partner(partner=partner.uuid, reason=sign, at=at)


def _digest(what: str, text: str) -> str:
    """32 hexadecimal digits, keyed by the installation's secret."""
    return hmac.digest(_digest_key(what), text.encode(errors="replace"), "sha256").hex()[:32]


@cache
def _digest_key(what: str) -> bytes:
    return installation_key(_ROOM, purpose=what)
