"""What is said at a recording beside the body: the legal notice, what is wrong, what is optional.

None of it can stop the recording. What is wrong goes to the home office with photographs of its papers, each
sealed when it is taken.
"""

from collections.abc import Sequence
from dataclasses import replace

from rekam.enrolment import notices, packet
from rekam.enrolment.consents import Consent, Purpose
from rekam.enrolment.corrections import MOST_PAPERS, Correction
from rekam.enrolment.packet_parts import part_map
from rekam.enrolment.worklist import Notice
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.kernel.pictures import is_picture, made_again
from rekam.station.recording import Bench, journal
from rekam.station.store.outbox import StoredPart
from rekam.station.store.visits import Draft

MOST_BYTES = 10 * 1024 * 1024  # of a camera's file
SEALED_BYTES = 3 * 1024 * 1024  # of what is sealed: as much as the office takes
LONGEST_SIDE = 2_000  # pixels; an A4 page stays readable, and a thin line carries it
PAPERS = tuple(f"paper-{number}" for number in range(1, MOST_PAPERS + 1))


def notices_of(office: Notice) -> tuple[Notice, ...]:
    """The notice in every language there is: the office's own first, this program's where the version is one.

    office   as the work list brought it
    """
    if office.version != notices.VERSION:
        return (office,)
    others = (
        Notice(version=office.version, language=language, text=text)
        for language, text in notices.NOTICES.items()
        if language != office.language
    )
    return (office, *others)


def note_notice(bench: Bench, *, draft: Draft, notice: Notice, was_read_aloud: bool, at: str) -> Draft:
    """The legal notice was read to the person, or shown to who reads it alone."""
    told = f"{notice.version}/{notice.language}"
    draft = replace(draft, notice=told)
    bench.visits.keep_draft(draft)
    act = "notice_read" if was_read_aloud else "notice_shown"
    journal(bench, draft=draft.id, act=act, about=told, at=at)
    return draft


def note_answer(bench: Bench, *, draft: Draft, language: str, granted: bool, contact: str, at: str) -> Draft:
    """What was answered about a reminder of collection, in place of an earlier answer.

    contact   a clean number (`consents.clean_contact`), "" where it was refused
    """
    answer = Consent(
        purpose=Purpose.COLLECTION_REMINDER,
        version=notices.ASKED_VERSION,
        language=language,
        granted=granted,
        contact=contact,
        at=at,
    )
    draft = replace(draft, consents=(answer,))
    bench.visits.keep_draft(draft)
    act = "consent_given" if granted else "consent_refused"
    journal(bench, draft=draft.id, act=act, about=str(answer.purpose), at=at)
    return draft


def note_corrections(bench: Bench, *, draft: Draft, corrections: Sequence[Correction], at: str) -> Draft:
    """What the resident says is wrong, in place of what was told before; none takes its papers away too."""
    draft = replace(draft, corrections=tuple(corrections))
    bench.visits.keep_draft(draft)
    if not corrections:
        for place in PAPERS:
            bench.outbox.drop_part(draft=draft.id, position=place)
    about = ",".join(one.element for one in corrections)
    journal(bench, draft=draft.id, act="corrections_told", about=about, at=at)
    return draft


def keep_paper(bench: Bench, *, draft: Draft, image: bytes, at: str) -> None:
    """Seal a photograph of a paper, made again from its pixels: place and time of the camera stay behind.

    Raises RuleBroken("correction_missing" | "papers_too_many" | "paper_too_large" | "paper_type_unknown" |
    "paper_unreadable").
    """
    if not draft.corrections:
        raise RuleBroken("correction_missing")
    taken = bench.outbox.parts(draft.id)
    place = next((one for one in PAPERS if one not in taken), None)
    if place is None:
        raise RuleBroken("papers_too_many", limit=MOST_PAPERS)
    if len(image) > MOST_BYTES:
        raise RuleBroken("paper_too_large", limit=MOST_BYTES)
    if not is_picture(image):
        raise RuleBroken("paper_type_unknown")
    clean = made_again(image, longest=LONGEST_SIDE)
    if len(clean) > SEALED_BYTES:
        raise RuleBroken("paper_too_large", limit=SEALED_BYTES)
    part = packet.seal_part(clean, to=draft.seal_public)
    stored = StoredPart(facts=canonical.encode(part_map(part.facts)), sealed=part.sealed)
    bench.outbox.keep_part(draft=draft.id, position=place, part=stored)
    journal(bench, draft=draft.id, act="paper_photographed", about=place, at=at)


def drop_papers(bench: Bench, *, draft: Draft, at: str) -> None:
    """Forget the photographs, to take them again."""
    for place in PAPERS:
        bench.outbox.drop_part(draft=draft.id, position=place)
    journal(bench, draft=draft.id, act="papers_dropped", about="", at=at)


def papers_taken(bench: Bench, *, draft: Draft) -> int:
    """How many papers of a draft lie sealed."""
    return sum(place in PAPERS for place in bench.outbox.parts(draft.id))
