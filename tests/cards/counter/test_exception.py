"""An exception at the counter: coded, photographed, seen by two people who are two people."""

import pytest

from rekam.accounts.rules import Role
from rekam.cards import services
from rekam.cards.counter.models import Waiver
from rekam.cards.counter.rules import check_witnesses
from rekam.kernel.errors import RuleBroken
from rekam.vault import services as vault
from tests.cards.city import NOON, blanks, plea, portrait, printed
from tests.personas import officer


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["Hasan Basri"], "witnesses_missing"),
        (["Hasan Basri", "A"], "witnesses_missing"),
        (["Hasan Basri", "HASAN  basri."], "witness_twice"),
        (["Ratu Maryamah", "Hasan Basri"], "witness_is_holder"),
        (["Hasan Basri", "Siti Aminah"], ""),
    ],
)
def test_two_people_see_it_and_neither_is_the_holder(names: list[str], code: str) -> None:
    if not code:
        return check_witnesses(names, holder="Ratu Maryamah")
    with pytest.raises(RuleBroken, match=code):
        check_witnesses(names, holder="Ratu Maryamah")
    return None


@pytest.mark.usefixtures("office", "own_vault")
def test_the_photograph_lies_in_the_vault_and_the_witnesses_in_the_row() -> None:
    job = printed(serial=blanks(1)[0])
    services.ask_exception(job=job.uuid, plea=plea(code="leprosy"), actor="siti", at=NOON)
    kept = Waiver.objects.get()
    assert (kept.code, kept.witnesses) == ("leprosy", ["Hasan Basri", "Siti Aminah"])
    assert vault.read(kept.photo).startswith(b"\xff\xd8\xff")
    assert vault.read(kept.photo) != portrait()


@pytest.mark.usefixtures("office")
def test_two_accounts_of_one_officer_are_one_witness() -> None:
    for username in ("ani", "ani-cadangan"):
        account = officer(Role.OPERATOR, username=username)
        closed = {"is_active": username == "ani"}
        type(account).objects.filter(pk=account.pk).update(employee_number="198001012006041001", **closed)
    job = printed(serial=blanks(1)[0])
    with pytest.raises(RuleBroken, match="witness_twice"):
        services.ask_exception(
            job=job.uuid, plea=plea(witnesses=("ani", "ani-cadangan")), actor="siti", at=NOON
        )


@pytest.mark.usefixtures("office")
def test_a_cause_that_no_list_has_is_refused() -> None:
    job = printed(serial=blanks(1)[0])
    with pytest.raises(RuleBroken, match="excuse_unknown"):
        services.ask_exception(job=job.uuid, plea=plea(code="scanner_broken"), actor="siti", at=NOON)
