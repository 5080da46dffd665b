"""What the desk needs of each kind of entry: a case in the queue, its page, and the two answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.utils.functional import Promise

from rekam.accounts.permissions import Account

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Case:
    """One entry that waits.

    source   code of the kind of entry, a part of its address
    by       user name of who made it
    alike    what equal low-risk cases share and may be approved together by; empty = one by one
    about    the register's id of whom it is about, whose name the queue shows; None = nobody there yet
    name     what stands in the queue where there is no such id
    paper    the paper at hand: number of a document, of a letter, of scans
    """

    source: str
    key: UUID
    kind: Text
    area_code: str
    since: datetime
    by: str
    office: str = ""
    alike: str = ""
    about: UUID | None = None
    name: str = ""
    paper: str = ""


@dataclass(frozen=True)
class Change:
    """A line of before and after; `before` None where there was nothing to compare with."""

    label: Text
    before: str | None
    after: str

    @property
    def differs(self) -> bool:
        """Whether the eye should stop here."""
        return self.before is not None and self.before != self.after


@dataclass(frozen=True)
class Part:
    """What happens to one person."""

    name: Text
    changes: Sequence[Change]
    note: Text = ""


@dataclass(frozen=True)
class Paper:
    """A paper beside the entry: its address, and whether it is a picture."""

    href: str
    is_image: bool
    name: Text


@dataclass(frozen=True, kw_only=True)
class Detail:
    """The page of a case.

    question       what the second person answers with his approval
    facts          what else he has to know: label and value
    stands_against why it cannot be approved now; empty = it can
    must_say       approval needs a sentence on what was looked at
    can_refuse     whether there is a refusal; else it stays until it is put right
    subjects       opaque ids of whom the page shows, for the audit
    """

    title: str
    question: Text
    parts: Sequence[Part]
    subjects: Sequence[str]
    papers: Sequence[Paper] = ()
    facts: Sequence[tuple[Text, str]] = ()
    warnings: Sequence[Text] = ()
    stands_against: Text = ""
    must_say: bool = False
    can_refuse: bool = True
    approve_word: Text = ""
    full_page: str = ""


@dataclass(frozen=True)
class Asker:
    """Who looks at the desk, and when."""

    officer: Account
    at: datetime

    @property
    def username(self) -> str:
        """Whose own entries are left out."""
        return self.officer.username


@dataclass(frozen=True, kw_only=True)
class Decision:
    """An answer to a case: who, when, and the sentence that goes with it."""

    key: UUID
    why: str
    actor: str
    at: datetime


class Source(Protocol):
    """One kind of entry, as the room that keeps it tells it.

    fresh   letting it be so asks for the second factor again, as on its own page
    """

    name: str
    word: Text
    permission: str
    fresh: bool

    def waiting(self, asker: Asker) -> Sequence[Case]:
        """The oldest that wait and that the asker did not make, at most 100."""

    def count(self, asker: Asker) -> int:
        """How many of them there are."""

    def detail(self, key: UUID, asker: Asker, /) -> Detail:
        """The page of one. Raises RuleBroken("not_found")."""

    def approve(self, decision: Decision) -> None:
        """Let it be so. Raises what the room's service raises."""

    def refuse(self, decision: Decision) -> None:
        """Close it with a reason. Raises what the room's service raises."""
