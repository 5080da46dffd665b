"""What an administrator does with accounts, and what nobody does alone."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rekam.accounts import queries, services
from rekam.accounts.models import Deputy, FactorReset, Office
from rekam.accounts.permissions import Account, allowed, scope_of
from rekam.accounts.rules import OfficeLevel, Role
from rekam.audit.models import Entry
from rekam.kernel.database import NOTHING
from rekam.kernel.errors import RuleBroken
from tests.accounts.conftest import PASSPHRASE
from tests.personas import officer

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.fixture
def adi() -> Account:
    return officer(Role.ADMINISTRATOR, username="adi", password=PASSPHRASE)


@pytest.fixture
def page(client: Client, adi: Account) -> Client:
    client.force_login(adi)
    return client


def office(area: str = "36.73.02", level: OfficeLevel = OfficeLevel.KECAMATAN) -> Office:
    return services.open_office(name=f"Kantor {area}", level=level, area=area, actor="test", at=NOON)


def test_an_administrators_session_sees_no_resident(adi: Account) -> None:
    assert adi.areas == ["36.73"]
    assert adi.scope == NOTHING


def test_an_office_knows_the_nearest_one_around_it() -> None:
    office("36", OfficeLevel.PROVINCE)
    city = office("36.73", OfficeLevel.KABUPATEN_KOTA)
    assert office("36.73.02").parent == city
    assert office("36.74", OfficeLevel.KABUPATEN_KOTA).parent == Office.objects.get(area="36")


def test_the_form_of_a_new_officer_chooses_neither_office_nor_role(page: Client) -> None:
    office()
    form = page.get("/akun/petugas/baru/").content.decode()
    assert '<option value="" selected>Pilih kantor</option>' in form
    assert '<option value="" selected>Pilih peran</option>' in form
    assert "-----" not in form


def test_an_officer_gets_a_temporary_password_and_has_to_change_it(page: Client) -> None:
    told = {"username": "yayan", "display_name": "Yayan S.", "post": office().uuid, "role": "operator"}
    shown = page.post("/akun/petugas/baru/", told).content.decode()
    password = re.search(r'a-told">([a-z2-9-]{19})<', shown)
    assert password
    account = queries.find_account("yayan")
    assert account is not None
    assert (account.areas, account.office) == (["36.73.02"], "Kantor 36.73.02")
    his = Client()
    his.post("/masuk/", {"username": "yayan", "password": password.group(1)})
    assert his.get("/register/").headers["Location"] == "/akun/kata-sandi/"
    new = {"password": password.group(1), "new": "gunung tinggi sepi", "again": "gunung tinggi sepi"}
    his.post("/akun/kata-sandi/", new)
    assert his.get("/register/").status_code == 200
    assert password.group(1) not in str(list(Entry.objects.values()))


def test_a_role_that_does_not_exist_at_the_office_is_told(page: Client) -> None:
    told = {"username": "euis", "display_name": "Euis", "post": office().uuid, "role": "operator"}
    kota = office("36.73", OfficeLevel.KABUPATEN_KOTA)
    answer = page.post("/akun/petugas/baru/", told | {"role": "head"})
    assert queries.find_account("euis") is None
    assert answer.status_code == 200
    page.post("/akun/petugas/baru/", told | {"role": "head", "post": kota.uuid})
    assert queries.find_account("euis") is not None


def test_officers_of_another_city_are_not_found(page: Client) -> None:
    stranger = officer(Role.OPERATOR, username="asing", areas=("36.72",))
    assert page.get(f"/akun/petugas/{stranger.uuid}/").status_code == 404
    assert b"asing" not in page.get("/akun/petugas/").content
    elsewhere = {"name": "X", "level": "kabupaten_kota", "area": "36.72", "zone": "WIB"}
    page.post("/akun/kantor/", elsewhere)
    assert not Office.objects.filter(area="36.72", name="X").exists()


def test_an_officer_without_areas_and_office_is_nobodys_to_manage(page: Client) -> None:
    nowhere = officer(Role.OPERATOR, username="tanpa-wilayah", areas=())
    Account.objects.filter(pk=nowhere.pk).update(post=None)
    assert page.get(f"/akun/petugas/{nowhere.uuid}/").status_code == 404
    assert page.post(f"/akun/petugas/{nowhere.uuid}/kata-sandi/").status_code == 404


@pytest.mark.parametrize("act", ["matikan", "kata-sandi", "buka-kunci", "minta-hapus-faktor"])
def test_nobody_does_it_to_their_own_account(page: Client, adi: Account, act: str) -> None:
    answer = page.post(f"/akun/petugas/{adi.uuid}/{act}/")
    assert (answer.status_code, b"own_account" in answer.content) == (409, True)


def test_another_post_ends_the_sessions_that_had_the_old_one(page: Client) -> None:
    bakri = officer(Role.BACK_OFFICE, username="bakri")
    his = Client()
    his.force_login(bakri)
    kota = office("36.73", OfficeLevel.KABUPATEN_KOTA)
    told = {"post": kota.uuid, "role": "stock_keeper", "areas": ""}
    assert page.post(f"/akun/petugas/{bakri.uuid}/", told).status_code == 302
    assert his.get("/kartu/").status_code == 302
    assert Account.objects.get(username="bakri").role == Role.STOCK_KEEPER


def test_a_switched_off_account_is_out_at_once(page: Client) -> None:
    bakri = officer(Role.BACK_OFFICE, username="bakri", password=PASSPHRASE)
    his = Client()
    his.force_login(bakri)
    page.post(f"/akun/petugas/{bakri.uuid}/matikan/")
    assert his.get("/kartu/").status_code == 302
    page.post(f"/akun/petugas/{bakri.uuid}/hidupkan/")
    assert queries.find_account("bakri") is not None


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_opens_accounts(client: Client, role: Role) -> None:
    client.force_login(officer(role))
    assert client.get("/akun/petugas/").status_code == 403
    assert client.post("/akun/petugas/baru/").status_code == 403


def test_an_account_without_areas_is_of_its_office_and_without_one_the_centres(adi: Account) -> None:
    here, nowhere = (officer(Role.OPERATOR, username=name) for name in ("here", "nowhere"))
    away = officer(Role.OPERATOR, username="away")
    away.post = office("36.72", OfficeLevel.KABUPATEN_KOTA)
    nowhere.post = None
    for account in (here, nowhere, away):
        account.areas = []
        account.save()
    centre = officer(Role.ADMINISTRATOR, username="pusat", areas=("*",))
    known = {one.username for one in queries.officers(by=adi)}
    assert known & {"here", "nowhere", "away"} == {"here"}
    with pytest.raises(RuleBroken, match="not_found"):
        services.give_password(nowhere, by=adi, at=NOON)
    assert queries.get_officer(nowhere.uuid, by=centre) == nowhere


def with_factor(username: str = "vera") -> Account:
    account = officer(Role.VERIFIKATOR, username=username)
    account.has_second_factor = True
    account.save()
    return account


def test_a_lost_second_factor_goes_when_two_people_agree(page: Client, adi: Account) -> None:
    vera, head = with_factor(), officer(Role.HEAD, username="euis")
    assert page.post(f"/akun/petugas/{vera.uuid}/minta-hapus-faktor/").status_code == 302
    reset = FactorReset.objects.get()
    assert page.post(f"/akun/hapus-faktor/{reset.uuid}/").status_code == 403
    hers = Client()
    hers.force_login(head)
    assert "1 permintaan menunggu" in hers.get("/akun/").content.decode()
    assert hers.post(f"/akun/hapus-faktor/{reset.uuid}/").status_code == 302
    assert not Account.objects.get(username="vera").has_second_factor
    assert [e.actor for e in Entry.objects.filter(action__startswith="accounts.reset")] == ["adi", "euis"]


def test_nobody_grants_their_own(adi: Account) -> None:
    second = officer(Role.ADMINISTRATOR, username="beni")
    second.has_second_factor = True
    second.save()
    reset = services.ask_reset(second, by=adi, at=NOON)
    with pytest.raises(RuleBroken, match="own_account"):
        services.grant_reset(reset, by=second, at=NOON)


def deputise(**named: object) -> Deputy:
    days = {"from_day": TODAY, "until_day": TODAY + timedelta(days=6), "at": NOON}
    return services.give_deputy(**days | named)  # type: ignore[arg-type]


def test_a_deputy_may_what_the_absent_officer_may_on_these_days_only() -> None:
    head = officer(Role.HEAD, username="euis")
    absent = officer(Role.VERIFIKATOR, username="vera", areas=("36.73.02",))
    stand_in = officer(Role.VERIFIKATOR, username="tini", areas=("36.73.01",))
    today = timezone.localdate()
    deputise(absent=absent, stand_in=stand_in, by=head, at=timezone.now(), from_day=today, until_day=today)
    assert queries.deputising_for(stand_in, on=today) == [absent]
    assert queries.deputising_for(stand_in, on=today + timedelta(days=1)) == []
    assert queries.deputising_for(stand_in, on=today - timedelta(days=1)) == []
    assert scope_of(stand_in).areas == {"36.73.01", "36.73.02"}


def test_a_head_at_the_verifikators_desk(client: Client) -> None:
    head, absent = officer(Role.HEAD, username="euis"), officer(Role.VERIFIKATOR, username="vera")
    boss = officer(Role.HEAD, username="boss")
    assert not allowed(head, "registry.approve")
    today = timezone.localdate()
    deputise(absent=absent, stand_in=head, by=boss, at=timezone.now(), from_day=today, until_day=today)
    head = Account.objects.get(username="euis")
    assert allowed(head, "registry.approve")
    assert not allowed(head, "registry.enter")


def test_a_deputy_is_written_down_and_can_be_ended() -> None:
    head = officer(Role.HEAD, username="euis")
    absent, stand_in = (officer(Role.VERIFIKATOR, username=name) for name in ("vera", "tini"))
    deputy = deputise(absent=absent, stand_in=stand_in, by=head)
    entry = Entry.objects.get(action="accounts.deputy_given")
    assert (entry.actor, entry.facts["until_day"]) == ("euis", "2026-11-30")
    with pytest.raises(RuleBroken, match="deputy_known"):
        deputise(absent=absent, stand_in=stand_in, by=head)
    services.end_deputy(deputy, by=head, at=NOON)
    assert queries.deputising_for(stand_in, on=TODAY) == []


@pytest.fixture
def standing_in() -> tuple[Account, Account]:
    """vera is away today, and euis, a head, does her work."""
    absent, stand_in = officer(Role.VERIFIKATOR, username="vera"), officer(Role.HEAD, username="euis")
    today, boss = timezone.localdate(), officer(Role.HEAD, username="boss")
    deputise(absent=absent, stand_in=stand_in, by=boss, at=timezone.now(), from_day=today, until_day=today)
    return absent, stand_in


def again(account: Account) -> Account:
    """The account as the next request reads it."""
    return Account.objects.get(pk=account.pk)


@pytest.mark.parametrize("who", [0, 1], ids=["the absent one", "the deputy"])
@pytest.mark.parametrize("act", ["post", "switch off"])
def test_a_deputy_is_none_any_more_once_either_changes_post_or_leaves(
    standing_in: tuple[Account, Account], adi: Account, who: int, act: str
) -> None:
    stand_in, changed = standing_in[1], standing_in[who]
    assert allowed(again(stand_in), "registry.approve")
    kota = office("36.73", OfficeLevel.KABUPATEN_KOTA)
    if act == "post":
        role = Role(changed.role)
        services.post_officer(
            changed, role=role, post=kota, areas=[], employee_number="", by=adi, at=timezone.now()
        )
    else:
        services.switch_account(changed, on=False, by=adi, at=timezone.now())
        services.switch_account(changed, on=True, by=adi, at=timezone.now())
    assert not allowed(again(stand_in), "registry.approve")
    assert Deputy.objects.get().ended_at is not None
    ended = Entry.objects.get(action="accounts.deputy_ended")
    assert (ended.actor, ended.subjects) == ("adi", [str(one.uuid) for one in standing_in])


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.ADMINISTRATOR])
def test_a_deputy_of_a_role_that_may_not_stand_in_gets_nothing(
    standing_in: tuple[Account, Account], role: Role
) -> None:
    Account.objects.filter(username="euis").update(role=role)
    euis = again(standing_in[1])
    assert not allowed(euis, "registry.approve")
    assert scope_of(euis) == euis.scope


def test_a_deputy_of_smaller_areas_than_the_work_gets_nothing(standing_in: tuple[Account, Account]) -> None:
    Account.objects.filter(username="vera").update(areas=["36"])
    euis = again(standing_in[1])
    assert not allowed(euis, "registry.approve")
    assert scope_of(euis) == euis.scope


def test_nobody_stands_in_for_an_account_that_is_closed(standing_in: tuple[Account, Account]) -> None:
    Account.objects.filter(username="vera").update(is_active=False)
    assert not allowed(again(standing_in[1]), "registry.approve")


def test_a_head_gives_deputies_in_the_own_area_only() -> None:
    head = officer(Role.HEAD, username="euis", areas=("36.72",))
    absent, stand_in = (officer(Role.VERIFIKATOR, username=name) for name in ("vera", "tini"))
    with pytest.raises(RuleBroken, match="not_found"):
        deputise(absent=absent, stand_in=stand_in, by=head)


def test_the_heads_page_offers_a_week_from_today_and_chooses_nobody(client: Client) -> None:
    client.force_login(officer(Role.HEAD, username="euis"))
    officer(Role.VERIFIKATOR, username="vera")
    form = client.get("/akun/wakil/").context["form"]
    assert form["until_day"].value() - form["from_day"].value() == timedelta(days=6)
    assert form["from_day"].value() == timezone.localdate()
    for name in ("absent", "stand_in"):
        first, *_, last = form.fields[name].choices
        assert first == ("", "Pilih petugas")
        assert last[1] == "Verifikator, Verifikator (vera)"


def test_the_heads_page_gives_a_deputy_and_refuses_an_operator(client: Client) -> None:
    client.force_login(officer(Role.HEAD, username="euis"))
    absent = officer(Role.VERIFIKATOR, username="vera")
    stand_in, operator = officer(Role.VERIFIKATOR, username="tini"), officer(Role.OPERATOR)
    day = timezone.localdate() + timedelta(days=1)
    parts = {"day": day.day, "month": day.month, "year": day.year}
    boxes = {f"{name}_{part}": value for name in ("from_day", "until_day") for part, value in parts.items()}
    refused = client.post("/akun/wakil/", {"absent": absent.uuid, "stand_in": operator.uuid, **boxes})
    assert "harus berbeda orang" in refused.content.decode()
    client.post("/akun/wakil/", {"absent": absent.uuid, "stand_in": stand_in.uuid, **boxes})
    deputy = Deputy.objects.get()
    assert "Verifikator" in client.get("/akun/wakil/").content.decode()
    client.post(f"/akun/wakil/{deputy.uuid}/akhiri/")
    assert Deputy.objects.get().ended_at is not None
