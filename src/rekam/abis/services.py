"""The abis' door: admit a body, extract it, search it among all, compare it 1:1, judge a case.

Everything is keyed by an opaque subject id. What takes CPU reads only; each write is one short
transaction, and repeating it changes nothing.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from rekam.abis import removing
from rekam.abis.evidence import Found, SearchOutcome
from rekam.abis.finger_extractor import finger_extractor
from rekam.abis.judging import decide, open_case
from rekam.abis.models import Sample, Subject, Template
from rekam.kernel.errors import RuleBroken
from rekam.kernel.wsq import read_wsq
from rekam.vault import services as vault

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from rekam.abis.engine.samples import Sample as EngineSample
    from rekam.abis.engine.search import Verdict as HolderVerdict
    from rekam.abis.engine.template import PersonTemplate
    from rekam.abis.gallery_store import Bodies
    from rekam.abis.reading import Body
    from rekam.abis.reextracting import Outcome

__all__ = [
    "Found",
    "SearchOutcome",
    "admit",
    "colour_face",
    "compact_gallery",
    "compare",
    "compare_with",
    "decide",
    "enrol",
    "forget_left_behind",
    "keep_samples",
    "open_case",
    "read_subject",
    "rebuild_gallery",
    "reextract",
    "remove",
    "search",
    "template_of",
    "verify",
]

# The engine is imported where it works: the web and most commands start without its compiled kernels.


def keep_samples(records: Mapping[str, bytes]) -> dict[str, str]:
    """Store image records by position in the vault, both media; their addresses. Outside a transaction."""
    return {position: vault.keep(record, kind="sample") for position, record in records.items()}


@transaction.atomic
def admit(
    *,
    subject: uuid.UUID,
    samples: Mapping[str, str],
    missing: Mapping[str, str],
    captured_on: date | None,
    at: datetime,
) -> None:
    """Take in a body's samples, kept before by `keep_samples`; the same subject again changes nothing.

    missing   exception code of each position of which there is no sample
    """
    row, is_new = Subject.objects.get_or_create(
        uuid=subject,
        defaults={"enrolled_at": at, "captured_on": captured_on, "missing": dict(missing)},
    )
    if is_new:
        Sample.objects.bulk_create(
            Sample(subject=row, position=position, address=address) for position, address in samples.items()
        )


def read_subject(subject: uuid.UUID) -> "Body":
    """Decode, measure and extract an admitted body: seconds of CPU, nothing written.

    Raises RuleBroken("subject_unknown") and the vault's codes.
    """
    from rekam.abis.reading import read_body

    rows = Sample.objects.filter(subject__uuid=subject, subject__removal=None).order_by("position")
    records = {row.position: vault.read(row.address) for row in rows}
    if not records and not Subject.objects.filter(uuid=subject, removal=None).exists():
        raise RuleBroken("subject_unknown")
    return read_body(records, extractor=finger_extractor(), wsq=read_wsq)


def enrol(
    *,
    subject: uuid.UUID,
    at: datetime,
    template: "PersonTemplate | None" = None,
    samples: "Sequence[EngineSample]" = (),
    qualities: Mapping[str, int] | None = None,
) -> None:
    """Keep a body's template and give it its number, the order of the gallery. Repeating it is safe.

    template   or else it is extracted from `samples`
    Numbers are given under a lock held to the end of the transaction: whoever sees a number sees all
    lower ones, so of two bodies that come in the same minute the second finds the first. A body that was
    taken out does not come back.
    """
    found = template if template is not None else _extracted(samples)
    address = vault.keep(found.to_bytes(), kind="template")
    with transaction.atomic():
        row, _ = Subject.objects.get_or_create(uuid=subject, defaults={"enrolled_at": at})
        removing.take_number_lock()
        if Subject.objects.filter(pk=row.pk, removal__isnull=False).exists():
            vault.forget_unless_held([address], held=removing.is_held)
            return
        if Template.objects.filter(subject=row).exists():
            return
        last = Template.objects.aggregate(last=Max("number"))["last"] or 0
        Template.objects.create(
            subject=row, number=last + 1, address=address, qualities=dict(qualities or {}), at=at
        )


def _extracted(samples: "Sequence[EngineSample]") -> "PersonTemplate":
    from rekam.abis.engine.enrol import extract_person

    return extract_person(samples, extractor=finger_extractor())


def template_of(subject: uuid.UUID) -> "PersonTemplate":
    """What the engine compares of a subject. Raises RuleBroken("subject_unknown") where nothing was read."""
    from rekam.abis.engine.template import PersonTemplate

    row = Template.objects.filter(subject__uuid=subject, subject__removal=None).first()
    if row is None:
        raise RuleBroken("subject_unknown")
    return PersonTemplate.from_bytes(vault.read(row.address))


def verify(*, subject: uuid.UUID, samples: "Sequence[EngineSample]") -> "HolderVerdict":
    """Compare fresh samples 1:1 with a subject's template; the verdict says what its score means.

    Raises RuleBroken("subject_unknown") when there is no template, and the engine's codes.
    """
    from rekam.abis.engine import search as engine
    from rekam.abis.engine.parameters import Parameters

    reference = template_of(subject)
    return engine.verify(_extracted(samples), reference=reference, parameters=Parameters())


def compare(probe: "PersonTemplate", *, address: str | None) -> "HolderVerdict":
    """Compare an extracted probe 1:1 with the template at an address of the vault, or with nobody's.

    address   None where there is no template: then nobody's is read, opened and compared just the same
    Parts that the template has not are compared with nobody's, so that every case takes the same work. A
    template that cannot be read counts as none, and is told in the log: whoever asks must not learn of it.
    """
    from rekam.abis.comparing import compare

    return compare(probe, address=address)


def compare_with(probe: "PersonTemplate", *, reference: "PersonTemplate | None") -> "HolderVerdict":
    """The same against a template that the caller has, None = nobody's: an invented body, out of no vault."""
    from rekam.abis.comparing import compare_with

    return compare_with(probe, reference=reference)


