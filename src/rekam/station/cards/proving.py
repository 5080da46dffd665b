"""What a card is given out on: a finger that is the holder's, or an exception that two people saw."""

import io
import uuid
from dataclasses import replace

from PIL import Image

from rekam.abis.engine.template import PersonTemplate
from rekam.abis.engine.verifying import verify
from rekam.abis.reading import colour_face
from rekam.cards.counter.rules import check_witnesses, excuse_of
from rekam.cards.packs.handed import Unmatched
from rekam.cards.rules import check_reason
from rekam.enrolment import packet
from rekam.enrolment.packet_parts import part_map
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.kernel.pictures import is_picture, made_again
from rekam.station.cards.carried import Carried
from rekam.station.cards.handing import PHOTO, keep, missed
from rekam.station.cards.handings import Handing
from rekam.station.recording import Bench, journal
from rekam.station.session_gallery import merged
from rekam.station.store.outbox import StoredPart

LONGEST_SIDE = 1_200  # pixels; a thin line carries it
SEALED_BYTES = 3 * 1024 * 1024
CODES = {"unclear": "holder_unclear", "none": "holder_not_matched"}


def fingers_of(handing: Handing) -> tuple[str, ...]:
    """The fingers to ask for, the better first; none where the holder has none that can be compared."""
    if handing.card is None or not handing.card.reference:
        return ()
    fingers = PersonTemplate.from_bytes(handing.card.reference).fingers
    return tuple(str(place) for place in sorted(fingers, key=lambda place: -fingers[place].quality))


def compare(
    bench: Bench, *, carried: Carried, handing: Handing, template: PersonTemplate | None, at: str
) -> Handing:
    """Compare a finger 1:1 with the holder's, by the thresholds of a counter; the hand-over with its score.

    A finger that left it open is remembered: the next one is weighed together with it.
    Raises RuleBroken("holder_not_matched" | "holder_unclear" | "finger_unreadable"); the card stays.
    """
    if template is None or handing.card is None or not handing.card.reference:
        raise RuleBroken("finger_unreadable")
    probe = merged([carried.probes.pop(handing.id, PersonTemplate()), template])
    verdict = verify(probe, reference=PersonTemplate.from_bytes(handing.card.reference))
    if verdict.decision in CODES:
        if verdict.decision == "unclear":
            carried.probes[handing.id] = probe
        missed(bench, handing=handing, at=at)
        raise RuleBroken(CODES[verdict.decision])
    handing = replace(handing, score=max(1, round(100 * verdict.score)), exception=None)
    keep(bench, handing)
    return handing


def except_holder(bench: Bench, *, handing: Handing, told: Unmatched, at: str) -> Handing:
    """Note why nothing can be compared, and the two who saw it.

    Raises RuleBroken("reason_missing" | "excuse_unknown" | "witnesses_missing" | "witness_twice" |
    "witness_is_holder").
    """
    check_reason(told.reason)
    excuse_of(told.code)
    check_witnesses(told.witnesses, holder=handing.card.name if handing.card else "")
    handing = replace(handing, exception=told, score=0)
    keep(bench, handing)
    journal(bench, draft=None, act="card_excepted", about=f"{handing.id} {told.code}", at=at)
    return handing


def keep_photo(bench: Bench, *, handing: Handing, image: bytes) -> None:
    """Seal a photograph of the exception, made again from its pixels.

    Raises RuleBroken("paper_type_unknown" | "paper_unreadable" | "paper_too_large").
    """
    if not is_picture(image):
        raise RuleBroken("paper_type_unknown")
    clean = made_again(image, longest=LONGEST_SIDE)
    if len(clean) > SEALED_BYTES:
        raise RuleBroken("paper_too_large", limit=SEALED_BYTES)
    part = packet.seal_part(clean, to=handing.seal_public)
    stored = StoredPart(facts=canonical.encode(part_map(part.facts)), sealed=part.sealed)
    bench.outbox.keep_part(draft=handing.id, position=PHOTO, part=stored)


def picture_of(record: bytes) -> bytes:
    """The JPEG of a face record that the camera gave. Raises as `colour_face` does."""
    out = io.BytesIO()
    Image.fromarray(colour_face(record)).save(out, format="JPEG", quality=90)
    return out.getvalue()


def transaction_of(handing: uuid.UUID, *, salt: str) -> str:
    """A name for one capture that no earlier one had."""
    return f"{handing.hex}-{salt}"
