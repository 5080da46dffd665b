"""What happens in the register or to the phone reaches the status list."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from procrastinate.contrib.django import app

from rekam.accounts.residents.services import Address, give_login, open_resident
from rekam.credentials.formats import status_list
from rekam.credentials.formats.status_list import Status
from rekam.credentials.issuing import following, making, phones
from rekam.credentials.issuing.documents import Kind
from rekam.credentials.issuing.models import Copy, Phone
from rekam.credentials.issuing.standing_rules import Cause
from rekam.credentials.issuing.ways import Way
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.messages import services as messages
from rekam.messages.services import Channel, Message, Template
from rekam.registry.models import Event, Resident
from tests.credentials.issuing.test_issuance import activated, child_of, error, offered, readers_trust
from tests.credentials.wallet import Wallet, by_client

JWT, CWT = "application/statuslist+jwt", "application/statuslist+cwt"


def now() -> datetime:
    return datetime.now(UTC)


def happened(person: Resident, **changed: object) -> None:
    """What the register's services leave behind: the row, and the event of it."""
    told = {name: [str(getattr(person, name)), str(value)] for name, value in changed.items()}
    for name, value in changed.items():
        setattr(person, name, value)
    person.save()
    Event.objects.create(
        resident=person,
        area_code=person.area_code,
        kind="change",
        valid_on=now().date(),
        recorded_at=now(),
        actor="vera",
        changes=told,
    )


def status_of(phone: Wallet, copy: Copy, *, folder: Path) -> int:
    """What a reader finds who fetches the list."""
    path = f"/ikd/status/{copy.listed_in}"
    text = phone.get(path, accept=JWT).body.decode()
    trust, at = readers_trust(phone, folder), now()
    read = status_list.read_jwt(text, uri=f"http://testserver{path}", trust=trust, at=at)
    assert read.told.entries == status_list.LEAST_ENTRIES
    return read.told.at(copy.place)


