"""Whatever page shows a person, the audit says so: every address is opened, and read for names and NIKs.

A new page with a parameter must be reached here (`THINGS` gives it something to show) or be excused below.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from uuid import uuid4

import pytest
from django.db.models import Model, QuerySet, Sum
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from rekam.abis.models import Case, SearchRun, Subject
from rekam.accounts.caps.models import DailyUse
from rekam.accounts.caps.permissions import SHOWN
from rekam.accounts.models import Account
from rekam.accounts.rules import PERMISSIONS, Role
from rekam.audit.models import Entry
from rekam.config.routes import PUBLIC
from rekam.enrolment import queries as enrolment
from rekam.enrolment.models import Record, RecordEvent
from rekam.enrolment.rules import Status
from rekam.kernel.database import EVERYWHERE, scope
from rekam.outreach.models import Visit
from rekam.registry.entries.effects import Kind
from rekam.registry.models import OutsideService, Resident
from rekam.vault import services as vault
from tests.cards import city
from tests.contracts.papers import text_of
from tests.personas import KASEMEN, officer
from tests.scope.place import NOW, TODAY, Place

# Addresses that cannot show a person here, with the reason.
NOT_REACHED = {
    **dict.fromkeys(
        ("presenting:question", "presenting:answer", "presenting:answer_json"),
        "what a wallet answered an officer a minute ago: tests/credentials/presenting",
    ),
    "credentials:remote": "closed by a rule: tests/credentials/issuing/test_pages opens it",
    "open_data:file": "nothing is published here; counts only: tests/coverage/open_data",
    "abis:image": "an image of a body from the vault: tests/abis look at it",
    "enrolment:exception_photo": "a picture from the vault: tests/enrolment looks at it",
    "enrolment:walk_in": "who it is lies in the vault: tests/enrolment/test_walk_ins",
    "enrolment:correction_paper": "a picture from the vault: tests/enrolment/test_corrections",
    "cards:waiver_photo": "a picture from the vault: tests/cards/counter/test_exception",
    "cards:receipt": "of cards that were handed over: tests/cards/test_pages",
    "outreach:photo": "a picture from the vault: tests/outreach/results",
    "registry:import_rejects": "lines of the sender's own file: tests/registry/bulk",
}
# Files of counts and percentages; that nobody stands in them is looked at.
OF_NOBODY = {
    *("coverage:indicators_csv", "coverage:explore_json", "open_data:outages_file"),
    *("coverage:table_file", "coverage:first_time_file", "outreach:links_file", "cards:count_sheet"),
    *("bookings:slip", "verification:report_file", "enrolment:book_file"),
    *("cards:request_letter", "outreach:week_sheet", "outreach:week_paper", "kits:file"),
}
# At least these show somebody; a test that reaches nobody proves nothing.
SHOWS_SOMEBODY = {
    *(
        "coverage:names",
        "coverage:call_up",
        "coverage:reason",
        "registry:resident",
        "enrolment:reveal",
        "enrolment:siak_people",
        "enrolment:at_centre",
        "web:history_letter",
    ),
    *("cards:queue", "cards:find", "cards:card", "cards:hand_over"),
    *("outreach:round", "outreach:round_paper"),
    *("cards:suket_of", "cards:reprint", "cards:suket_paper", "cards:front_pdf"),
}

# Parameters that name no object.
WORDS: dict[str, list[object]] = {
    "code": [KASEMEN, "36.73"],
    "source": ["ekspor", "cetak", "entri"],
    "kind": ["school", Kind.CHANGE.value, Kind.BIRTH.value, Kind.MOVE_IN.value, "body_missing"],
    "number": [0],
    "what": ["change"],
    "first": ["2026-11-16"],
    "indicator": ["kia"],
    "purpose": ["collection_reminder", "perekaman"],
    "check": ["two_heads", "no_head"],
    "book": ["adjudicate_record", "pengajuan_bulanan"],
    "form": ["csv", "xlsx", "pdf", "figures"],
    "status": [str(Status.PRINT_READY_RECORD), str(Status.SENT_FOR_ENROLLMENT)],
}


@pytest.fixture
def things(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[object]]:
    """An office where everything that a page can show is there: an address's parameter -> what it may be."""
    monkeypatch.setattr(enrolment, "portrait", lambda _record: city.portrait())
    monkeypatch.setattr(enrolment, "signature", lambda _record: None)
    with scope(EVERYWHERE):
        people = [
            city.holder(name=f"Maryamah {word}", number=n, area_code=KASEMEN, born=date(1990, 1, n))
            for n, word in enumerate(("Pertama", "Kedua", "Ketiga", "Keempat", "Kelima", "Keenam"), 1)
        ]
        Resident.objects.filter(pk=people[5].pk).update(recorded_on=None)
        serials = city.blanks(3)
        records = [city.record(person) for person in people[:3]]
        jobs = [city.ordered(records[0]), city.printed(records[1], serial=serials[0])]
        pair = [city.record(person, state=Status.DUPLICATE_RECORD) for person in people[3:5]]
        decided(*pair)
        case = open_case(*pair)
        visit = Visit.objects.create(
            area_code=KASEMEN,
            place="Balai",
            on=date(2026, 11, 30),
            people=[str(people[5].uuid)],
            planned_by="yayan",
            planned_at=city.NOON,
        )
        place = Place(name="Maryamah Ketujuh", serial=77, area_code=KASEMEN)
        visited_at_home = place.home_stop.request
        visited_at_home.resident, visited_at_home.full_name = people[5].uuid, people[5].full_name
        visited_at_home.save()
        outside = OutsideService.objects.create(
            resident=place.resident.uuid,
            area_code="36.73.02.1008",
            home_area=KASEMEN,
            service="lost",
            officer=Role.OPERATOR,
            on=TODAY,
            at=NOW,
        )
        scanned = city.documents(jobs[0])
        scanned.papers = [{"address": "document/0", "kind": "jpeg"}]
        scanned.save()
        monkeypatch.setattr(vault, "read", lambda _address: b"a paper")
        return {
            "uuid": ids(*people, place.resident, place.entry, place.bulk),
            "record": ids(*records, *pair),
            "job": ids(*jobs),
            "change": ids(place.photograph),
            "body": ids(place.body),
            "case": ids(case, place.decided_case),
            "visit": ids(visit, outside),
            "pair": ids(place.pair),
            "pairing": ids(place.pairing),
            "kit": ids(place.kit),
            "part": ids(place.part),
            "reservation": ids(place.promised),
            "report": ids(place.fault_report),
            "export": ids(place.export),
            "alarm": ids(place.alarm, place.blank_alarm),
            "shipment": ids(place.shipment),
            "box": ids(place.box),
            "second": ids(place.act_of_two),
            "count": ids(place.safe_count),
            "minutes": ids(place.minutes),
            "identity": ids(place.colleague, place.session, place.passkey, place.reset, place.deputy),
            "key": ids(place.entry, place.export, *jobs),
            "serial": serials[:1],
            "suket": ids(place.suket),
            "application": ids(place.application),
            "scan": ids(place.scan),
            "complaint": ids(place.complaint),
            "sheet": ids(place.complaint_sheet),
            "place": ids(place.counter),
            "counter": ids(place.counter),
            "ticket": ids(place.ticket),
            "outage": ids(place.outage, place.out),
            "event": [place.service_event.visit.uuid],
            "order": ids(place.own_order),
            "share": ids(place.share),
            "loan": ids(place.loan),
            "follow_up": ids(place.follow_up),
            "publication": ids(place.publication),
            "submission": ids(place.submission),
            "letter": ids(place.dead_letter),
            "resident": ids(place.at_siak),
            "printer": ids(place.printer),
            "batch": [*ids(place.batch), place.letter.batch],
            "breach": ids(place.breach),
            "partner": ids(place.partner),
            "partner_key": ids(place.partner_key),
            "use_report": ids(place.use_report),
            "tried": ids(place.tried),
            "pack": ids(place.pack),
            "act": ids(place.field_act),
            "site": ids(place.site),
            "name_list": ids(place.name_list),
            "name": [*ids(place.listed_name), "nonaktif"],
            "request_id": ids(place.home_visit, place.request),
            "home_day": ids(place.home_stop.home_day),
            "home": ids(place.home_stop),
            "closure": ids(place.closure),
            "link": ids(place.link),
            "boat": ids(place.boat),
            "team": ids(place.team),
            "absence": ids(place.absence),
            "plan": ids(place.plan),
            "stop": ids(place.stop),
            "figures": ids(place.figures),
            "call_list": ids(place.call_list),
            "call_round": ids(place.call_round),
            "call_deadline": ids(place.call_deadline),
            "call_case": ids(place.call_case),
            **WORDS,
        }


