"""Where the demo's teams can go: villages, invented schools with and without lists, a prison, an island.

Everything here is invented; the schools' numbers begin with zeros, as no real one does.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rekam.outreach.models import Site
    from rekam.registry.models import Resident

SEED = 20260101
SCHOOLS, WITH_LIST = 20, 8
LISTED = 0.6  # of the young of a kelurahan, at a school that sent its list
BY = "bakri"
COAST = "36.73.02.1001"
HEAD = "kepsek"
TEAMS = {
    "Serang": "36.73.01",
    "Kasemen": "36.73.02",
    "Walantaka": "36.73.03",
    "Cipocok Jaya": "36.73.05",
    "Taktakan": "36.73.06",
}
HOME_VISITS = 24
REQUESTS = (
    ("lansia", "keluarga"),
    ("sakit", "puskesmas"),
    ("odgj", "kelurahan"),
    ("disabilitas", "keluarga"),
)


def lay_out_sites(*, today: date, at: datetime) -> None:
    """Make the sites of the demo's office; call it in the office's scope."""
    from django.conf import settings

    from rekam.outreach.sites.services import make_villages

    chance = Random(SEED)  # noqa: S311 - an invented city, not secrets
    by: dict[str, Any] = {"actor": BY, "at": at}
    make_villages(office=settings.REKAM_OFFICE_AREA, **by)
    _schools(chance, today=today, by=by)
    _others(by=by)
    _teams(today=today, by=by)
    _home_visits(chance, today=today, by=by)
    _closures(today=today, by=by)


def _schools(chance: Random, *, today: date, by: dict[str, Any]) -> None:
    from rekam.outreach.sites.rules import Kind
    from rekam.outreach.sites.services import keep_site
    from rekam.outreach.sites.splitting import Share
    from rekam.web.demo_people import SAWAH_LUHUR

    villages = _villages()
    places = [SAWAH_LUHUR, *chance.sample([code for code in villages if code != SAWAH_LUHUR], SCHOOLS - 1)]
    for number, area in enumerate(places, start=1):
        near = [code for code in villages if code[:8] == area[:8]]
        draws = [Share(code, 16, 17, 12) for code in chance.sample(near, min(4, len(near)))]
        school = keep_site(
            site=None,
            kind=Kind.SCHOOL,
            code=f"{number:08}",
            area_code=area,
            name=f"{chance.choice(('SMA', 'SMK', 'MA'))} contoh {number}",
            weekdays=[0, 1, 2, 3, 4],
            contact="Wakil kepala bidang kesiswaan",
            phone="0254000000",
            signal=chance.choice(("good", "weak")),
            shares=[] if number <= WITH_LIST else draws,
            head=HEAD if number == 1 else "",
            **by,
        )
        if number <= WITH_LIST:
            _list_of(school, chance=chance, today=today, by=by)


def _villages() -> Sequence[str]:
    from rekam.outreach.models import Site

    return list(Site.objects.filter(kind="village").order_by("code").values_list("code", flat=True))


def _list_of(school: "Site", *, chance: Random, today: date, by: dict[str, Any]) -> None:
    """A list of the kelurahan's young, with a few slips and a pupil from elsewhere."""
    from rekam.outreach.sites.lists.services import read_list, take_list

    lines = ["kelas;nama;tanggal lahir;nik"]
    for pupil in _young(school.area_code, today=today):
        if chance.random() > LISTED:
            continue
        nik = pupil.nik if chance.random() < 0.5 else ""
        name = pupil.full_name if nik or chance.random() < 0.9 else pupil.full_name[:-1]
        lines.append(f"XII-{chance.randint(1, 4)};{name};{pupil.birth_date:%d-%m-%Y};{nik}")
    lines += [f"XI-1;Murid Luar Wilayah;{date(today.year - 16, 1, 2):%d-%m-%Y};", "XI-1;;;"]
    made = read_list(site=school.uuid, content="\n".join(lines).encode(), today=today, **by)
    take_list(name_list=made.uuid, **by)


def _young(area: str, *, today: date) -> Sequence["Resident"]:
    from rekam.registry.queries import residents

    born = (date(today.year - 18, today.month, 1), date(today.year - 16, today.month, 1))
    rows = residents(area_code=area).filter(birth_date__range=born, status="active", recorded_on=None)
    return list(rows.order_by("pk")[:200])