@pytest.fixture
def followed(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """The job, which here sees this test's own open transaction."""
    seen = following.registry.touched_since

    def all_events(_transaction: int) -> tuple[frozenset[object], int]:
        ids = Event.objects.values_list("resident__uuid", flat=True)
        return frozenset(ids), seen(0)[1]

    monkeypatch.setattr(following.registry, "touched_since", all_events)
    return lambda: following.follow(at=now())


def test_a_changed_name_revokes_what_says_it_and_the_phone_fetches_anew(
    siti: Resident, phone: Wallet, issuer: Path, followed: Callable[[], int]
) -> None:
    activated(phone, offered(siti))
    for name in ("ktp_sd_jwt", "umur_qr", "kk_sd_jwt"):
        phone.fetch(name, copies=2)
    happened(siti, ektp_status="CARD_ISSUED")
    assert followed() == 0

    happened(siti, full_name="Siti Aminah")
    assert followed() == 4  # the family card names her too; the proof of age does not
    assert followed() == 0
    old = Copy.objects.filter(kind=Kind.KTP).first()
    assert old is not None
    assert (old.status, old.status_for) == (Status.INVALID, Cause.CHANGED)
    assert status_of(phone, old, folder=issuer) == Status.INVALID
    assert phone.renew().status == 200
    assert phone.fetch("ktp_sd_jwt", copies=1).status == 200
    assert status_of(phone, Copy.objects.latest("pk"), folder=issuer) == Status.VALID


def test_a_child_s_family_card_number_ends_its_old_copies(
    siti: Resident, phone: Wallet, followed: Callable[[], int]
) -> None:
    child = child_of(siti)
    activated(phone, offered(child, to=siti)).fetch("kia_mdoc", copies=2)

    happened(child, kk="3673020101200077")
    assert followed() == 2
    assert error(phone.fetch("kia_mdoc", copies=1)) == (400, "credential_request_denied")


def test_death_ends_everything(siti: Resident, phone: Wallet, followed: Callable[[], int]) -> None:
    activated(phone, offered(siti)).fetch("ktp_sd_jwt", copies=3)

    happened(siti, status="dead")
    assert followed() == 3
    assert Phone.objects.get().ended_for == Cause.DEATH
    assert error(phone.renew()) == (400, "invalid_grant")
    with pytest.raises(RuleBroken):
        offered(siti)


def test_the_holder_is_told_but_not_of_a_death(
    siti: Resident, phone: Wallet, followed: Callable[[], int]
) -> None:
    account, to = open_resident(resident=siti.uuid, at=now()), messages.to(Channel.SMS, "081234567890")
    address = Address(digest=messages.address_digest(to), sealed=messages.seal_address(to))
    give_login(account, address=address, password="x", at=now())
    activated(phone, offered(siti))
    for name in ("ktp_sd_jwt", "kk_sd_jwt"):
        phone.fetch(name, copies=1)

    with override_settings(SECRET_KEY="another"):  # the address cannot be read: a phone is ended all the same
        phones.suspend(Phone.objects.get(), actor="rina", at=now())
        phones.lift(Phone.objects.get(), actor="rina", at=now())
    happened(siti, full_name="Siti Aminah")
    assert followed() == 2  # of two documents, in one message
    phones.suspend(Phone.objects.get(), actor="rina", at=now())
    phones.lift(Phone.objects.get(), actor="rina", at=now())
    happened(siti, status="dead")
    followed()
    told = Message.objects.order_by("pk").values_list("template", flat=True)
    assert list(told) == [Template.CARD_ENDED, Template.CARD_PAUSED]


def test_another_phone_takes_the_place_of_the_first(
    siti: Resident, phone: Wallet, client: Client, issuer: Path
) -> None:
    activated(phone, offered(siti)).fetch("ktp_sd_jwt", copies=2)
    second = activated(Wallet(by_client(client)), offered(siti))
    second.fetch("ktp_sd_jwt", copies=1)

    refused = phone.renew()
    assert (refused.status, refused.json["error"]) == (400, "invalid_grant")
    assert refused.json["moved_on"] == office_day(now()).isoformat()
    assert "moved_on" not in Wallet(by_client(client), renewal=phone.renewal).renew().json
    old, *_, new = Copy.objects.order_by("pk")
    assert (old.status_for, status_of(second, old, folder=issuer)) == (Cause.REPLACED, Status.INVALID)
    assert status_of(second, new, folder=issuer) == Status.VALID


def test_a_phone_is_suspended_lifted_and_ended(siti: Resident, phone: Wallet, issuer: Path) -> None:
    activated(phone, offered(siti)).fetch("ktp_sd_jwt", copies=1)
    row, copy = Phone.objects.get(), Copy.objects.get()

    phones.suspend(row, actor="rina", at=now())
    assert status_of(phone, copy, folder=issuer) == Status.SUSPENDED
    assert error(phone.fetch("ktp_sd_jwt", copies=1)) == (401, "invalid_token")
    with pytest.raises(RuleBroken):
        phones.suspend(row, actor="rina", at=now())
    phones.lift(row, actor="rina", at=now())
    assert status_of(phone, copy, folder=issuer) == Status.VALID
    phones.end_phone(row, cause=Cause.LOST, actor="rina", at=now())
    assert status_of(phone, copy, folder=issuer) == Status.INVALID
    assert error(phone.renew()) == (400, "invalid_grant")


def test_what_a_wallet_deletes_is_revoked(siti: Resident, phone: Wallet) -> None:
    activated(phone, offered(siti)).fetch("ktp_qr", copies=2)
    told = {"notification_id": phone.notification, "event": "credential_deleted"}

    assert phone.with_token("/ikd/notification", told).status == 204
    assert set(Copy.objects.values_list("status_for", flat=True)) == {Cause.DELETED}
    unknown = phone.with_token("/ikd/notification", {**told, "notification_id": "x"})
    assert error(unknown) == (400, "invalid_notification_id")


def test_a_list_comes_as_jwt_or_cwt_and_once_while_nothing_changes(phone: Wallet, issuer: Path) -> None:
    text, trust = phone.get("/ikd/status/1"), readers_trust(phone, issuer)
    data = phone.get("/ikd/status/1", accept=CWT)

    read = status_list.read_cwt(data.body, uri="http://testserver/ikd/status/1", trust=trust, at=now())
    assert (text.headers["Content-Type"], data.headers["Content-Type"]) == (JWT, CWT)
    assert text.headers["Cache-Control"] == "public, max-age=300"
    assert read.stale - read.issued == status_list.timedelta(hours=12)
    assert len(text.body) < 3_000
    headers = {"If-None-Match": text.headers["ETag"], "Accept": JWT}
    assert phone.ask("GET", "/ikd/status/1", headers=headers, body=b"", kind="").status == 304
    assert phone.get("/ikd/status/1", accept="text/html").status == 406
    assert phone.get("/ikd/status/2").status == 404


def test_online_an_event_shows_at_the_latest_after_five_minutes_and_twenty_seconds(
    siti: Resident,
    phone: Wallet,
    issuer: Path,
    followed: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Second by second: the worker's job, a cache that fetched just before it, a reader behind the cache."""
    activated(phone, offered(siti)).fetch("ktp_sd_jwt", copies=1)
    copy, start = Copy.objects.get(), now()
    task = app.periodic_registry.periodic_tasks[("credentials.follow", "")]
    every = int(task.cron.rpartition("/")[2])
    life = int(phone.get("/ikd/status/1").headers["Cache-Control"].rpartition("=")[2])
    kept = fetched = 0
    happened(siti, status="inactive")  # just after a run of the job
    for second in range(1, 1_000):
        monkeypatch.setattr(timezone, "now", lambda at=second: start + timedelta(seconds=at))
        if second >= every - 1 and (fetched == 0 or second - fetched >= life):
            kept, fetched = status_of(phone, copy, folder=issuer), second
        if second % every == 0:
            followed()
        if kept == Status.INVALID:
            break

    assert fetched > every  # the cache's first copy was too early
    assert second == every - 1 + life == 319


def test_a_second_print_revokes_the_first(siti: Resident, issuer: Path) -> None:
    for _ in range(2):
        making.print_qr(
            kind=Kind.KTP, subject=siti.uuid, holder=siti.uuid, way=Way.OFFICE, actor="rina", at=now()
        )

    assert list(Copy.objects.order_by("pk").values_list("status", flat=True)) == [
        Status.INVALID,
        Status.VALID,
    ]
