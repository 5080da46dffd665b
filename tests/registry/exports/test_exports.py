"""Rows leave the register by two people, with a watermark, counted, written down, and forgotten again."""

import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rekam.accounts.caps.models import DailyUse
from rekam.accounts.permissions import Account
from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.kernel.database import EVERYWHERE, Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.sheet import Separator, to_csv
from rekam.registry.canaries.models import Canary
from rekam.registry.canaries.services import find_canary
from rekam.registry.exports import contents, services
from rekam.registry.exports.command import told, trace_text
from rekam.registry.exports.forms import places
from rekam.registry.exports.models import Export
from rekam.registry.exports.rules import Kind
from rekam.vault import services as vault
from tests.personas import KASEMEN, SERANG, officer, resident

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys")]
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
CHANCE = random.Random(1)


@pytest.fixture
def bakri() -> Account:
    return officer(Role.BACK_OFFICE, username="bakri")


@pytest.fixture
def village() -> list[str]:
    """Twelve women of Kasemen who are not recorded, and one of another kelurahan."""
    letters = "ABCDEFGHIJKL"
    rows = [resident(serial=n + 1, name=f"Siti {letters[n]}nah") for n in range(12)]
    with scope(EVERYWHERE):
        for row in [*rows, resident(serial=99, area_code=SERANG, name="Orang Serang")]:
            row.save()
    return [str(row.uuid) for row in rows]


def ask(kind: Kind = Kind.MATCHING, *, fields: tuple[str, ...] = ("nik", "full_name", "rt")) -> Export:
    with scope(Scope.of("36.73")):
        return services.ask_export(
            kind=kind,
            area_code=KASEMEN,
            fields=fields,
            addressee="Lurah Kasemen",
            letter="470/12 tanggal 20-11-2026",
            actor="bakri",
            at=NOON,
        )


def approve(export: Export, *, actor: str = "vera") -> Export:
    with scope(Scope.of("36.73")):
        return services.approve_export(export=export.uuid, actor=actor, at=NOON, chance=CHANCE)


def fetch(export: Export, account: Account, *, at: datetime = NOON) -> str:
    with scope(Scope.of("36.73")):
        row, content = services.fetch_export(export=export.uuid, account=account, at=at)
        file = to_csv(contents.sheet(row, content, at=at, by="bakri"), separator=Separator.SEMICOLON)
    return file.decode("utf-8-sig")


@pytest.mark.usefixtures("village")
def test_the_count_is_told_before_anybody_asks() -> None:
    with scope(Scope.of("36.73")):
        assert services.count_people(kind=Kind.CALL_UP, area_code=KASEMEN, at=NOON) == 12


@pytest.mark.usefixtures("village")
def test_who_asked_cannot_approve() -> None:
    with pytest.raises(RuleBroken, match="four_eyes"):
        approve(ask(), actor="bakri")


@pytest.mark.usefixtures("village")
def test_the_same_request_is_not_asked_twice_while_it_waits() -> None:
    """Back and once more, or a second click."""
    first = ask()
    with pytest.raises(RuleBroken, match="export_already_asked"):
        ask()
    ask(fields=("full_name",))
    approve(first)
    ask()


@pytest.mark.usefixtures("village")
def test_before_the_second_officer_there_is_no_file(bakri: Account) -> None:
    with pytest.raises(RuleBroken, match="export_not_approved"):
        fetch(ask(), bakri)


@pytest.mark.usefixtures("village")
def test_the_file_holds_the_area_and_what_was_asked_and_says_whose_it_is(bakri: Account) -> None:
    export = approve(ask())
    file = fetch(export, bakri)
    assert all(f"Siti {letter}nah" in file for letter in "ABCDEFGHIJKL")
    assert "Orang Serang" not in file
    assert '"3673 0241 0190 0001"' in file
    for told_of in (str(export.uuid), "Lurah Kasemen", "470/12", "bakri", "vera", "pencocokan data"):
        assert told_of in file.splitlines()[0] + "".join(file.splitlines()[1:6])
    assert str(export.uuid) in file.splitlines()[-2]


def test_fetching_writes_down_everybody_in_it_and_counts_them(bakri: Account, village: list[str]) -> None:
    fetch(approve(ask()), bakri)
    entry = Entry.objects.get(action="registry.export.fetched")
    assert sorted(entry.subjects) == sorted(village)
    assert (entry.purpose, entry.actor) == ("supervision", "bakri")
    assert entry.facts["columns"] == "nik,full_name,rt"
    assert DailyUse.objects.get(sort="exported").people == 12


