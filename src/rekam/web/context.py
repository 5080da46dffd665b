"""What stands around every page: the office in the band, the rooms this role may enter, the language."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as lazy

from rekam.accounts.caps.queries import count_waiting_stops
from rekam.accounts.permissions import Account, allowed, find_officer, roles_of
from rekam.accounts.queries import office_at
from rekam.accounts.rules import Role, may
from rekam.audit.queries import find_alarm
from rekam.cards import queries as cards
from rekam.devices.kits.queries import count_overdue
from rekam.registry.canaries.queries import count_open_alarms
from rekam.ui.parts import NavItem, Shell
from rekam.verification.partners.queries import count_stopped
from rekam.web.role_names import ROLE_NAMES
from rekam.web.watch.kept import find_seen
from rekam.web.watch.words import TOLD, Text

# label, permission, address name, beginning of the room's addresses
ROOMS = (
    (lazy("Meja"), "web.desk", "web:desk", "/meja/"),
    (lazy("Capaian"), "coverage.see", "coverage:start", "/capaian/"),
    (
        lazy("Permintaan provinsi"),
        "coverage.see_follow_ups",
        "coverage:follow_ups",
        "/capaian/tindak-lanjut/",
    ),
    (lazy("Minta KTP digital"), "credentials.ask_to_show", "presenting:ask", "/tunjukkan/"),
    (lazy("Permohonan"), "applications.see", "applications:queue", "/permohonan/kerja/"),
    (lazy("Pengaduan"), "applications.assign_complaints", "complaints:queue", "/pengaduan/kerja/"),
    (lazy("Ajukan untuk warga"), "applications.assist", "applications:assisted", "/permohonan/"),
    (lazy("Jemput bola"), "outreach.see", "outreach:visits", "/jemput-bola/"),
    (lazy("Rencana kantor"), "outreach.see_office_plans", "outreach:office_plans", "/jemput-bola/provinsi/"),
    (lazy("Alat rekam"), "devices.see_kits", "kits:list", "/alat/"),
    (lazy("Kunjungan rumah"), "outreach.ask_home_visit", "outreach:homes", "/jemput-bola/rumah/"),
    (lazy("Panggilan"), "outreach.see_calls", "outreach:calls", "/jemput-bola/panggilan/"),
    (lazy("Murid kami"), "outreach.see_own_school", "outreach:own_school", "/jemput-bola/sekolah-saya/"),
    (lazy("Perekaman"), "enrolment.see", "enrolment:records", "/perekaman/"),
    (lazy("Ajudikasi"), "abis.adjudicate", "abis:cases", "/ajudikasi/"),
    (lazy("Kartu dan blanko"), "cards.see", "cards:stock", "/kartu/"),
    (lazy("KTP digital"), "credentials.hand_out", "credentials:find", "/ktp-digital/"),
    (lazy("Pinjaman blanko"), "cards.propose_loan", "cards:loans", "/kartu/pinjaman/"),
    (lazy("Register"), "registry.see_resident", "registry:search", "/register/"),
    (lazy("Data ganda"), "registry.review_duplicates", "registry:pairs", "/register/ganda/"),
    (lazy("Akun saya"), "accounts.own_as_resident", "own:home", "/saya/"),
    (lazy("Layanan"), "accounts.own_as_resident", "applications:services", "/permohonan/"),
    (lazy("Riwayat akses"), "registry.own_history", "web:own_history", "/riwayat-akses/"),
    (lazy("Catatan akses"), "audit.read", "web:log", "/catatan-akses/"),
    (lazy("Alarm"), "registry.see_alarms", "registry:alarms", "/register/alarm/"),
    (lazy("Batas harian"), "accounts.see_limits", "limits:limits", "/batas/"),
    (lazy("Petugas"), "accounts.manage", "accounts:officers", "/akun/petugas/"),
    (lazy("Laptop"), "devices.pair", "devices:stations", "/laptop/"),
    (lazy("Lembaga"), "verification.see", "verification:partners", "/lembaga/"),
    (lazy("Keadaan server"), "web.see_state", "web:state", "/keadaan-server/"),
    (lazy("Pesan keluar"), "messages.see", "sending:log", "/pesan/"),
    (lazy("Wakil"), "accounts.deputise", "accounts:deputies", "/akun/wakil/"),
    (
        lazy("Luar domisili"),
        "registry.serve_outside_domicile",
        "registry:outside:serve",
        "/register/luar-domisili/",
    ),
)

# The pages of this room lead to its parts themselves.
LEADS_ON = "/jemput-bola/"
# Of more rooms than these the rarely entered ones move into the menu at the end of the bar; and while the bar
# is still too wide for one line of 1366 px, the seldom entered ones one after another, then its last ones.
FIT = 8
RARE = {
    *("/capaian/tindak-lanjut/", "/alat/", "/kartu/pinjaman/", "/register/alarm/"),
    *("/batas/", "/laptop/", "/pesan/", "/akun/wakil/", "/keadaan-server/"),
}
SELDOM = ("/lembaga/", "/tunjukkan/", "/jemput-bola/panggilan/", "/register/ganda/")
MOST_LETTERS = 124  # of 8.4 px beside the menu; a gap is as wide as three
GAP_LETTERS = 3
TOLD_OF_ALARMS = {Role.HEAD, Role.AUDITOR, Role.ADMINISTRATOR}


def page(request: HttpRequest) -> dict[str, object]:
    """The frame of a page and whether this is the demo."""
    account = find_officer(request)
    told = account is not None and Role(account.role) in TOLD_OF_ALARMS
    return {
        "account": account,
        "is_demo": settings.REKAM_DEMO,
        "scenario": settings.REKAM_SCENARIO,
        "shell": frame(request, account=account),
        "audit_alarm": find_alarm() if told else None,
        "open_alarms": open_alarms(account),
        "reading_stops": reading_stops(account),
        "open_blank_alarms": open_blank_alarms(account),
        "stopped_partners": stopped_partners(account),
        "overdue_parts": overdue_parts(account),
        "server_acts": server_acts(account),
    }


def open_alarms(account: Account | None) -> int:
    """How many alarms nobody has looked into, for who may see them."""
    if account is None or not allowed(account, "registry.see_alarms"):
        return 0
    return count_open_alarms(account)


def reading_stops(account: Account | None) -> int:
    """How many officers' readings wait stopped for who may open them again."""
    if account is None or not allowed(account, "accounts.raise_limit"):
        return 0
    return count_waiting_stops(account)


