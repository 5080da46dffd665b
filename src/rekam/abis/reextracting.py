"""Templates made again from the samples in the vault: by another extractor, or in a newer version.

What is to be done stands in the templates themselves, so a run that was killed goes on where it stopped. Each
new template is kept before its row names it, and the old one goes only then.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.template import VERSION, PersonTemplate, version_of
from rekam.abis.models import Sample, Template
from rekam.abis.queries import templates
from rekam.abis.reading import qualities_of, read_body
from rekam.abis.removing import is_held, take_number_lock
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.kernel.errors import RuleBroken
from rekam.kernel.wsq import read_wsq
from rekam.vault import services as vault

BATCH = 200
# Of one body; anything else that the vault refuses is about this machine.
LOST = frozenset({"vault_content_missing", "vault_content_altered", "template_invalid"})
Told = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which templates are made again: those of an extractor, or those of before a version (or both)."""

    of: Extractor | None = None
    before: int = 0

    def takes(self, data: bytes) -> bool:
        """Whether a template is one of them; one that cannot be read is.

        Raises RuleBroken("template_version_unknown") for one of a newer Rekam.
        """
        try:
            fingers = PersonTemplate.from_bytes(data).fingers.values()
            return version_of(data) < self.before or any(one.extractor is self.of for one in fingers)
        except RuleBroken as broken:
            if broken.code not in LOST:
                raise
            return True


class Became(StrEnum):
    """What becomes of a template that is looked at."""

    MADE = "made"
    NOT_WANTED = "not_wanted"
    AS_BEFORE = "as_before"
    NO_SAMPLES = "no_samples"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of the templates that were looked at; those that are not counted were not wanted.

    made        were made again
    as_before   gave the same template: what could not be read anew stays as it was
    no_samples  have no sample in the vault, and stay
    unreadable  have samples that cannot be read, and stay
    """

    looked_at: int
    made: int
    as_before: int
    no_samples: int
    unreadable: int


def reextract(
    wanted: Wanted, *, extractor: Extractor, actor: str, at: datetime, told: Told = lambda _done, _of: None
) -> Outcome:
    """See `abis.services.reextract`."""
    if wanted.of is extractor:
        raise RuleBroken("extractor_in_use", extractor=str(extractor))
    if wanted.before > VERSION:
        raise RuleBroken("template_version_unknown", version=wanted.before)
    audit("abis.templates.reextraction_began", actor=actor, at=at, purpose=Purpose.SYSTEM, by=str(extractor))
    counted: Counter[Became] = Counter()
    total = templates().count()
    for done, row in enumerate(_rows(), start=1):
        counted[_made_again(row, wanted=wanted, extractor=extractor)] += 1
        told(done, total)
    outcome = Outcome(
        looked_at=counted.total(),
        made=counted[Became.MADE],
        as_before=counted[Became.AS_BEFORE],
        no_samples=counted[Became.NO_SAMPLES],
        unreadable=counted[Became.UNREADABLE],
    )
    audit(
        "abis.templates.reextracted",
        actor=actor,
        at=at,
        purpose=Purpose.SYSTEM,
        by=str(extractor),
        **vars(outcome),
    )
    return outcome


def _rows() -> Iterator[Template]:
    """All templates in the order of the gallery; those that come in meanwhile too."""
    done = 0
    while rows := list(templates().filter(number__gt=done).order_by("number")[:BATCH]):
        yield from rows
        done = rows[-1].number or done


def _made_again(row: Template, *, wanted: Wanted, extractor: Extractor) -> Became:
    data = _unless_lost(row.address) or b""
    if not wanted.takes(data):
        return Became.NOT_WANTED
    samples = {one.position: one.address for one in Sample.objects.filter(subject=row.subject_id)}
    if not samples:
        return Became.NO_SAMPLES
    fresh = _fresh(samples, extractor=extractor)
    if fresh is None:
        return Became.UNREADABLE
    new = _together(data, fresh=fresh)
    if new.to_bytes() == data:
        return Became.AS_BEFORE
    _replace(row, template=new)
    return Became.MADE


def _fresh(samples: Mapping[str, str], *, extractor: Extractor) -> PersonTemplate | None:
    """The template of samples by their addresses; None where one of them cannot be read."""
    records = {position: _unless_lost(address) for position, address in samples.items()}
    there = {position: record for position, record in records.items() if record is not None}
    return (
        read_body(there, extractor=extractor, wsq=read_wsq).template if len(there) == len(records) else None
    )


def _unless_lost(address: str) -> bytes | None:
    try:
        return vault.read(address)
    except RuleBroken as broken:
        if broken.code not in LOST:
            raise
        return None


def _together(data: bytes, *, fresh: PersonTemplate) -> PersonTemplate:
    """What was read anew, and of the old template what was not found again: nothing is lost."""
    try:
        old = PersonTemplate.from_bytes(data)
    except RuleBroken:  # lost: `takes` let nothing else through
        return fresh
    return PersonTemplate(
        fingers={**old.fingers, **fresh.fingers},
        irises={**old.irises, **fresh.irises},
        face=fresh.face if fresh.face is not None else old.face,
    )


def _replace(row: Template, *, template: PersonTemplate) -> None:
    address = vault.keep(template.to_bytes(), kind="template")
    with transaction.atomic():
        take_number_lock()
        kept = templates().filter(pk=row.pk).update(address=address, qualities=qualities_of(template))
        # Of a body that was taken out meanwhile the new one goes again; the old one is gone.
        vault.forget_unless_held([row.address if kept else address], held=is_held)