@pytest.mark.usefixtures("village")
def test_it_is_fetched_twice_and_not_again(bakri: Account) -> None:
    export = approve(ask())
    assert fetch(export, bakri).splitlines()[6:-2] == fetch(export, bakri).splitlines()[6:-2]
    with pytest.raises(RuleBroken, match="export_fetched"):
        fetch(export, bakri)


@pytest.mark.usefixtures("village")
def test_a_file_with_niks_carries_one_canary_and_a_call_up_none(bakri: Account) -> None:
    with_niks, without = approve(ask()), approve(ask(Kind.CALL_UP, fields=("full_name", "rt")))
    canary = Canary.objects.get()
    assert canary.export == with_niks.uuid
    niks = [line.split('"')[1].replace(" ", "") for line in fetch(with_niks, bakri).splitlines()[6:-2]]
    assert [canary.export for nik in niks if (canary := find_canary(nik))] == [with_niks.uuid]
    assert len(fetch(without, bakri).splitlines()[6:-2]) == 12


@pytest.mark.usefixtures("village")
def test_a_leaked_file_without_its_head_is_traced(bakri: Account) -> None:
    first, second = approve(ask()), approve(ask())
    leaked = "\n".join(fetch(second, bakri).splitlines()[6:-2])
    found = trace_text(leaked)
    assert found[0].export == second.uuid
    assert told(found)[0].startswith(f"certain  {second.uuid}: 1 canaries, 13 row codes, 13 people")
    assert not [one for one in found if one.export == first.uuid and one.is_certain]


@pytest.mark.usefixtures("village")
def test_what_expired_is_forgotten_and_still_traced(bakri: Account) -> None:
    export = approve(ask())
    leaked, later = fetch(export, bakri), NOON + timedelta(days=8)
    with scope(EVERYWHERE):
        assert len(services.forget_exports(before=later, actor="job", at=later, dry_run=True)) == 1
        assert len(services.forget_exports(before=later, actor="job", at=later)) == 1
        assert services.forget_exports(before=later, actor="job", at=later) == []
    with pytest.raises(RuleBroken, match="export_expired"):
        fetch(export, bakri)
    assert trace_text(leaked)[0].export == export.uuid


@pytest.mark.usefixtures("village")
def test_the_rows_go_only_once_it_is_written_that_they_went(
    bakri: Account, django_capture_on_commit_callbacks: Callable[[], AbstractContextManager[list[Any]]]
) -> None:
    fetch(approve(ask()), bakri)
    later = NOON + timedelta(days=8)
    with scope(EVERYWHERE):
        address = Export.objects.get().content
        with django_capture_on_commit_callbacks() as waiting:
            services.forget_exports(before=later, actor="job", at=later)
            assert vault.read(address), "an undone forgetting would leave an export without its rows"
        for forget in waiting:
            forget()
    with pytest.raises(RuleBroken):
        vault.read(address)


@pytest.mark.usefixtures("village")
def test_the_rows_do_not_lie_in_the_database() -> None:
    export = approve(ask())
    with scope(EVERYWHERE):
        kept = Export.objects.filter(pk=export.pk).values().get()
    assert "Siti" not in str(kept)
    assert "3673024101900001" not in str(kept)


def enter(client: Client, role: Role, **named: str) -> Client:
    client.force_login(officer(role, **named))  # type: ignore[arg-type]
    return client


FORM = {
    "kind": "matching",
    "area_code": KASEMEN,
    "fields_asked": ["nik", "full_name"],
    "addressee": "Lurah Kasemen",
    "letter": "470/12 tanggal 20-11-2026",
}


@pytest.mark.usefixtures("village")
def test_from_the_form_to_the_file_by_two_people(bakri: Account) -> None:
    asker, approver = Client(), Client()
    asker.force_login(bakri)
    enter(approver, Role.VERIFIKATOR, username="vera")
    assert "akan memuat 12 orang" in asker.post("/register/ekspor/minta/", FORM).content.decode()
    asked = asker.post("/register/ekspor/minta/", FORM | {"step": "ask"})
    here = asked.headers["Location"]
    assert asker.post(f"{here}setujui/").status_code == 403
    assert "Setujui ekspor" in approver.get(here).content.decode()
    assert approver.post(f"{here}setujui/").status_code == 302
    assert approver.post(f"{here}unduh/", {"form_of": "comma"}).status_code == 403
    file = asker.post(f"{here}unduh/", {"form_of": "semicolon"})
    assert file.headers["Content-Type"].startswith("text/csv")
    assert b"Siti" in file.content
    printed = asker.post(f"{here}unduh/", {"form_of": "print"}).content.decode()
    assert printed.count("diambil Back_Office (bakri)") >= 2
    assert asker.post(f"{here}unduh/", {"form_of": "comma"}).status_code == 410


