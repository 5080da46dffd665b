"""The parts of docs/reference/ladder.md that are made from the tables; `rekam docs` fills them in."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from rekam.enrolment import telling, words
from rekam.enrolment.operations import words as operations
from rekam.enrolment.operations.rules import OF_MACHINE, SENT_AGAIN, SHOWN_TO_OFFICE
from rekam.enrolment.rules import ATTENTION, MOVES, NEXT, Status, suket_code
from rekam.enrolment.waiting import words as waiting
from rekam.enrolment.waiting.disagreements import MENDED, Disagreement
from rekam.enrolment.waiting.limits import LIMITS
from rekam.enrolment.waiting.rules import FOUR_EYES, Remedy

# Where each status was found. All of them stand in SIAK beside; OpenSID numbers those of the card.
_KENDAL = "mankendal.sch.id, 2021"
_DUKCAPIL = "Ditjen Dukcapil 2015, slideplayer.info/12163767"
_KETAJAMAN = "ketajaman.com, copy of Dinas Banyumas"
_OPENSID = "OpenSID, StatusKTPEnum"
SOURCES: Mapping[Status, str] = {
    Status.UNREGISTERED: _KENDAL,
    Status.BIO_CAPTURED: _KENDAL,
    Status.PROCESSING: _KENDAL,
    Status.SENT_FOR_ENROLLMENT: f"{_KENDAL}; that it may stay so for ever: {_DUKCAPIL}",
    Status.RECEIVED_AT_CENTRAL: _KENDAL,
    Status.SENT_FOR_DEDUP: f"{_KETAJAMAN}: the name is lost there, this one is ours",
    Status.ENROLL_FAILURE_AT_CENTRAL: _DUKCAPIL,
    Status.ENROLL_FAILURE_AT_REGIONAL: _DUKCAPIL,
    Status.SEARCH_FAILURE_AT_CENTRAL: _KENDAL,
    Status.ADJUDICATE_RECORD: _DUKCAPIL,
    Status.REQUEST_VALIDATION: f"{_DUKCAPIL}; examples: {_KETAJAMAN}",
    Status.DUPLICATE_RECORD: _DUKCAPIL,
    Status.PRINT_READY_RECORD: _DUKCAPIL,
    Status.SENT_FOR_CARD_PRINTING: _OPENSID,
    Status.CARD_PRINTED: _OPENSID,
    Status.CARD_SHIPPED: f"{_OPENSID}; of the central printing of 2011 to 2013",
    Status.CARD_ISSUED: _OPENSID,
}
_PART = re.compile(r"(<!-- made: (?P<name>\w+) -->\n).*?(\n<!-- end -->)", re.DOTALL)


def fill(page: str) -> str:
    """The page with each made part written again."""
    return _PART.sub(lambda found: f"{found[1]}\n{PARTS[found['name']]()}\n{found[3]}", page)


def mermaid() -> str:
    """A mermaid state diagram of `rules.NEXT`; statuses that wait for an office are marked."""
    lines = ["stateDiagram-v2", "    [*] --> UNREGISTERED"]
    lines += [f"    {state} --> {to}" for state, following in NEXT.items() for to in following]
    lines += ["    classDef attention stroke-width:3px"]
    lines += [f"    class {state} attention" for state in ATTENTION]
    return "\n".join(lines)


def _diagram() -> str:
    return f"```mermaid\n{mermaid()}\n```"


def _statuses() -> str:
    rows = [
        (status, told.word, told.sentence, told.next, suket_code(status) or "–", SOURCES[status])
        for status, told in ((status, words.WORDS[status]) for status in Status)
    ]
    return _table("status | word | meaning | next | suket | source", rows)


def _moves() -> str:
    rows = [
        (state, to, waiting.MOVERS[mover]) for state, moves in MOVES.items() for to, mover in moves.items()
    ]
    return _table("from | to | who", rows)


def _remedies() -> str:
    rows = [
        (f"`{remedy}`", act.label, act.leads_to, "two" if remedy in FOUR_EYES else "one")
        for remedy, act in ((remedy, waiting.ACTS[remedy]) for remedy in Remedy)
    ]
    return _table("remedy | button | leads to | people", rows)


def _disagreements() -> str:
    rows = [
        (
            f"`{kind}`",
            waiting.TOLD[kind].what,
            waiting.TOLD[kind].remedy,
            "night" if kind in MENDED else "officer",
        )
        for kind in Disagreement
    ]
    return _table("kind | what | remedy | who", rows)


def _limits() -> str:
    rows = [
        (status, _long(limit.usual), f"{_long(limit.least)} to {_long(limit.most)}", limit.why)
        for status, limit in LIMITS.items()
    ]
    return _table("status | too long after | range | reason", rows)


def _long(after: timedelta) -> str:
    if after % timedelta(days=1):
        minutes = after // timedelta(minutes=1)
        return f"{minutes}m" if minutes % 60 else f"{minutes // 60}h"
    return f"{after.days}d"


def _causes() -> str:
    who = {True: "system", False: "keeper of the server"}
    rows = [
        (
            f"`{cause}`",
            told.what,
            told.remedy,
            "office" if cause in SHOWN_TO_OFFICE else who[cause in SENT_AGAIN],
        )
        for cause, told in operations.CAUSES.items()
    ]
    return _table("cause | what | remedy | who", rows)


def _reasons() -> str:
    rows = [
        (f"`{reason}`", told.what, told.remedy, "no" if reason in OF_MACHINE else "yes")
        for reason, told in operations.REASONS.items()
    ]
    return _table("reason | what | remedy | counts against the packet", rows)


def _residents() -> str:
    rows = [
        (status, telling.TOLD[status].sentence, "yes" if telling.TOLD[status].must_come else "no")
        for status in Status
    ]
    return _table("status | told to the resident | must come", rows)


def _codes() -> str:
    return _table("code | sentence", [(f"`{code}`", text) for code, text in words.REASONS.items()])


def _table(head: str, rows: Sequence[tuple[object, ...]]) -> str:
    from django.utils.translation import override

    with override("id"):
        lines = [f"| {' | '.join(str(cell) for cell in row)} |" for row in rows]
    return "\n".join([f"| {head} |", f"|{'---|' * (head.count('|') + 1)}", *lines])


PARTS: Mapping[str, Callable[[], str]] = {
    "diagram": _diagram,
    "statuses": _statuses,
    "moves": _moves,
    "remedies": _remedies,
    "disagreements": _disagreements,
    "limits": _limits,
    "causes": _causes,
    "reasons": _reasons,
    "residents": _residents,
    "codes": _codes,
}
