"""Accounts of residents: opened by a sent code, linked by the office's, recovered, closed."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from rekam.accounts.models import Account
from rekam.accounts.residents import queries, services
from rekam.accounts.residents.forgetting import close_unused, forget_codes
from rekam.accounts.residents.models import OfficeCode, ResidentLogin, SentCode
from rekam.accounts.residents.rules import Address, Seen
from rekam.audit.models import Entry
from rekam.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
PASSWORD = "laut kidul tenang"


def address() -> Address:
    return Address(digest=uuid4().hex * 2, sealed=b"sealed")


def contact(at_address: Address) -> Account:
    asked = services.ask_to_keep(account=None, address=at_address, password=PASSWORD, at=NOON)
    opened = services.take_code(asked.row, code=asked.code, at=NOON)
    assert opened is not None
    return opened


def by_office(resident: UUID, *, signed_in: Account | None = None, at: datetime = NOON) -> Account:
    code = services.make_office_code(resident=resident, seen=Seen.KTP, actor="yayan", at=at)
    found = services.find_office_code(code.lower(), at=at)
    assert found is not None
    return services.enter_by_office_code(found, signed_in=signed_in, at=at)


def test_a_sent_code_opens_an_account_that_is_linked_with_nobody_and_names_nobody() -> None:
    where = address()
    account = contact(where)
    assert (account.resident, account.username[:6], account.areas) == (None, "warga-", [])
    assert queries.find_by_address(where.digest) == account
    assert account.check_password(PASSWORD)
    assert PASSWORD not in str(list(SentCode.objects.values()))


def test_a_code_is_taken_once_and_after_three_wrong_ones_not_at_all() -> None:
    asked = services.ask_to_keep(account=None, address=address(), password=PASSWORD, at=NOON)
    wrong = "000000" if asked.code != "000000" else "000001"
    for _ in range(3):
        assert services.take_code(asked.row, code=wrong, at=NOON) is None
    assert services.take_code(asked.row, code=asked.code, at=NOON) is None
    again = services.ask_to_enter(contact(address()), at=NOON)
    late = NOON + timedelta(minutes=10)
    assert services.take_code(again.row, code=again.code, at=late) is None
    assert services.take_code(again.row, code=again.code, at=NOON) is not None
    assert services.take_code(again.row, code=again.code, at=NOON) is None


def test_whoever_gets_a_number_later_does_not_get_what_was_there_before() -> None:
    where = address()
    before, after = contact(where), contact(where)
    before.refresh_from_db()
    assert (before.is_active, queries.find_by_address(where.digest)) == (False, after)


def test_the_address_of_somebody_who_was_seen_is_not_taken_by_a_stranger() -> None:
    where, resident = address(), uuid4()
    mine = by_office(resident, signed_in=contact(where))
    asked = services.ask_to_keep(account=None, address=where, password="lain sekali 12", at=NOON)
    assert asked.code == ""
    assert services.take_code(asked.row, code="123456", at=NOON) is None
    assert queries.find_by_address(where.digest) == mine


def test_an_office_code_links_the_account_that_is_there() -> None:
    resident, account = uuid4(), contact(address())
    linked = by_office(resident, signed_in=account)
    assert (linked.pk, linked.resident) == (account.pk, resident)
    told = Entry.objects.get(action="accounts.resident.code_made")
    assert (told.subjects, told.purpose, told.actor) == ([str(resident)], "service", "yayan")


def test_a_second_office_code_recovers_the_account_and_takes_the_old_ways_in() -> None:
    resident = uuid4()
    account = by_office(resident, signed_in=contact(address()))
    assert queries.has_way_in(account)
    again = by_office(resident)
    again.refresh_from_db()
    assert (again.pk, queries.has_way_in(again), again.has_usable_password()) == (account.pk, False, False)


def test_an_office_code_ends_when_used_replaced_guessed_at_or_old() -> None:
    resident = uuid4()
    first = services.make_office_code(resident=resident, seen=Seen.KTP, actor="yayan", at=NOON)
    second = services.make_office_code(resident=resident, seen=Seen.KTP, actor="yayan", at=NOON)
    assert services.find_office_code(first, at=NOON) is None
    assert services.find_office_code(second, at=NOON + timedelta(days=7)) is None
    for _ in range(3):
        found = services.find_office_code(second, at=NOON)
        assert found is not None
        services.note_wrong_birth_date(found, at=NOON)
    assert services.find_office_code(second, at=NOON) is None
    assert second not in str(list(OfficeCode.objects.values()))


def test_a_stranger_is_counted_and_then_refused_code_after_code() -> None:
    where = address()
    for _ in range(10):
        services.ask_to_keep(account=None, address=where, password=PASSWORD, at=NOON)
    with pytest.raises(RuleBroken) as refused:
        services.ask_to_keep(account=None, address=where, password=PASSWORD, at=NOON)
    assert refused.value.code == "resident_tries_used_up"


def test_a_closed_account_is_linked_with_nobody_and_what_is_old_is_let_go() -> None:
    account = by_office(uuid4(), signed_in=contact(address()))
    services.close_account(account, at=NOON)
    assert (account.is_active, account.resident, ResidentLogin.objects.count()) == (False, None, 0)
    idle = contact(address())
    Account.objects.filter(pk=idle.pk).update(last_login=NOON - timedelta(days=800))
    assert close_unused(before=NOON - timedelta(days=730), at=NOON) == [str(idle.uuid)]
    assert len(forget_codes(before=NOON + timedelta(days=1))) >= 3
    assert not SentCode.objects.exists()
