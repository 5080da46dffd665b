"""What the printing room writes to a chip is made for the blank in the printer and for no other."""

import pytest

from rekam.cards import chip, queries, services
from rekam.cards.orders.models import PrintJob
from rekam.enrolment import queries as enrolment
from rekam.enrolment import services as enrolment_services
from rekam.kernel.errors import RuleBroken
from rekam.vault.keys import keys_folder, make_keys
from rekam.vault.queries import server_keys
from tests.cards.city import NOON, approved, blanks, portrait


@pytest.fixture
def job(office: None, monkeypatch: pytest.MonkeyPatch) -> PrintJob:
    monkeypatch.setattr(enrolment, "portrait", lambda _record: portrait())
    monkeypatch.setattr(enrolment, "signature", lambda _record: None)
    monkeypatch.setattr(enrolment_services, "finger_templates", lambda _record: {})
    if not (keys_folder() / "server-keys.json").exists():
        make_keys()
    return approved()


def test_the_blank_in_the_printer_gets_its_data_set(job: PrintJob) -> None:
    serial, other = blanks(2)
    services.start_print(job=job.uuid, serial=serial, actor="rina", at=NOON)

    written = queries.chip_data(job, serial=serial)

    read = chip.verify(written, uid=serial, keys=server_keys().receipt_public)
    assert read.face == queries.card_face(job, at=NOON)
    assert read.face.issued_on == read.issued_on
    with pytest.raises(RuleBroken, match="chip_of_another_card"):
        queries.chip_data(job, serial=other)


def test_there_is_none_before_a_blank_is_taken(job: PrintJob) -> None:
    with pytest.raises(RuleBroken, match="chip_of_another_card"):
        queries.chip_data(job, serial=blanks(1)[0])