def _others(*, by: dict[str, Any]) -> None:
    """One of each other kind, with a share where no list would come; the island has two boats a week."""
    from rekam.outreach.models import Site
    from rekam.outreach.sites.rules import Kind
    from rekam.outreach.sites.services import keep_site
    from rekam.outreach.sites.splitting import Share
    from rekam.outreach.sites.travel.services import keep_boat, keep_link

    office = Site.objects.get(kind=Kind.OFFICE)
    serang, daily = "36.73.01.1001", [0, 1, 2, 3, 4, 5]
    told: list[tuple[Kind, str, str, str, dict[str, Any]]] = [
        (Kind.LAPAS, "LAPAS-1", "Lapas contoh", serang, {"weekdays": [1, 3]}),
        (Kind.HOSPITAL, "RSUD-1", "RSUD contoh", serang, {}),
        (Kind.PESANTREN, "PONPES-1", "Pesantren contoh", COAST, {"shares": [Share(COAST, 16, 20, 10)]}),
        (Kind.MARKET, "PASAR-1", "Pasar Sabtu contoh", COAST, {"weekdays": [5]}),
        (Kind.FACTORY, "PABRIK-1", "Pabrik contoh", serang, {"shares": [Share(serang, 18, 30, 5)]}),
        (Kind.COUNTER, "MPP", "MPP contoh", serang, {"weekdays": daily}),
        (
            Kind.ISLAND,
            "PULAU-1",
            "Pulau contoh",
            COAST,
            {
                "island": "Pulau contoh",
                "shares": [Share(COAST, 16, 99, 6)],
                "weekdays": daily,
                "signal": "none",
            },
        ),
    ]
    usual = {"weekdays": [0, 1, 2, 3, 4]}
    made = {
        code: keep_site(site=None, kind=kind, code=code, name=name, area_code=area, **usual | more, **by)
        for kind, code, name, area, more in told
    }
    pier = Site.objects.get(code=COAST)
    keep_link(start=office, end=pier, minutes=35, **by)
    for start, end, departs in ((pier, made["PULAU-1"], time(9)), (made["PULAU-1"], pier, time(13))):
        keep_boat(start=start, end=end, departs=departs, minutes=50, weekdays=[1, 4], **by)


def _teams(*, today: date, by: dict[str, Any]) -> None:
    """A team in each of five kecamatan offices; the sixth kecamatan is served from there."""
    from rekam.outreach.sites.rules import Kind
    from rekam.outreach.sites.services import keep_site
    from rekam.outreach.sites.teams.services import keep_team, note_absence

    for number, (name, area) in enumerate(TEAMS.items()):
        office = keep_site(
            site=None,
            kind=Kind.OFFICE,
            code=f"UPT-{area}",
            name=f"UPT {name}",
            area_code=area,
            weekdays=[0, 1, 2, 3, 4],
            **by,
        )
        team = keep_team(
            team=None,
            name=f"Tim {name}",
            office=office.uuid,
            members=["yayan"] if number == 0 else [],
            weekdays=[0, 1, 2, 3, 4, 5] if number < 2 else [0, 1, 2, 3, 4],
            leaves=time(8),
            back=time(15),
            **by,
        )
        if number == 1:
            first = today + timedelta(days=7)
            note_absence(team=team.uuid, first=first, last=first + timedelta(days=2), why="pelatihan", **by)


def _home_visits(chance: Random, *, today: date, by: dict[str, Any]) -> None:
    """Two dozen requests for old people of the whole office; every third without a NIK."""
    from django.conf import settings

    from rekam.outreach.sites.homes.rules import Asker, HalfDay, Reason, Wishes
    from rekam.outreach.sites.homes.services import ask_home_visit
    from rekam.registry.queries import residents

    old = residents(area_code=settings.REKAM_OFFICE_AREA).filter(
        birth_date__lt=date(today.year - 60, 1, 1), status="active", recorded_on=None
    )
    for number, person in enumerate(old.order_by("pk")[:HOME_VISITS]):
        reason, asker = REQUESTS[number % len(REQUESTS)]
        ask_home_visit(
            area_code=person.area_code,
            reason=Reason(reason),
            asker=Asker(asker),
            full_name=person.full_name,
            nik="" if number % 3 == 2 else person.nik,
            place=f"{person.address}, RT {person.rt} RW {person.rw}",
            phone="0812000000",
            asked_on=today - timedelta(days=chance.randint(1, 40)),
            wishes=Wishes(
                half_day=(HalfDay.ANY, HalfDay.MORNING, HalfDay.ANY, HalfDay.AFTERNOON)[number % 4],
                health=number % 6 == 5,
                urgent=number % 8 == 3,
            ),
            **by,
        )


def _closures(*, today: date, by: dict[str, Any]) -> None:
    from django.conf import settings

    from rekam.outreach.sites.closures import Why
    from rekam.outreach.sites.services import close_places

    first = today + timedelta(days=14)
    close_places(
        area_code=settings.REKAM_OFFICE_AREA,
        kind="school",
        first=first,
        last=first + timedelta(days=11),
        why=Why.EXAMS,
        source="Contoh: kalender pendidikan",
        **by,
    )