def ids(*rows: Model) -> list[object]:
    return [row.uuid for row in rows]  # type: ignore[attr-defined]


def decided(one: Record, other: Record) -> None:
    RecordEvent.objects.create(
        record=one,
        number=2,
        area_code=one.area_code,
        status=Status.DUPLICATE_RECORD,
        at=city.NOON,
        actor="pipeline",
        facts={"other": str(other.uuid)},
    )


def open_case(one: Record, other: Record) -> Case:
    subject = Subject.objects.create(uuid=one.subject, enrolled_at=city.NOON)
    Subject.objects.create(uuid=other.subject, enrolled_at=city.NOON)
    run = SearchRun.objects.create(
        subject=subject, outcome="unclear", gallery=2, parameters={}, candidates=[], at=city.NOON
    )
    return Case.objects.create(
        area_code="36.73", probe=subject, candidate=other.subject, run=run, opened_at=city.NOON
    )


def patterns(
    found: list[URLPattern | URLResolver], *, path: str = "/", space: str = ""
) -> Iterator[tuple[str, str, list[str], str]]:
    """Name, path, parameters and permission of each address."""
    for pattern in found:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from patterns(pattern.url_patterns, path=here, space=inner)
            continue
        name = f"{space}{pattern.name or here}"
        if name in PUBLIC:
            continue
        yield name, here, list(pattern.pattern.converters), pattern.callback.permission  # type: ignore[attr-defined]


