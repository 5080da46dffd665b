"""What the demo puts into its database besides residents: people, a station, a visit, blanks, keys."""

import os
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from rekam.config.demo_applications import apply_some
from rekam.config.demo_calls import call_people
from rekam.config.demo_cards import BLANKS, FIRST_BLANK, equip_printers, order_cards
from rekam.config.demo_complaints import complain_some
from rekam.config.demo_counter import open_one_counter
from rekam.config.demo_entries import enter_some
from rekam.config.demo_notes import bring_word
from rekam.config.demo_officers import enrol_operator
from rekam.config.demo_packs import take_cards_along
from rekam.config.demo_partners import contract_some
from rekam.config.demo_sites import lay_out_sites
from rekam.kernel.commands import set_up
from rekam.kernel.places import data_folder

CITY = "36.73"
VISIT_TO = "36.73.02.1008"
SEARCH_MB = 1000
PLAN_SECONDS = 8


def open_accounts(*, only: Collection[str] = ()) -> None:
    """The demo's people, or only some; all may sign in with the passphrase that the demo prints."""
    from django.conf import settings

    from rekam.accounts.rules import OfficeLevel
    from rekam.accounts.services import open_account, open_office
    from rekam.web.demo_people import OFFICE, PEOPLE

    city, at = OfficeLevel.KABUPATEN_KOTA, datetime.now(UTC)
    open_office(name=OFFICE, level=city, area=CITY, actor="demo", at=at)
    for person in PEOPLE:
        if only and person.username not in only:
            continue
        open_account(
            username=person.username,
            display_name=person.name,
            role=person.role,
            areas=list(person.areas),
            office=person.office,
            kind=person.kind,
            employee_number=person.employee_number,
            password=settings.REKAM_DEMO_PASSPHRASE,
            actor="demo",
            at=datetime.now(UTC),
        )


def find_doubles(*, area_code: str) -> None:
    """Fill the queue of pairs that may be one person, as an office does every night; the city hides some."""
    from rekam.registry.duplicates.searching import find

    find(area_code=area_code, memory=SEARCH_MB, actor="demo", at=datetime.now(UTC))


def equip(*, cards: int, dry: bool = False) -> None:
    """Server keys, a station with its trust, a visit, blanks, printers, cards to print, cases on the desk.

    dry   after seven months without blanks
    """
    from django.conf import settings

    from rekam.accounts.models import Account
    from rekam.config.demo_kits import keep_kits
    from rekam.config.demo_outages import tell_outages
    from rekam.coverage.projection.rules import Measure
    from rekam.coverage.targets.services import set_target
    from rekam.devices.services import register_station
    from rekam.kernel.database import Scope, scope
    from rekam.kernel.dates import OfficeZone, today_at
    from rekam.outreach.plans.services import propose
    from rekam.outreach.services import plan_visit
    from rekam.station.identity import load_identity, write_trust
    from rekam.vault.keys import make_keys

    at = datetime.now(UTC)
    station = data_folder() / "station"
    station.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_trust(station, receipt_keys=make_keys().receipt_public)
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        laptop = register_station(
            public_key=load_identity(station).public,
            name="KSM-02",
            area_code="36.73.02",
            actor="bakri",
            at=at,
        )
        enrol_operator(station=laptop.kid)
        today = today_at(zone=OfficeZone.WIB, now=at)
        keep_kits(station=laptop.kid, today=today, at=at)
        tell_outages(station=laptop.kid, today=today, at=at)
        visit = plan_visit(area_code=VISIT_TO, on=today, actor="bakri", at=at)
        # The demo's resident is one of those who are called, so that there is a history of his own to see.
        Account.objects.filter(username="warga").update(resident=visit.people[0])
        set_target(
            area_code=settings.REKAM_OFFICE_AREA,
            measure=Measure.RECORDED,
            on=date(today.year + 1, 12, 31),
            percent=Decimal("99.40"),
            source="Contoh: surat Ditjen Dukcapil",
            actor="hj-euis",
            at=at,
        )
        equip_printers(at=at)
        (_suffer if dry else _work)(office=settings.REKAM_OFFICE_AREA, cards=cards, today=today, at=at)
        if not dry:
            take_cards_along(station=laptop.kid, today=today, at=at)
        bring_word(on=today, at=at)
        lay_out_sites(today=today, at=at)
        call_people(today=today)
        propose(floor=70, seconds=PLAN_SECONDS, actor="bakri", at=at)  # the worker makes it after the start
        enter_some()
        apply_some(at=at)
        complain_some(at=at)
        contract_some(resident=UUID(str(visit.people[0])), at=at)
        open_one_counter(today=today, at=at)


def _work(*, office: str, cards: int, today: date, at: datetime) -> None:
    """Blanks in the safe, orders for them, half a year of work, and a request that got less than it asked."""
    from rekam.cards.services import receive_delivery
    from rekam.config.demo_shortage import ask_the_centre, work_half_a_year
    from rekam.registry.queries import residents

    receive_delivery(site=office, letter="470/001/CONTOH", serials=feeder_serials(), actor="bakri", at=at)
    order_cards(cards, at=at)
    people = residents(area_code=office).count()
    work_half_a_year(office=office, residents=people, today=today)
    ask_the_centre(office=office, today=today, at=at)


def _suffer(*, office: str, cards: int, today: date, at: datetime) -> None:
    """Half a year of work, and then seven months without blanks: people, orders, letters, an empty answer."""
    from rekam.config import demo_drought
    from rekam.config.demo_shortage import work_half_a_year
    from rekam.registry.queries import residents

    since = demo_drought.dry_since(today)
    work_half_a_year(office=office, residents=residents(area_code=office).count(), today=since)
    demo_drought.withhold_cards(since=since, at=at)
    demo_drought.ask_for_cards(cards, today=today)
    demo_drought.ask_in_vain(office=office, today=today)


def count_since_yesterday() -> None:
    """The counters as they were yesterday, and the night between, so that the first page has what changed."""
    from django.conf import settings

    from rekam.coverage.counters.services import fold
    from rekam.kernel.database import Scope, scope

    now = datetime.now(UTC)
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        for at in (now - timedelta(days=1), now):
            fold(at=at)


def feeder_serials() -> list[str]:
    """The blanks that the simulated printers have in their feeders."""
    return [f"04{number:012X}" for number in range(FIRST_BLANK, FIRST_BLANK + BLANKS)]


def in_database(name: str, *, settings: str = "rekam.config.settings.demo") -> None:
    """Set Django up in this process, as rekam_app, on that database."""
    os.environ["REKAM_DATABASE"] = name
    set_up(settings=settings, role="rekam_app")
