"""People brought in one by one: read, extracted, kept, written down; a killed run goes on where it stopped.

Each person is one transaction, after the images lie in the vault. Its id here is made of the reference and
the bytes, so the same person again is known, and another body under the same reference is refused.
"""

import hashlib
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from rekam.abis import services as abis
from rekam.abis.engine.positions import Position
from rekam.abis.engine.samples import FINGER_PPI
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.finger_extractor import finger_extractor
from rekam.abis.importing.doors import ACTOR, Door, Known, Newcomer, look_up, write_down
from rekam.abis.importing.report import Report
from rekam.abis.importing.rules import Part, best_of, parts_of, position_named, together
from rekam.abis.importing.sources import Person, contents
from rekam.abis.importing.why import WHY, Refused
from rekam.abis.osia.rules import ALL, MOST_GALLERIES
from rekam.abis.reading import Body, decoded, qualities_of, read_body
from rekam.abis.references import is_reference
from rekam.abis.removing import taking_in
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.kernel.errors import RuleBroken
from rekam.kernel.wsq import read_wsq

IDS: Final = uuid.UUID("8d2a3f0e-3f7b-5a55-9d3c-0d6b1f6a7c21")
Told = Callable[[int, int], None]


class Became(StrEnum):
    """What becomes of a person of the import."""

    TAKEN_IN = "taken_in"
    THERE = "there"
    DELETED = "deleted"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How people are brought in.

    door       whose people they become
    galleries  of OSIA's that they are put into
    ppi        of a finger's image that is no record
    partly     take in a person without its refused files, where anything is left
    dry_run    read and decode everything, write nothing
    """

    door: Door = Door.OSIA
    galleries: tuple[str, ...] = ()
    ppi: int = FINGER_PPI
    partly: bool = False
    dry_run: bool = False


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of the people.

    taken_in            now (in a dry run: would be)
    there               came in before, and were left as they are
    deleted             came in before and were deleted at the door; they stay away
    refused             are in the report
    files_left_out      of people who were taken in all the same
    without_images      of those taken in now: minutiae alone, that no later extractor can read again
    """

    people: int
    taken_in: int
    there: int
    deleted: int
    refused: int
    files_left_out: int
    without_images: int


@dataclass(kw_only=True)
class _Read:
    """What was read of one person's files: parts, which file each came from, and what is wrong with files."""

    parts: list[Part] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    files: dict[int, str] = field(default_factory=dict)

    def take(self, parts: Iterable[Part], *, file: str) -> None:
        for part in parts:
            self.files[id(part)] = file
            self.parts.append(part)

    def leave_out(self, part: Part, *, code: str) -> None:
        self.problems[self.files[id(part)]] = code
        self.parts = [one for one in self.parts if one is not part]


def check(wish: Wish) -> None:
    """Raises RuleBroken("import_gallery_unfit" | "import_ppi") for what no person could be taken in with."""
    bad = [name for name in wish.galleries if not is_reference(name) or name == ALL]
    if bad or (wish.galleries and wish.door is not Door.OSIA) or len(wish.galleries) > MOST_GALLERIES:
        raise RuleBroken("import_gallery_unfit", door=str(wish.door), gallery=", ".join(bad))
    if not 100 <= wish.ppi <= 1_200:
        raise RuleBroken("import_ppi", ppi=wish.ppi, least=100, most=1_200)


def bring_in(
    people: Iterable[Person],
    *,
    wish: Wish,
    report: Report,
    at: Callable[[], datetime],
    told: Told = lambda _done, _refused: None,
) -> Outcome:
    """Take in all people that can be; the others are told in the report, and the rest goes on.

    told  hears after each person how many were looked at, and how many of them refused
    Seconds of CPU a person with images, outside a transaction. Raises RuleBroken where this machine is at
    fault (a medium is away, weights are missing): who was taken in stays, and the same call goes on.
    """
    if not wish.dry_run:
        audit("abis.import.began", actor=ACTOR, at=at(), purpose=Purpose.SYSTEM, door=str(wish.door))
    importer = _Importer(wish=wish, report=report, at=at)
    for done, person in enumerate(people, start=1):
        importer.take(person)
        told(done, importer.counted[Became.REFUSED])
    outcome = importer.outcome()
    if not wish.dry_run:
        audit("abis.import.ended", actor=ACTOR, at=at(), purpose=Purpose.SYSTEM, **vars(outcome))
    return outcome


