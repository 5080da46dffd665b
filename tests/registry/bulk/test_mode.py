"""Beside SIAK and in full: what is ours to change, and who may say print-ready."""

from datetime import date

import pytest
from django.test import Client, override_settings

from rekam.accounts.rules import Role
from rekam.cards import queries as cards
from rekam.enrolment import words
from rekam.enrolment.rules import Status
from rekam.kernel.errors import RuleBroken
from rekam.registry import services
from rekam.registry.models import Event
from rekam.registry.rules import Mode
from tests.personas import officer, resident
from tests.registry.bulk.lists import NOON, office

BESIDE = override_settings(REKAM_MODE="beside")


def moved(row: object, *, to: str = "PRINT_READY_RECORD") -> None:
    services.set_ektp_status(resident=row.uuid, status=to, on=date(2026, 11, 20), actor="ani", at=NOON)  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_in_full_mode_a_recording_moves_the_register() -> None:
    assert services.mode() is Mode.FULL
    with office():
        row = resident(serial=1)
        row.save()
        moved(row)
        row.refresh_from_db()
        assert (row.ektp_status, row.print_ready_on) == ("PRINT_READY_RECORD", date(2026, 11, 20))


@BESIDE
@pytest.mark.django_db
def test_beside_siak_the_one_door_of_the_ladder_is_closed() -> None:
    with office():
        row = resident(serial=1)
        row.save()
        with pytest.raises(RuleBroken, match="siak_owns_this"):
            moved(row)
        row.refresh_from_db()
        assert (row.ektp_status, Event.objects.count()) == ("UNREGISTERED", 0)


@pytest.mark.parametrize(
    ("mode", "status", "reprint", "allowed"),
    [
        ("full", "BIO_CAPTURED", False, True),
        ("full", "CARD_ISSUED", True, True),
        ("beside", "BIO_CAPTURED", False, False),
        ("beside", "ADJUDICATE_RECORD", False, False),
        ("beside", "PRINT_READY_RECORD", False, True),
        ("beside", "CARD_ISSUED", False, False),
        ("beside", "PRINT_READY_RECORD", True, False),
        ("beside", "CARD_ISSUED", True, True),
    ],
)
def test_who_says_that_a_card_may_be_made(mode: str, status: str, reprint: bool, allowed: bool) -> None:
    with override_settings(REKAM_MODE=mode):
        assert services.said_printable(status, reprint=reprint) is allowed
        if not allowed:
            with pytest.raises(RuleBroken, match="print_ready_not_said_by_siak"):
                services.check_said_printable(status, reprint=reprint)


def test_only_in_full_mode_a_recording_page_says_print_ready() -> None:
    assert str(words.told(Status.PRINT_READY_RECORD).word) == "siap cetak"
    with BESIDE:
        told = words.told(Status.PRINT_READY_RECORD)
        assert "siap cetak" not in f"{told.word} {told.sentence} {told.next}"
        assert words.told(Status.CARD_ISSUED) == words.WORDS[Status.CARD_ISSUED]


@pytest.mark.django_db
def test_the_resident_page_says_who_owns_the_data_beside_siak_only(client: Client) -> None:
    client.force_login(officer(Role.BACK_OFFICE))
    with office():
        row = resident(serial=1)
        row.save()
    sentence = "milik SIAK"
    assert sentence not in client.get(f"/register/{row.uuid}/").content.decode()
    with BESIDE:
        assert sentence in client.get(f"/register/{row.uuid}/").content.decode()


@BESIDE
@pytest.mark.django_db
def test_the_print_queue_is_empty_where_siak_said_nothing() -> None:
    with office():
        assert cards.records_without_order(on=date(2026, 11, 20)) == []
