"""Values that pages hand to the partials; plain dicts with the same keys work too."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """The five states of a status word; each has its own sign, colour and border."""

    GOOD = "good"  # siap, baik, cocok
    WAIT = "wait"  # menunggu, cukup
    BAD = "bad"  # gagal, terputus, ditolak
    NONE = "none"  # belum
    EXCEPTION = "exception"  # pengecualian, with its code


@dataclass(frozen=True, kw_only=True)
class Button:
    """One act. With `href` it is a link, else a submit button of the form around it.

    kind   primary, secondary or warning (for what cannot be undone)
    key    the key that does the same, as KeyboardEvent.key names it (" ", "Enter", "p", "Control+Enter")
    cap    what stands on the key cap; the key itself when empty
    end    stands at the far end of the row, such as "Mundur"
    """

    label: str
    kind: str = "secondary"
    href: str = ""
    name: str = ""
    value: str = ""
    key: str = ""
    cap: str = ""
    disabled: bool = False
    end: bool = False


@dataclass(frozen=True, kw_only=True)
class NavItem:
    """One entry of the navigation under the band; a rare one stands in the menu at its end."""

    label: str
    href: str
    current: bool = False
    rare: bool = False


@dataclass(frozen=True, kw_only=True)
class Shell:
    """What stands around every page: the band, the navigation, the foot.

    office      name of the office, or "Stasiun KSM-02 · Balai Kelurahan Sawah Luhur"
    role        role or name of who is signed in; empty when nobody is
    version     the line in the foot: version, counting rules, when it was counted
    logout_url  where "Keluar" posts to; empty hides it
    tour_url    the demo's first page; empty hides the way back to it
    account_url where the role in the band leads: one's own account; empty for no link
    """

    office: str
    role: str = ""
    nav: Sequence[NavItem] = field(default_factory=tuple)
    home_url: str = "/"
    logout_url: str = ""
    version: str = ""
    tour_url: str = ""
    account_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of `table.html`; a number stands to the right, `wide` goes away at 360 px."""

    label: str
    unit: str = ""
    number: bool = False
    wide: bool = False


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A row of `summary_list.html`: what, how it stands, and what can be done about it."""

    key: str
    value: object
    href: str = ""
    act: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of `steps.html`, `timeline.html` or `strip.html`; state is done, current or todo."""

    name: str
    state: str = "todo"
    note: str = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One captured part (finger, face, iris): its image, quality in a word, a number and a border.

    state    a State
    word     "baik", "ulangi", "belum", "tidak ada"
    quality  0 to 100; None when there is none
    code     code of an exception, such as "F2"
    """

    name: str
    state: State = State.NONE
    word: str = ""
    quality: int | None = None
    image: str = ""
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class Device:
    """A device of the station: state, word, and one sentence on what to do when it fails."""

    name: str
    state: State | str = ""
    word: str = ""
    advice: str = ""


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day of the resident's clock; state is past, today, ahead, limit, paused or late."""

    number: int
    date: str
    word: str = ""
    state: str = "ahead"


@dataclass(frozen=True, kw_only=True)
class Portion:
    """A part of a whole for `split.html`: its count and what it counts."""

    label: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Act:
    """A next act: bold what, then why and for how many people, and one link with a verb."""

    what: str
    why: str = ""
    href: str = ""
    verb: str = ""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A choice of `choices.html` with the key that picks it."""

    value: str
    label: str
    key: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Hint:
    """Keys and what they do: Hint(keys=("←", "→"), does="jari lain")."""

    keys: Sequence[str]
    does: str