@dataclass(kw_only=True)
class _Importer:
    wish: Wish
    report: Report
    at: Callable[[], datetime]
    counted: Counter[Became] = field(default_factory=Counter)
    left_out: int = 0
    without_images: int = 0

    def take(self, person: Person) -> None:
        try:
            became = self._took(person)
        except Refused as refused:
            self.report.tell(reference=person.reference, file="", code=refused.code)
            became = Became.REFUSED
        self.counted[became] += 1

    def outcome(self) -> Outcome:
        return Outcome(
            people=self.counted.total(),
            taken_in=self.counted[Became.TAKEN_IN],
            there=self.counted[Became.THERE],
            deleted=self.counted[Became.DELETED],
            refused=self.counted[Became.REFUSED],
            files_left_out=self.left_out,
            without_images=self.without_images,
        )

    def _took(self, person: Person) -> Became:
        if not is_reference(person.reference):
            raise Refused("reference_unfit")
        files = contents(person)
        subject = subject_of(person, files=files, wish=self.wish)
        known = look_up(self.wish.door, reference=person.reference, subject=subject)
        if known is Known.OTHERWISE:
            raise Refused("reference_differs")
        if known is not Known.NEW:
            return Became(str(known))
        read = _read(person, files=files, ppi=self.wish.ppi)
        body, records = self._body(read)
        for file, code in sorted(read.problems.items()):
            self.report.tell(reference=person.reference, file=file, code=code)
        if body is None:
            return Became.REFUSED
        if not self.wish.dry_run:
            self._write(person, subject=subject, body=body, records=records)
        self.left_out += len(read.problems)
        self.without_images += not records
        return Became.TAKEN_IN

    def _body(self, read: _Read) -> tuple[Body | None, Mapping[str, bytes]]:
        """The body of what can be read, None where the person is refused; problems are added to `read`.

        Raises Refused("nothing_extracted").
        """
        while read.parts and (self.wish.partly or not read.problems):
            images, minutiae = best_of(read.parts)
            records = {str(position): part.record for position, part in images.items()}
            found, bad = self._tried(records)
            if not bad:
                return self._whole(found, minutiae=minutiae), records
            for position, code in bad.items():
                read.leave_out(images[Position(position)], code=code)
        if not read.problems:
            raise Refused("nothing_extracted")
        return None, {}

    def _whole(self, found: PersonTemplate | None, *, minutiae: Mapping[Position, Part]) -> Body:
        if self.wish.dry_run:
            return Body(template=None, qualities={}, problems={})
        template = together(found, minutiae=minutiae)
        return Body(template=template, qualities=qualities_of(template), problems={})

    def _tried(self, records: Mapping[str, bytes]) -> tuple[PersonTemplate | None, Mapping[str, str]]:
        """What was made out in images, or which of them cannot be decoded, by position with the code."""
        if self.wish.dry_run:
            return None, _undecodable(records)
        if not records:
            return None, {}
        body = read_body(records, extractor=finger_extractor(), wsq=read_wsq)
        bad = {position: _code(code) for position, code in body.problems.items() if position}
        return body.template, bad

    def _write(self, person: Person, *, subject: uuid.UUID, body: Body, records: Mapping[str, bytes]) -> None:
        with taking_in():
            newcomer = Newcomer(
                reference=person.reference,
                subject=subject,
                samples=abis.keep_samples(records),
                body=body,
                galleries=self.wish.galleries,
            )
            write_down(self.wish.door, newcomer=newcomer, at=self.at())


def subject_of(person: Person, *, files: Iterable[bytes], wish: Wish) -> uuid.UUID:
    """The id of a person here: another one for other bytes, another reading of them, or another door."""
    told = sorted(
        f"{file.said.lower()} {wish.ppi if file.said else 0} {hashlib.sha256(data).hexdigest()}"
        for file, data in zip(person.files, files, strict=True)
    )
    return uuid.uuid5(IDS, "\n".join([str(wish.door), person.reference, *told]))


def _read(person: Person, *, files: Iterable[bytes], ppi: int) -> _Read:
    read = _Read()
    for file, data in zip(person.files, files, strict=True):
        try:
            told = position_named(file.said)
            if file.said and told is None:
                raise Refused("position_unknown")
            read.take(parts_of(data, told=told, ppi=ppi), file=file.name)
        except (Refused, RuleBroken) as refused:
            read.problems[file.name] = _code(refused.code, broken=refused)
    return read


def _undecodable(records: Mapping[str, bytes]) -> Mapping[str, str]:
    found = {}
    for position, record in records.items():
        try:
            decoded(record, position=position, wsq=read_wsq)
        except RuleBroken as broken:
            found[position] = _code(broken.code, broken=broken)
    return found


def _code(code: str, *, broken: Exception | None = None) -> str:
    """The code for the report. What is about this machine, not about a file, is raised."""
    same = SAME.get(code, code)
    if same not in WHY:
        raise broken or RuleBroken(code)
    return same


SAME: Final = {
    "position_contradicts_record": "position_contradicts",
    "finger_position_unknown": "several_fingers",
    "iris_position_unknown": "position_unknown",
}
