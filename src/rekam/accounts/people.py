"""Which accounts are one human's: four eyes are two people's, not two accounts'."""

from rekam.accounts.models import Account
from rekam.accounts.rules import clean_employee_number
from rekam.kernel.errors import RuleBroken


def accounts_of_person(username: str) -> frozenset[str]:
    """The user names of the human behind an account, always that one itself; closed accounts too.

    Accounts are one human's where they have the same employee number. Of an account without a number
    only itself is known.
    """
    number = Account.objects.filter(username=username).values_list("employee_number", flat=True).first()
    if not number:
        return frozenset({username})
    return frozenset(Account.objects.filter(employee_number=number).values_list("username", flat=True))


def same_person(one: str, other: str) -> bool:
    """Whether two user names are one human's: the same account, or the same employee number."""
    return one == other or one in accounts_of_person(other)


def check_four_eyes(*, entered_by: str, decided_by: str) -> None:
    """Whoever entered may not decide, with no account of theirs. Raises RuleBroken("four_eyes").

    Source: Permendagri 95/2019 Pasal 46 and 47 (operator and verifikator). In force from 2019-12-03.
    """
    if same_person(entered_by, decided_by):
        raise RuleBroken("four_eyes")


def number_account(account: Account, number: str) -> None:
    """Give an account the number of its human; it is not saved here.

    Among accounts in use a number stands once. Raises RuleBroken("employee_number_taken").
    """
    account.employee_number = clean_employee_number(number)
    others = Account.objects.filter(employee_number=account.employee_number, is_active=True)
    if account.employee_number and account.is_active and others.exclude(pk=account.pk).exists():
        raise RuleBroken("employee_number_taken")