def open_blank_alarms(account: Account | None) -> int:
    """How many blanks known as stolen or lost turned up and nobody has answered, for who may see them."""
    if account is None or not allowed(account, "cards.see_blank_alarms"):
        return 0
    return cards.count_open_blank_alarms()


def stopped_partners(account: Account | None) -> int:
    """How many institutions the watch has stopped and nobody let ask again, for who decides on them."""
    if account is None or not allowed(account, "verification.decide"):
        return 0
    return count_stopped()


def overdue_parts(account: Account | None) -> int:
    """How many borrowed parts of kits should be back by now, for who keeps the kits."""
    if account is None or not allowed(account, "devices.keep_kits"):
        return 0
    return count_overdue(today=timezone.localdate())


def server_acts(account: Account | None) -> Sequence[Text]:
    """What the worker's last look at the server found to be acted on, in words, for who answers for it."""
    if account is None or not allowed(account, "web.see_state"):
        return ()
    seen = find_seen()
    return () if seen is None else [TOLD[name].what for name in seen.acts(at=timezone.now())]


def frame(request: HttpRequest, *, account: Account | None) -> Shell:
    """The band and the navigation for an account, or for nobody."""
    first = reverse("web:log_in")
    has_tour = settings.REKAM_DEMO and not settings.REKAM_SCENARIO
    tour = first if has_tour and request.path != first else ""
    if account is None:
        return Shell(office=office_at(settings.REKAM_OFFICE_AREA), tour_url=tour)
    return Shell(
        office=account.office or office_at(settings.REKAM_OFFICE_AREA),
        role=_called(account),
        nav=rooms(request, account=account),
        logout_url=reverse("web:log_out"),
        account_url=reverse("accounts:own" if allowed(account, "accounts.own") else "own:ways"),
        tour_url=tour,
    )


def _called(account: Account) -> str:
    """A resident's account has a drawn name that says nothing to anybody."""
    name = str(ROLE_NAMES[Role(account.role)])
    return name if Role(account.role) is Role.RESIDENT else f"{name}: {account.display_name}"


def rooms(request: HttpRequest, *, account: Account) -> Sequence[NavItem]:
    """The rooms that this account's roles may enter, the present one marked."""
    roles = roles_of(account)
    here = max((start for start in _open_to(roles) if request.path.startswith(start)), key=len, default="")
    return _marked(roles, here=here, language=get_language() or "")


@lru_cache(maxsize=100)
def _open_to(roles: tuple[Role, ...]) -> Mapping[str, tuple[Promise, str]]:
    """Label and address of each room by the beginning of its addresses."""
    own, *lent = roles
    found = {
        start: (label, reverse(name))
        for label, permission, name, start in ROOMS
        if may(own, permission, standing_in=lent)
    }
    if LEADS_ON not in found:
        return found
    return {
        start: room for start, room in found.items() if start == LEADS_ON or not start.startswith(LEADS_ON)
    }


@lru_cache(maxsize=1000)
def _marked(roles: tuple[Role, ...], *, here: str, language: str) -> tuple[NavItem, ...]:  # noqa: ARG001
    """In the language of the page, which the labels follow by themselves."""
    known = _open_to(roles)
    rare = _rare({start: str(label) for start, (label, _) in known.items()}, here=here)
    return tuple(
        NavItem(label=str(label), href=to, current=start == here, rare=start in rare)
        for start, (label, to) in known.items()
    )


def _rare(labels: Mapping[str, str], *, here: str) -> set[str]:
    """Which rooms, by the beginning of their addresses, stand in the menu; never where one is."""
    if len(labels) <= FIT:
        return set()
    rare = labels.keys() & RARE
    for start in (*SELDOM, *reversed(list(labels))):
        shown = [label for room, label in labels.items() if room == here or room not in rare]
        if sum(len(label) + GAP_LETTERS for label in shown) <= MOST_LETTERS:
            break
        rare |= labels.keys() & {start}
    return rare