ROUTES = list(patterns(get_resolver().url_patterns))


def addresses(path: str, parameters: list[str], *, things: dict[str, list[object]]) -> Iterator[str]:
    """A path with each thing that its parameters may be."""
    if not parameters:
        yield path
        return
    word, *rest = parameters
    start, _, end = path.partition("<")
    for thing in things.get(word, []):
        yield from addresses(f"{start}{thing}{end.partition('>')[2]}", rest, things=things)


@pytest.fixture
def client_for(db: None) -> Callable[[str], Client]:
    """The browser of the first role that may do something; each role signs in once."""

    @cache
    def signed_in(role: Role) -> Client:
        known = Account.objects.filter(username=role).first() or officer(role)
        if role is Role.RESIDENT:
            Account.objects.filter(pk=known.pk).update(resident=uuid4())
        client = Client()
        client.force_login(known)
        return client

    return lambda permission: signed_in(sorted(PERMISSIONS[permission], key=list(Role).index)[0])


def shown_in(text: str) -> set[str]:
    """Whose name or NIK is in a text, however its lines are broken and in whatever letters."""
    plain = " ".join(text.split()).casefold()
    with scope(EVERYWHERE):
        people = list(Resident.objects.all())
    return {str(one.uuid) for one in people if one.nik in plain or one.full_name.casefold() in plain}


def counted(client: Client) -> int:
    """How many looks were spent by everybody; the next page counts whom this session has shown again."""
    session = client.session
    session.pop(SHOWN, None)
    session.save()
    return DailyUse.objects.aggregate(all=Sum("people"))["all"] or 0


def entries_since(last: int) -> QuerySet[Entry]:
    return Entry.objects.filter(pk__gt=last).exclude(purpose="")


def told_since(last: int) -> set[str]:
    return {subject for entry in entries_since(last) for subject in entry.subjects}


def test_no_page_shows_anybody_without_an_entry_and_no_entry_shows_anybody(
    things: dict[str, list[object]], client_for: Callable[[str], Client]
) -> None:
    seen, unreached = set(), set()
    for name, path, parameters, permission in ROUTES:
        client, reached = client_for(permission), not parameters
        for address in addresses(path, parameters, things=things):
            last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            before = counted(client)
            answer = client.get(address)
            reached = reached or answer.status_code in {200, 302, 405}
            if answer.status_code != 200:
                continue
            shown, told = shown_in(text_of(answer)), told_since(last)
            if name in OF_NOBODY:
                assert not shown, f"{name} shows people"
                continue
            if not answer.headers["Content-Type"].startswith("text/html"):
                assert told or (not shown and entries_since(last)), f"{address} gives a file, and no entry"
            if shown:
                assert shown <= told, f"{name} shows people that no entry names"
                assert len(shown) <= counted(client) - before, f"{name} shows people and counts them not"
                seen.add(name)
        unreached |= set() if reached else {name}
    assert unreached - set(NOT_REACHED) == set(), "give these something to show, or say why not"
    assert SHOWS_SOMEBODY - seen == set()
    written = json.dumps(list(Entry.objects.values("subjects", "facts", "case", "actor")), default=str)
    assert not shown_in(written), "a name or a NIK is in the audit"


def test_a_search_names_everybody_it_shows(
    things: dict[str, list[object]], client_for: Callable[[str], Client]
) -> None:
    client = client_for("registry.see_resident")
    last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    answer = client.post("/register/", {"cari": "3673020101200001", "tujuan": "complaint", "perkara": "P-1"})
    shown = shown_in(answer.content.decode())
    assert len(shown) == 7  # the six, and who is alike to one of them
    assert shown <= told_since(last)
