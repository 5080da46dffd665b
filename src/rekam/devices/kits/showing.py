"""What pages say of a kit, a part and a day: sign, word, and the consequence in a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rekam.devices.kits import words
from rekam.devices.kits.consequences import Cost
from rekam.devices.kits.guests import is_guest
from rekam.devices.kits.losing import missed
from rekam.devices.kits.models import Kit, Part
from rekam.devices.kits.repairs import Expected, Lasting, Stays, usual_days
from rekam.devices.kits.rules import PartKind, State
from rekam.devices.kits.spares import Proposal
from rekam.devices.kits.standing import Standing, expected_back
from rekam.kernel.region import AreaCode, Level, area_name
from rekam.ui.dates import long_date, short_date
from rekam.ui.language import page_language
from rekam.ui.numbers import count


@dataclass(frozen=True)
class Told:
    """A state as a page shows it."""

    sign: str
    word: str | Promise
    note: str = ""


@dataclass(frozen=True)
class KitLine:
    """A kit in the list: how it stands, what that costs this month, and each kind of part in it.

    beside   the parts that are not as they should be and not why the kit is dead, for a narrow page
    """

    standing: Standing
    place: str
    told: Told
    missed: str
    cells: Sequence[Told]
    beside: Sequence[str]


@dataclass(frozen=True)
class Move:
    """A move that was proposed, in words, and where it is written down: a loan, or where a guest is."""

    text: str
    part: UUID
    kit: UUID
    is_guest: bool


def kit_line(standing: Standing, *, cost: Cost | None = None) -> KitLine:
    """A line of the list."""
    cells = {kind: _cell(standing, kind=kind) for kind in PartKind}
    beside = [
        f"{words.PARTS[kind]}: {cell.word}"
        for kind, cell in cells.items()
        if cell.sign != "good" and kind is not standing.today.kind
    ]
    place = area_name(standing.kit.area_code)
    return KitLine(standing, place, told_kit(standing), missed(cost), list(cells.values()), beside)


def told_kit(standing: Standing) -> Told:
    """How a kit stands today, and until about when."""
    today = standing.today
    if today.kind is None:
        return Told(*words.DAYS[today.state])
    word = str(words.DEAD[today.state]) % {"part": str(words.PARTS[today.kind]).lower()}
    return Told("bad", word, _until(standing.back_on))


def told_part(part: Part) -> Told:
    """How a part stands."""
    return Told(*words.STATES[State(part.state)])


def _cell(standing: Standing, *, kind: PartKind) -> Told:
    part = standing.here(kind)
    if part is None:
        away = standing.away(kind)
        return Told(*words.AWAY, where(away)) if away else Told(*words.ABSENT)
    if part.state == State.READY and part.due_on is not None:
        return Told(*words.BORROWED)
    return told_part(part)


def where(part: Part) -> str:
    """Where a part is: its kit, the office that borrowed it, or the shelf."""
    if part.kit:
        return part.kit.name
    if part.lent_to and not is_guest(part):
        return area_name(part.lent_to)
    return _("di rak %(place)s") % {"place": area_name(part.lent_to or part.area_code)}


def whose(part: Part) -> str:
    """Whose a part is: its kit, the office that lent it to us, or the shelf."""
    if is_guest(part):
        return area_name(AreaCode.parse(part.area_code).at(Level.KABUPATEN_KOTA).text)
    return part.home.name if part.home else shelf_name(part)


def shelf_name(part: Part) -> str:
    """The shelf of the place where a part is, or belongs."""
    place = part.lent_to if is_guest(part) else part.area_code
    return _("rak %(place)s") % {"place": area_name(place)}


def ready_about(standing: Standing) -> str:
    """The day about which a dead kit works again, short; empty for one that works, or where nobody knows."""
    if standing.is_usable or standing.back_on is None:
        return ""
    return short_date(standing.back_on, language=page_language())


def _until(day: date | None) -> str:
    if day is None:
        return _("belum diketahui sampai kapan")
    told = f"{short_date(day, language=page_language())} {day.year}"
    return _("sampai sekitar %(day)s") % {"day": told}


def told_expected(expected: Expected | None) -> str:
    """When a repair is about to end, and on how many past ones that rests."""
    if expected is None:
        return _("belum ada perbaikan selama ini untuk perkiraan")
    return ngettext(
        "sekitar %(day)s, menurut %(n)d perbaikan yang lalu",
        "sekitar %(day)s, menurut %(n)d perbaikan yang lalu",
        expected.repairs,
    ) % {"day": long_date(expected.on, language=page_language()), "n": expected.repairs}


def told_device(device: Mapping[str, str]) -> dict[str, object]:
    """A scanner as the kit's laptop sees it (messages.DeviceHealth)."""
    code = device.get("code", "")
    sign, word = words.SEEN.get(code, words.SEEN_BAD)
    model = f"{device.get('make', '')} {device.get('model', '')}".strip()
    return {
        "name": words.SEEN_KINDS.get(device.get("kind", ""), words.SEEN_KINDS[""]),
        "told": Told(sign, word),
        "code": "" if code in words.SEEN else code,
        "model": model,
        "firmware": device.get("firmware", ""),
    }


def board_line(part: Part, *, today: date, past: Stays) -> dict[str, object]:
    """A part in repair: since when it stands so and is broken, and when it is about to be ready.

    `usual` is the median of past repairs, where this one takes longer already.
    """
    state, days = State(part.state), (today - part.state_on).days
    usual = usual_days(state, past=past)
    return {
        "part": part,
        "kind": words.PARTS[PartKind(part.kind)],
        "where": where(part),
        "todo": words.BOARD[state][1] if state in words.BOARD else "",
        "days": days,
        "usual": usual if usual is not None and days > usual else None,
        "broken_days": (today - (part.broken_on or part.state_on)).days,
        "expected": told_expected(expected_back(part, today=today, past=past)),
    }


def moves(proposal: Proposal, *, kits: Sequence[Kit], parts: Mapping[UUID, Part]) -> list[Move]:
    """The proposed moves in words."""
    names = {kit.uuid: kit.name for kit in kits}
    return [
        Move(
            _("%(part)s (seri %(serial)s) dari %(source)s ke %(goal)s")
            % {
                "part": words.PARTS[one.kind],
                "serial": parts[one.part].serial,
                "source": names[one.source] if one.source else shelf_name(parts[one.part]),
                "goal": names[one.goal],
            },
            one.part,
            one.goal,
            is_guest(parts[one.part]),
        )
        for one in proposal.exchanges
    ]


def told_lasting(found: Lasting) -> str:
    """The mean time between failures, with the failures it rests on; a small number is called one."""
    if found.mean_days is None:
        return _("belum pernah rusak")
    told = ngettext(
        "rusak setiap %(mean)s hari, dari %(n)d kerusakan",
        "rusak setiap %(mean)s hari, dari %(n)d kerusakan",
        found.failures,
    ) % {"mean": count(found.mean_days, language=page_language()), "n": found.failures}
    return f"{told}; {_('angka kasar, kerusakannya masih sedikit')}" if found.is_rough else told


def told_age(part: Part, *, today: date) -> str:
    """How old a part is, from its purchase; empty where that is not known."""
    if part.bought_on is None:
        return ""
    months = (today.year - part.bought_on.year) * 12 + today.month - part.bought_on.month
    months -= today.day < part.bought_on.day
    return _("%(years)d tahun %(months)d bulan") % {"years": months // 12, "months": months % 12}
