"""What goes by itself: first the digests, later the questions; the counts and the audit stay."""

from datetime import timedelta

from rekam.audit.models import Entry
from rekam.kernel.database import scope
from rekam.registry.models import Resident
from rekam.verification.asking.forgetting import forget_questions, forget_traces
from rekam.verification.asking.models import Asked, MonthUse, NikUse
from rekam.verification.asking.services import ask
from rekam.verification.partners.models import Partner
from tests.verification.conftest import NOON, OFFICE, question

LATER = NOON + timedelta(days=1)


def test_digests_go_before_questions_and_a_dry_run_changes_nothing(bank: Partner, siti: Resident) -> None:
    number = str(ask(bank, question(siti.nik), now=NOON).number)
    assert not forget_traces(before=NOON, dry_run=False)
    assert forget_traces(before=LATER, dry_run=True) == [number]
    assert forget_traces(before=LATER, dry_run=False) == [number]
    with scope(OFFICE):
        row = Asked.objects.get()
    assert (row.nik, row.stem, row.serial, row.family, row.confirmed) == ("", "", None, "", True)
    assert not NikUse.objects.exists()

    assert forget_questions(before=LATER, dry_run=True) == [number]
    assert forget_questions(before=LATER, dry_run=False) == [number]
    with scope(OFFICE):
        assert not Asked.objects.exists()
    assert MonthUse.objects.get().used == 1
    assert Entry.objects.filter(action="verification.asked").exists()
