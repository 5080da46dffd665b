"""A photograph of a person of whom something is excepted: full face, both hands beside it (SBI 1.0, face).

It is asked for and never demanded: where it cannot be taken the recording goes on, and the packet says so by
not having one.
"""

import secrets
from dataclasses import replace

from rekam.devices.adapters.sbi.client import Capture
from rekam.enrolment import capture_rules
from rekam.kernel.errors import RuleBroken
from rekam.station.judging import Judged
from rekam.station.recording import Bench, journal, sealed_sample
from rekam.station.store.visits import Draft


def is_asked(draft: Draft) -> bool:
    """Whether an exception of this draft is one that a photograph can show."""
    return any(one.code in capture_rules.SHOWN_BY_PHOTO for one in draft.exceptions)


def wanted_photo(draft: Draft) -> Capture:
    """What to ask the camera for: a face request that names the exceptions.

    Raises RuleBroken("notice_not_read").
    """
    if not draft.notice:
        raise RuleBroken("notice_not_read")
    excepted = (one.position for one in draft.exceptions if one.position != capture_rules.SIGNATURE)
    return Capture(
        positions=(capture_rules.FACE,),
        exceptions=tuple(place for place in excepted if place != capture_rules.FACE),
        transaction=f"{capture_rules.transaction_prefix(draft.id)}-{secrets.token_hex(4)}",
        wanted_score=0,
        previous=draft.last,
    )


def drop_unasked(bench: Bench, *, draft: Draft) -> None:
    """Forget the photograph of a draft without such an exception: nothing is kept that shows nothing."""
    if not is_asked(draft):
        bench.outbox.drop_part(draft=draft.id, position=capture_rules.EXCEPTION_PHOTO)


def keep_photo(bench: Bench, *, draft: Draft, judged: Judged, transaction: str, at: str) -> None:
    """Seal the photograph and keep it in place of an earlier one."""
    place = capture_rules.EXCEPTION_PHOTO
    part = sealed_sample(judged, position=place, draft=draft, transaction=transaction, retries=0)
    bench.outbox.keep_part(draft=draft.id, position=place, part=part)
    bench.visits.keep_draft(replace(draft, last=judged.record.chain))
    journal(bench, draft=draft.id, act="exception_photographed", about="", at=at)
