"""What a printer gets is drawn and signed for the very blank that was taken."""

from types import SimpleNamespace

import pytest

from rekam.cards.chip import queries as chip
from rekam.cards.printing import services
from rekam.cards.printing.models import BatchCard
from rekam.cards.printing.rules import CardState, Step
from rekam.enrolment import queries as enrolment
from rekam.enrolment import services as enrolment_services
from tests.cards.city import blanks, portrait
from tests.cards.printing.scene import SEED, batch, printer, program


@pytest.fixture
def one_card(office: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enrolment, "portrait", lambda _record: portrait())
    monkeypatch.setattr(enrolment, "signature", lambda _record: None)


@pytest.mark.usefixtures("one_card")
def test_both_sides_are_drawn_and_the_chip_is_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enrolment_services, "finger_templates", lambda _record: {})
    monkeypatch.setattr(chip, "server_keys", lambda: SimpleNamespace(receipt_seed=SEED))
    of, (serial,) = printer(), blanks(1)
    batch(of)
    taken = program(of).take(serial)
    assert taken.content.front.startswith(b"%PDF")
    assert taken.content.back.startswith(b"%PDF")
    assert bytes.fromhex(serial) in taken.content.chip
    assert taken.steps[0] is Step.CHIP


@pytest.mark.usefixtures("one_card")
def test_a_card_that_cannot_be_made_takes_no_blank() -> None:
    of, (serial,) = printer(), blanks(1)
    batch(of)
    here = program(of)
    services.take(here.seat, uid=serial)
    card = BatchCard.objects.get()
    assert (card.state, card.why, card.attempt) == (CardState.LEFT, "subject_unknown", None)
