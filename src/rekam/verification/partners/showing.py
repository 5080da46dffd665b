"""What the pages say of an institution."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from django.utils.translation import gettext as _

from rekam.kernel.installation import office_zone
from rekam.ui import numbers
from rekam.ui.language import page_language
from rekam.ui.parts import Fact
from rekam.ui.templatetags.rekam import tanggal, tanggal_pendek
from rekam.verification.asking.drawing import NARROW, WIDE, draw_days
from rekam.verification.asking.queries import asked_by_day, used_in_month
from rekam.verification.asking.rules import Code, Field
from rekam.verification.comparing.rules import WAYS
from rekam.verification.partners.models import Partner, PartnerKey, PartnerStep
from rekam.verification.partners.queries import all_keys, steps_of
from rekam.verification.partners.rules import Kind, State, Way, price
from rekam.verification.partners.services import WATCH
from rekam.verification.partners.words import CODES, FIELDS, KINDS, SIGNS, STATES, WHY
from rekam.verification.reports.models import UseReport
from rekam.verification.reports.queries import reports_of
from rekam.verification.reports.rules import is_overdue

DAYS = 30


@dataclass(frozen=True, kw_only=True)
class Line:
    """An institution in the list."""

    partner: Partner
    kind: str
    sign: str
    word: str
    used: int
    is_late: bool


def line(partner: Partner, *, used: int, is_late: bool) -> Line:
    """An institution as the list shows it."""
    state = State(partner.state)
    return Line(
        partner=partner,
        kind=str(KINDS[Kind(partner.kind)]),
        sign=SIGNS[state],
        word=str(STATES[state]),
        used=used,
        is_late=is_late,
    )


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """The questions of the last days, drawn for wide and for narrow screens."""

    title: str
    wide: str
    narrow: str


@dataclass(frozen=True)
class Stepped:
    """A change of state as the page tells it."""

    step: PartnerStep
    word: str
    why: str
    by_itself: bool


@dataclass(frozen=True)
class Key:
    """A key as the page tells it."""

    row: PartnerKey
    name: str
    holds: bool


@dataclass(frozen=True)
class Made:
    """A report of use as the page tells it."""

    row: UseReport
    is_late: bool


class Page(TypedDict):
    """What the page of one institution shows."""

    partner: Partner
    line: Line
    facts: Sequence[Fact]
    steps: Sequence[Stepped]
    keys: Sequence[Key]
    reports: Sequence[Made]
    graph: Drawn | None
    days: Sequence[tuple[date, int]]
    price: int


def page(partner: Partner, *, today: date) -> Page:
    """The page of one institution: seven queries, however much it asks."""
    used = used_in_month([partner], today=today).get(partner.uuid, 0)
    reports = [Made(row, _is_late(row, today=today)) for row in reports_of(partner)]
    days = asked_by_day(partner, today=today, days=DAYS, zone=office_zone())
    return Page(
        partner=partner,
        line=line(partner, used=used, is_late=any(one.is_late for one in reports)),
        facts=_facts(partner, today=today),
        steps=[_stepped(one) for one in steps_of(partner)],
        keys=[_key(one, today=today) for one in all_keys(partner)],
        reports=reports,
        graph=_drawn(days),
        days=[one for one in days if one[1]],
        price=price(Kind(partner.kind), Way.NIK, on=today),
    )


def _is_late(row: UseReport, *, today: date) -> bool:
    made_on = row.made_at.astimezone(office_zone()).date()
    return is_overdue(made_on=made_on, confirmed=row.confirmed_at is not None, on=today)


def _drawn(days: Sequence[tuple[date, int]]) -> Drawn | None:
    asked = sum(count for _day, count in days)
    if not asked:
        return None
    title = _("%(n)s pertanyaan dalam %(days)s hari terakhir") % {"n": _count(asked), "days": len(days)}

    def draw(box_name: str) -> str:
        box = WIDE if box_name == "lebar" else NARROW
        return draw_days(
            days, title=title, figure=_count, name=tanggal_pendek, box=box, identifier=f"tanya-{box_name}"
        )

    return Drawn(title=title, wide=draw("lebar"), narrow=draw("sempit"))


def _count(number: int) -> str:
    return numbers.count(number, language=page_language())


def _stepped(one: PartnerStep) -> Stepped:
    why = str(WHY.get(one.reason, one.reason))
    return Stepped(one, str(STATES[State(one.state)]), why, one.actor == WATCH)


def _key(row: PartnerKey, *, today: date) -> Key:
    name = str(row.jwk["kid"]) if row.jwk else f"{row.thumbprint[:16]}…"
    return Key(row, name, row.holds(today))


def _facts(partner: Partner, *, today: date) -> Sequence[Fact]:
    fields = ", ".join(str(FIELDS[Field(one)]) for one in partner.fields)
    codes = ", ".join(str(CODES[Code(one)]) for one in partner.codes)
    told = [
        (_("Jenis"), KINDS[Kind(partner.kind)]),
        (_("Perjanjian"), partner.contract_number),
        (_("Berlaku"), _span(partner.contract_from, partner.contract_until)),
        (_("Untuk apa"), partner.purpose),
        (_("Dasar hukum"), partner.law),
        (_("Kolom yang boleh ditanyakan"), fields),
        (_("Sebab yang boleh diketahui"), codes or _("tidak ada")),
        (
            _("Persetujuan penduduk"),
            _("disebut setiap kali") if partner.needs_consent else _("tidak disebut"),
        ),
        (_("Satu NIK sehari"), _("paling banyak %(n)s kali") % {"n": partner.nik_quota}),
        (_("Nama pada pintu API"), partner.client_id),
    ]
    if partner.grant_number and partner.grant_from and partner.grant_until:
        days = _span(partner.grant_from, partner.grant_until)
        told.insert(3, (_("Hak akses"), f"{partner.grant_number}, {partner.grant_giver}; {days}"))
    if compared := _compared(partner, today=today):
        told.append((_("Tarif perbandingan"), compared))
    if partner.minister_number and partner.minister_on:
        told.append((_("Persetujuan Menteri"), f"{partner.minister_number}, {tanggal(partner.minister_on)}"))
    return [Fact(key=key, value=value) for key, value in told]


def _compared(partner: Partner, *, today: date) -> str:
    """What comparing costs, by what this contract may compare."""
    ways = {Field.WAJAH: _("wajah"), Field.SIDIK_JARI: _("sidik jari")}
    return "; ".join(
        f"{word} Rp {_count(price(Kind(partner.kind), WAYS[field], on=today))}"
        for field, word in ways.items()
        if field in partner.fields
    )


def _span(begins: date, until: date) -> str:
    return _("%(from)s sampai %(until)s") % {"from": tanggal(begins), "until": tanggal(until)}
