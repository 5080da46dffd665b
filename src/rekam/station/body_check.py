"""Whose body lies there: the operator's own, somebody else's of this visit, a finger recorded elsewhere.

A match is refused. Since a false one must not turn a resident away, a second officer may overrule it with a
reason, here or by telephone (decision 0035); that is a line of the journal, from which it is read again, and
it travels in the packet.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rekam.abis.engine.template import PersonTemplate
from rekam.enrolment import capture_rules
from rekam.enrolment.operators import phone
from rekam.enrolment.particulars import JournalEntry
from rekam.enrolment.worklist import Officer
from rekam.kernel.errors import RuleBroken
from rekam.station.recording import Bench, journal
from rekam.station.store.visits import Draft
from rekam.vault import officer_keys

OVERRULED = "match_overruled"
OWN, REPEATED, ELSEWHERE = "operators_own_body", "same_body_in_session", "finger_recorded_twice"
OVERRULABLE = frozenset({OWN, REPEATED, ELSEWHERE})


@dataclass(frozen=True, kw_only=True)
class Overruling:
    """That a match (code and whose body) is false, why, and who says so as `second_officer` or `by_phone`
    gave it."""

    code: str
    against: str
    who: str
    reason: str


def check_body(bench: Bench, *, draft: Draft, template: PersonTemplate, about: str) -> None:
    """Refuse a capture of a body that this visit knows as another's, unless that was overruled.

    Raises RuleBroken("operators_own_body" | "same_body_in_session" | "finger_recorded_twice").
    """
    overruled = frozenset(_overruled(bench.visits.journal_of(draft.id)))

    def left(code: str, found: Iterable[str]) -> Iterator[str]:
        return (one for one in found if (code, one) not in overruled)

    officers = left(OWN, bench.gallery.officers_matching(template))
    capture_rules.refuse_operators_body(position=about, officers=officers)
    others = left(REPEATED, map(str, bench.gallery.others_matching(template, draft=draft.id)))
    capture_rules.refuse_repeated_body(position=about, others=others)
    for known in left(ELSEWHERE, bench.gallery.fingers_elsewhere(template, draft=draft.id)):
        raise RuleBroken(ELSEWHERE, position=about, known=known)


def second_officer(officer: Officer, *, passphrase: str) -> str:
    """A second officer proves who they are, on this laptop. Raises RuleBroken("passphrase_wrong")."""
    officer_keys.unlock(passphrase, against=officer.verifier)
    return officer.username


def by_phone(answer: str, *, question: str, key: bytes) -> str:
    """The office answered the laptop's question by telephone. Raises RuleBroken("phone_answer_wrong")."""
    if not key or not phone.is_answer(answer, question=question, key=key):
        raise RuleBroken("phone_answer_wrong")
    return f"phone:{question}"


def overrule(bench: Bench, *, draft: Draft, overruling: Overruling, at: str) -> None:
    """Let captures of this draft through although they match.

    Raises RuleBroken("overrule_code_unknown" | "second_officer_needed" | "exception_not_justified").
    """
    if overruling.code not in OVERRULABLE:
        raise RuleBroken("overrule_code_unknown")
    if overruling.who in {bench.officer.username, overruling.against}:
        raise RuleBroken("second_officer_needed")
    reason = overruling.reason.strip()
    if len(reason) < capture_rules.MIN_JUSTIFICATION:
        raise RuleBroken("exception_not_justified", least=capture_rules.MIN_JUSTIFICATION)
    about = " ".join((overruling.code, overruling.against, overruling.who, reason))
    journal(bench, draft=draft.id, act=OVERRULED, about=about[:300], at=at)


def forget_page(bench: Bench, *, draft: Draft, positions: Sequence[str], at: str) -> None:
    """Drop what was captured at these positions: the hands were mistaken, and both are taken again."""
    for position in positions:
        bench.outbox.drop_part(draft=draft.id, position=position)
    bench.gallery.forget_positions(draft.id, positions=positions)
    journal(bench, draft=draft.id, act="parts_dropped", about=",".join(positions), at=at)


def _overruled(entries: Iterable[JournalEntry]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        if entry.act == OVERRULED:
            code, against, *_rest = entry.about.split(" ")
            yield code, against
