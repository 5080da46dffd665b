"""The order of a recording: its pages, and which positions each captures."""

from collections.abc import Mapping
from dataclasses import dataclass

from rekam.enrolment.capture_rules import FACE, FINGERS, IRISES, SIGNATURE, WITH_SAMPLE
from rekam.station.photo import Photo

NOTICE, FACE_PAGE, IRIS_PAGE = "pemberitahuan", "wajah", "iris"
SIGNATURE_PAGE, SUMMARY = "tanda-tangan", "ringkasan"
GROUPS: dict[str, tuple[str, ...]] = {
    FACE_PAGE: (FACE,),
    "jari-kanan": ("right_index", "right_middle", "right_ring", "right_little"),
    "jari-kiri": ("left_little", "left_ring", "left_middle", "left_index"),
    "jempol": ("left_thumb", "right_thumb"),
    IRIS_PAGE: IRISES,
}
FINGER_PAGES = ("jari-kanan", "jari-kiri", "jempol")
PAGES = (NOTICE, *GROUPS, SIGNATURE_PAGE, SUMMARY)
# As the hands lie on the table: left hand left, thumbs in the middle.
LEFT_HAND = ("left_little", "left_ring", "left_middle", "left_index", "left_thumb")
RIGHT_HAND = ("right_thumb", "right_index", "right_middle", "right_ring", "right_little")
STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("notice", (NOTICE,)),
    ("face", (FACE_PAGE,)),
    ("fingers", FINGER_PAGES),
    ("irises", (IRIS_PAGE,)),
    ("signature", (SIGNATURE_PAGE,)),
    ("summary", (SUMMARY,)),
)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What of a person is done: the quality of each captured position, and exceptions by position.

    photo   what is known of the photograph that is kept
    """

    noticed: bool
    qualities: Mapping[str, int]
    exceptions: Mapping[str, str]
    signed: bool
    photo: Photo

    def is_settled(self, position: str) -> bool:
        """Whether a position is captured or excepted."""
        return position in self.qualities or self.is_absent(position)

    def is_absent(self, position: str) -> bool:
        """Whether a position is excepted as one the person does not have."""
        return position in self.exceptions and self.exceptions[position] not in WITH_SAMPLE

    def is_done(self, page: str) -> bool:
        """Whether a page needs nothing more; the summary never is."""
        if page == NOTICE:
            return self.noticed
        if page == SIGNATURE_PAGE:
            return self.signed or SIGNATURE in self.exceptions
        if page == FACE_PAGE and FACE in self.qualities and not self.photo.approved:
            return False
        return page in GROUPS and all(self.is_settled(position) for position in GROUPS[page])

    def fingers(self) -> tuple[int, int, int]:
        """Captured fingers, fingers there are to capture, and fingers that are excepted."""
        absent = sum(self.is_absent(finger) for finger in FINGERS)
        return sum(finger in self.qualities for finger in FINGERS), len(FINGERS) - absent, absent


def page_of(position: str) -> str:
    """The page that captures a finger; "" for anything else."""
    return next((page for page in FINGER_PAGES if position in GROUPS[page]), "")


def page_after(page: str) -> str:
    """The next page; the summary comes last."""
    return PAGES[min(PAGES.index(page) + 1, len(PAGES) - 1)]


def page_before(page: str) -> str:
    """The page before; "" before the first."""
    place = PAGES.index(page)
    return PAGES[place - 1] if place else ""


def first_open(progress: Progress) -> str:
    """The first page that needs something."""
    return next((page for page in PAGES if not progress.is_done(page)), SUMMARY)
