"""The work list's door: a station's signature first, then the officer's login (docs/reference/sync.md)."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rekam.accounts.permissions import Account
from rekam.accounts.queries import operators_of
from rekam.accounts.rules import Role, may
from rekam.accounts.services import kept_verifier, log_in_at_station
from rekam.cards import queries as cards
from rekam.cards.services import give_parcel
from rekam.devices.queries import station_that_signed
from rekam.enrolment.operators.queries import templates_of
from rekam.enrolment.operators.services import phone_key
from rekam.enrolment.particulars import Person
from rekam.enrolment.sync_messages import (
    FORM_HEADER,
    MAX_PULL_BYTES,
    OFFICERS_BODIES,
    PULL_DOMAIN,
    PullRequest,
    decode_pull,
)
from rekam.enrolment.worklist import MAX_PACKS, Officer, WorkList, encode_worklist, first_notice
from rekam.kernel.database import Scope, apart, scope
from rekam.kernel.dates import OfficeZone
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode
from rekam.outreach.models import Visit
from rekam.outreach.queries import check_tries, elsewhere_since, get_visit
from rekam.outreach.rules import expires_at
from rekam.outreach.services import note_list_given, note_pull
from rekam.registry.queries import outside, residents_by_id
from rekam.registry.rules import Status
from rekam.vault.queries import server_keys

ACTIVE = Status.ACTIVE


@csrf_exempt
@require_POST
def pull(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    body = request.read(MAX_PULL_BYTES + 1)
    asked = decode_pull(body)
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        signature = request.headers.get("Rekam-Station-Signature", "")
        station = station_that_signed(asked.station, body=body, signature=signature, domain=PULL_DOMAIN)
        check_tries(station=asked.station, at=at)
        try:
            officer = log_in_at_station(
                username=asked.username, passphrase=asked.passphrase, salt=secrets.token_bytes(16), at=at
            )
            if not may(Role(officer.role), "station.pull"):
                raise RuleBroken("login_refused")
        except RuleBroken as refused:
            if refused.code == "login_refused":
                _remember_refusal(asked, at=at)
            raise
        note_pull(station=asked.station, nonce=asked.nonce, at=at, granted=True)
        carried = _carried(asked, officer=officer, at=at)
    with scope(officer.scope):
        visit = _visit(asked, officer=officer, carried=carried, at=at)
        parcels = tuple(sealed for _, sealed in carried)
        worklist = _worklist(asked, visit=visit, officer=officer, parcels=parcels, at=at)
    if request.headers.get(FORM_HEADER) == OFFICERS_BODIES:
        with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
            worklist = _with_officers_bodies(worklist, station=station.kid)
    seed = server_keys().receipt_seed
    answer = encode_worklist(worklist, station=bytes(station.public_key), seed=seed)
    return HttpResponse(answer, content_type="application/cbor", headers={"Cache-Control": "no-store"})


def _remember_refusal(asked: PullRequest, *, at: datetime) -> None:
    """Outside this request's transaction, which the refusal undoes."""
    with apart():
        note_pull(station=asked.station, nonce=asked.nonce, at=at, granted=False)


def _carried(asked: PullRequest, *, officer: Account, at: datetime) -> list[tuple[cards.Packed, bytes]]:
    """The packs of cards that this officer has and may still read, each sealed to the officer."""
    verifier = kept_verifier(officer)
    sealed = []
    for pack in cards.packed_for(officer.username) if verifier else []:
        until = expires_at(pack.on, zone=OfficeZone(officer.zone))
        if at < until and verifier:
            key = verifier.public
            parcel = give_parcel(pack=pack.uuid, station=asked.station, officer_key=key, until=until, at=at)
            sealed += [(pack, parcel)] if parcel else []
    return sealed[:MAX_PACKS]


def _visit(
    asked: PullRequest, *, officer: Account, carried: Sequence[tuple[cards.Packed, bytes]], at: datetime
) -> Visit:
    """The visit that was asked for; where cards are only handed over, a day without a list of people."""
    try:
        return get_visit(asked.visit, on=officer.day(at))
    except RuleBroken:
        if asked.visit is not None or not carried:
            raise
    pack = carried[0][0]
    return Visit(uuid=pack.uuid, area_code=officer.areas[0], place=pack.place, on=pack.on, people=[])


def _worklist(
    asked: PullRequest, *, visit: Visit, officer: Account, parcels: tuple[bytes, ...], at: datetime
) -> WorkList:
    listed, elsewhere = residents_by_id(visit.people), elsewhere_since(visit)
    people = [
        one
        for one in listed
        if one.recorded_on is None and one.status == ACTIVE and one.uuid not in elsewhere
    ]
    # Who lives elsewhere and stood at this officer's counter today: no address, the register knows it.
    guests = outside.to_record(officer=officer.username, on=officer.day(at))
    note_list_given(
        visit=visit,
        station=asked.station,
        officer=officer.username,
        people=[*(one.uuid for one in people), *(guest.resident for guest in guests)],
        at=at,
    )
    keys = server_keys()
    return WorkList(
        nonce=asked.nonce,
        visit=visit.uuid,
        site=visit.place,
        expires_at=expires_at(visit.on, zone=OfficeZone(officer.zone)),
        people=tuple(
            Person(
                resident=row.uuid,
                nik=row.nik,
                name=row.full_name,
                birth_date=row.birth_date,
                sex=row.sex,
                address=f"{row.address} RT {row.rt} RW {row.rw}",
                area=AreaCode(row.area_code).digits,
                foreigner=row.nationality != "WNI",
            )
            for row in people
        )
        + tuple(
            Person(
                resident=guest.resident,
                nik=guest.nik,
                name=guest.full_name,
                birth_date=guest.birth_date,
                sex=guest.sex,
                address="",
                area="",
            )
            for guest in guests
        ),
        officers=tuple(
            Officer(username=one.username, name=one.display_name, verifier=found)
            for one in operators_of(visit.area_code)
            if (found := kept_verifier(one))
        ),
        notice=first_notice(),
        parameters=settings.REKAM_CAPTURE,
        seal_kid=keys.seal_kid,
        seal_keys=keys.seal,
        receipt_keys=keys.receipt_public,
        cards=parcels,
    )


def _with_officers_bodies(worklist: WorkList, *, station: str) -> WorkList:
    """What a station of this form takes along too: its officers' bodies, and the key for the telephone."""
    bodies = templates_of([one.username for one in worklist.officers])
    officers = tuple(replace(one, body=bodies.get(one.username, b"")) for one in worklist.officers)
    return replace(worklist, officers=officers, phone_key=phone_key(station))