@pytest.mark.usefixtures("village")
def test_the_form_says_what_is_wrong(client: Client, bakri: Account) -> None:
    client.force_login(bakri)
    for wrong, told_of in (
        ({"area_code": "36.73.02", "fields_asked": ["full_name"]}, "paling luas satu kelurahan"),
        ({"kind": "call_up"}, "Tidak boleh keluar untuk tujuan ini: NIK."),
        ({"area_code": "36.04.01.2001"}, "Pilih wilayah dari daftar"),
        ({"area_code": "x"}, "Pilih wilayah dari daftar"),
        ({"letter": "x"}, "nomor surat"),
    ):
        answer = client.post("/register/ekspor/minta/", FORM | wrong)
        assert (answer.status_code, told_of in answer.content.decode()) == (400, True), wrong


def test_the_form_offers_the_kelurahan_of_the_officers_area_by_name(client: Client) -> None:
    enter(client, Role.BACK_OFFICE, areas=("36.73.02",))
    first, *groups = client.get("/register/ekspor/minta/").context["form"].fields["area_code"].choices
    assert first == ("", "Pilih wilayah")
    ((kecamatan, offered),) = groups
    assert kecamatan == "Kasemen"
    assert offered[0] == ("36.73.02", "Seluruh kecamatan Kasemen")
    assert ("36.73.02.1008", "Sawah Luhur") in offered
    assert len(offered) == 11


def test_two_kelurahan_of_one_kecamatan_stand_under_it_alone() -> None:
    within = Scope.of("36.73.02.1001", "36.73.02.1008")
    ((kecamatan, offered),) = places(within)
    assert (kecamatan, [name for _code, name in offered]) == ("Kasemen", ["Kasemen", "Sawah Luhur"])


@pytest.mark.usefixtures("village")
def test_the_page_says_why_there_is_nothing_to_fetch(bakri: Account, settings: object) -> None:
    asker, now = Client(), timezone.now()
    asker.force_login(bakri)
    with scope(Scope.of("36.73")):
        export = approve(ask()).uuid
        Export.objects.update(expires_at=now + timedelta(days=1))
    settings.REKAM_DAILY_EXPORTED = 20  # type: ignore[attr-defined]

    def page() -> str:
        return asker.get(f"/register/ekspor/{export}/").content.decode()

    assert "sudah diambil 0 dari 2 kali" in page()
    asker.post(f"/register/ekspor/{export}/unduh/", {"form_of": "comma"})
    assert "hari ini sudah 12 dari paling banyak 20 orang" in page()
    settings.REKAM_DAILY_EXPORTED = 50  # type: ignore[attr-defined]
    assert "sudah diambil 1 dari 2 kali" in page()
    asker.post(f"/register/ekspor/{export}/unduh/", {"form_of": "comma"})
    assert "Berkas ini sudah diambil dua kali" in page()
    assert "Ambil berkas" not in page()


@pytest.mark.usefixtures("village")
def test_another_offices_export_is_not_found(client: Client) -> None:
    export = ask()
    client.force_login(officer(Role.VERIFIKATOR, areas=("36.04",), username="jauh"))
    assert client.get(f"/register/ekspor/{export.uuid}/").status_code == 404
    assert client.post(f"/register/ekspor/{export.uuid}/setujui/").status_code == 404


@pytest.mark.usefixtures("village")
def test_the_second_officer_may_refuse_with_a_reason(client: Client) -> None:
    export = ask()
    enter(client, Role.VERIFIKATOR, username="vera")
    assert client.post(f"/register/ekspor/{export.uuid}/tolak/", {"reason": "x"}).status_code == 400
    client.post(f"/register/ekspor/{export.uuid}/tolak/", {"reason": "Suratnya tidak ada."})
    page = client.get(f"/register/ekspor/{export.uuid}/").content.decode()
    assert "Suratnya tidak ada." in page


@pytest.mark.usefixtures("village")
def test_a_large_file_is_traced_with_as_many_queries_as_a_small_one(
    bakri: Account, django_assert_max_num_queries: Any
) -> None:
    export = approve(ask())
    leaked = fetch(export, bakri)
    others = "\n".join(f"3673{number:012};ORANG LAIN" for number in range(15_000))
    with django_assert_max_num_queries(10):
        found = trace_text(f"{others}\n{leaked}")
    assert [(one.export, one.canaries) for one in found] == [(export.uuid, 1)]