def search(*, subject: uuid.UUID, at: datetime) -> SearchOutcome:
    """Search an enrolled body among all enrolled before it; the run is kept as evidence.

    A repeat gives the first run again. Seconds of CPU: call it outside a transaction.
    Raises RuleBroken("subject_unknown") when the body is not enrolled.
    """
    from rekam.abis import searching

    return searching.search(subject=subject, at=at)


def rebuild_gallery(background: "Bodies" = (), *, told: Callable[[int], None] = lambda _people: None) -> int:
    """Make the gallery again from the template store; how many people it holds.

    background   bodies without a row in the store, such as the demo's synthetic people; they come first
    told         hears now and then how many of the store are in it
    """
    from rekam.abis import gallery_store

    return gallery_store.rebuild_gallery(background, told=told)


def remove(*, subject: uuid.UUID, at: datetime) -> None:
    """Take a body out: no search finds it from now on, its template and images leave the vault.

    Its row in the gallery is shut out at once and overwritten by nobody until `compact_gallery`. That it was
    there stays, with opaque ids, and so do searches and judgements, which are evidence: whoever calls this
    makes sure that no case about it is open. Repeating it changes nothing.
    Raises RuleBroken("subject_unknown").
    """
    removing.remove(subject=subject, at=at)


def forget_left_behind(*, since: datetime) -> int:
    """Take off the vault what a kill left of bodies taken out since a moment; how many files those were."""
    return removing.forget_left_behind(since=since)


def compact_gallery() -> int:
    """Write the gallery anew without the bodies that were taken out; how many those were.

    Searches wait meanwhile; with nobody taken out it does nothing.
    Raises RuleBroken("gallery_corrupt") and the vault's codes.
    """
    from rekam.abis import gallery_store

    return gallery_store.compact_gallery()


def reextract(
    *,
    of: str = "",
    before: int = 0,
    actor: str,
    at: datetime,
    told: Callable[[int, int], None] = lambda _done, _all: None,
) -> "Outcome":
    """Make templates again from the samples in the vault, by the extractor of the settings.

    of      those with fingers of this extractor; "" and no `before` = of any other than the settings'
    before  those that were written in an earlier version than this
    told    hears after each template how many were looked at, and how many there are
    Seconds of CPU a body, outside a transaction; a run that was killed goes on where it stopped. What
    cannot be read anew stays as it is. The gallery keeps the old ones until `rebuild_gallery` is called.
    Raises RuleBroken("extractor_unknown" | "extractor_in_use" | "template_version_unknown" |
    "weights_missing" | "weights_invalid") and what the vault says of its media and keys.
    """
    from rekam.abis.engine.extractor import Extractor
    from rekam.abis.reextracting import Wanted, reextract

    used = finger_extractor()
    others = [one for one in Extractor if one is not used]
    chosen = Extractor(of) if of else None if before else others[0]
    return reextract(Wanted(of=chosen, before=before), extractor=used, actor=actor, at=at, told=told)


def colour_face(record: bytes) -> "npt.NDArray[np.uint8]":
    """The face of an ISO/IEC 19794-5 record as RGB pixels.

    Raises RuleBroken("image_record_invalid" | "image_too_large").
    """
    from rekam.abis import reading

    return reading.colour_face(record)
