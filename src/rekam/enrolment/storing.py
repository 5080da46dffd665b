"""Where the parts of an opened packet go: into the vault, images made again from their pixels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rekam.abis import services as abis
from rekam.enrolment import capture_rules
from rekam.enrolment.images import clean_png, find_portrait
from rekam.enrolment.packet import Packet
from rekam.enrolment.particulars import encode_particulars
from rekam.kernel.errors import RuleBroken
from rekam.kernel.pictures import is_picture
from rekam.registry.entries.services import Paper, keep_papers
from rekam.vault import services as vault


@dataclass(frozen=True, kw_only=True)
class Stored:
    """Where the parts of an opened packet lie in the vault."""

    particulars: str
    portrait: str
    signature: str
    exception_photo: str
    samples: Mapping[str, str]
    papers: Sequence[Paper]


def store(opened: Packet) -> Stored:
    """Keep an opened packet's parts.

    Answers to what is optional are left out of the particulars: their row alone has them, so that a
    withdrawal takes the number away. Raises the codes of `abis.keep_samples`, `images.clean_png`,
    `keep_papers` and of the vault.
    """
    face = opened.samples.get(capture_rules.FACE)
    portrait = find_portrait(face.record) if face else None
    image = opened.signature_image
    lasting = replace(opened.particulars, consents=())
    return Stored(
        particulars=vault.keep(encode_particulars(lasting), kind="particulars"),
        portrait=vault.keep(portrait, kind="portrait") if portrait else "",
        signature=vault.keep(clean_png(image), kind="signature") if image else "",
        exception_photo=_exception_photo(opened),
        samples=abis.keep_samples({place: one.record for place, one in opened.samples.items()}),
        papers=_papers(opened),
    )


def _papers(opened: Packet) -> Sequence[Paper]:
    if not all(is_picture(one) for one in opened.papers):
        raise RuleBroken("paper_type_unknown")
    return keep_papers(opened.papers)


def _exception_photo(opened: Packet) -> str:
    photo = opened.exception_photo
    image = find_portrait(photo.record) if photo else None
    return vault.keep(image, kind="exception") if image else ""
