"""The child's card: what it shows by age, its blanks, and the way from the application to the hand."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.applications import services
from rekam.applications.catalogue.rules import Document, Service
from rekam.applications.childcards import drawing, queries, rules
from rekam.applications.childcards.models import ChildBlanks
from rekam.applications.childcards.rules import Change
from rekam.applications.filing.models import Application
from rekam.applications.uploads.models import Scan
from rekam.credentials.issuing import child_photos
from rekam.kernel.errors import RuleBroken
from rekam.kernel.pictures import made_again
from rekam.registry.models import Resident
from rekam.vault import services as vault
from rekam.vault.keys import make_keys
from tests.applications.conftest import HOUR, MONDAY, approved, picture, sent

LATER = MONDAY + 3 * HOUR
PAPERS = (Document.BIRTH_ACT, Document.KK, Document.PARENTS_KTP)


@given(born=st.dates(date(2009, 11, 24), date(2026, 11, 23)))
@settings(max_examples=40)
def test_a_card_runs_out_before_the_next_one_is_due(born: date) -> None:
    """Permendagri 2/2016: until five without, then until seventeen less a day with a photograph."""
    day = date(2026, 11, 23)
    until = rules.valid_until(born=born, on=day)

    assert day <= until
    assert rules.needs_photo(born=born, on=until) == rules.needs_photo(born=born, on=day)


@pytest.mark.parametrize(
    ("change", "kind", "note", "code"),
    [
        (0, Change.RECEIVED, "Disdukcapil provinsi", "child_stock_change_wrong"),
        (-1, Change.RECEIVED, "Disdukcapil provinsi", "child_stock_change_wrong"),
        (20_001, Change.RECEIVED, "Disdukcapil provinsi", "child_stock_change_wrong"),
        (-11, Change.COUNTED, "hitung ulang pagi ini", "child_stock_empty"),
        (5, Change.RECEIVED, "ada", "child_stock_note_missing"),
    ],
)
def test_no_number_of_blanks_changes_without_reason(change: int, kind: Change, note: str, code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        rules.check_change(change=change, kind=kind, note=note, holds=10)


def in_work(siti: Resident, child: Resident, *papers: Document) -> Application:
    facts: dict[str, object] = {"birth_act": "AKL/7/2020", "note": ""}
    row = approved(sent(siti, Service.KIA, *(*PAPERS, *papers), subject=child, facts=facts))
    return services.see_originals(
        application=row.uuid, seen=[*PAPERS, *papers], office_area="36.73", actor="rina", at=LATER
    )


def printed(row: Application) -> None:
    services.print_card(application=row.uuid, site="36.73", actor="rina", at=LATER)


def test_each_print_takes_a_blank_and_a_failed_one_another(siti: Resident, ahmad: Resident) -> None:
    Resident.objects.filter(pk=ahmad.pk).update(birth_date=date(2023, 3, 3))
    row = in_work(siti, ahmad)
    with pytest.raises(RuleBroken, match="child_card_waits"):
        services.finish(application=row.uuid, actor="rina", at=LATER)
    with pytest.raises(RuleBroken, match="child_stock_empty"):
        printed(row)
    services.change_blanks(
        site="36.73", change=3, kind=Change.RECEIVED, note="kiriman provinsi 12", actor="rina", at=LATER
    )

    printed(row)
    with pytest.raises(RuleBroken, match="application_step_not_allowed"):
        printed(row)
    services.spoil_card(application=row.uuid, actor="rina", at=LATER)
    with pytest.raises(RuleBroken, match="child_card_waits"):
        services.finish(application=row.uuid, actor="rina", at=LATER)
    printed(row)
    assert (queries.held_at("36.73"), ChildBlanks.objects.count()) == (1, 3)
    card = queries.find_card(row)
    assert card is not None
    assert (card.spoiled, card.with_photo, card.valid_until) == (1, False, date(2028, 3, 2))

    services.finish(application=row.uuid, actor="rina", at=LATER)
    with pytest.raises(RuleBroken, match="collector_letter_missing"):
        services.hand_out(application=row.uuid, collector="Bu Lurah", actor="rina", at=LATER)
    row = services.hand_out(
        application=row.uuid, collector="Bu Lurah", by_letter=True, actor="rina", at=LATER
    )
    assert row.steps.get(step="collected").why == "Bu Lurah"


def test_from_five_on_it_shows_the_child(
    siti: Resident, ahmad: Resident, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REKAM_DATA", str(tmp_path))
    make_keys()
    services.change_blanks(
        site="36.73", change=3, kind=Change.RECEIVED, note="kiriman provinsi 12", actor="rina", at=LATER
    )
    row = in_work(siti, ahmad, Document.CHILD_PHOTO)
    Scan.objects.filter(document=Document.CHILD_PHOTO).update(kind="pdf")
    with pytest.raises(RuleBroken, match="child_photo_missing"):
        printed(row)
    address = vault.keep(made_again(picture()), kind="document")
    Scan.objects.filter(document=Document.CHILD_PHOTO).update(kind="jpeg", address=address)

    printed(row)
    card = queries.find_card(row)
    assert card is not None
    assert card.valid_until == date(2037, 3, 2)
    assert drawing.pdf(card, specimen=True).startswith(b"%PDF-")
    assert child_photos.find(ahmad.uuid, born=date(2020, 3, 3), on=date(2026, 11, 23)) == address
    assert child_photos.find(ahmad.uuid, born=date(2020, 3, 3), on=date(2025, 3, 2)) is None
