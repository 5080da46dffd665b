"""The verifikator's desk: one queue over all kinds, nobody's own, the next one opens by itself."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from rekam.accounts.caps.models import DailyUse
from rekam.accounts.permissions import Account
from rekam.accounts.rules import PERMISSIONS, Role
from rekam.audit.models import Entry as Audit
from rekam.cards import services as cards
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import NEXT_JOB, JobState
from rekam.enrolment.rules import NEXT, Status
from rekam.kernel.errors import RuleBroken
from rekam.registry.bulk.models import Import
from rekam.registry.entries.models import Entry
from rekam.registry.entries.rules import Risk, State
from rekam.registry.exports.models import Export
from rekam.registry.models import Resident
from rekam.web.desk.cases import Asker
from rekam.web.desk.queue import SOURCES, is_late, queue_of
from tests.accounts.conftest import later
from tests.personas import officer
from tests.registry.entries.families import BAPAK, IBU
from tests.web.desk.conftest import (
    NOW,
    asked_exception,
    asked_export,
    corrected,
    entered,
    order,
    ready_import,
)

pytestmark = pytest.mark.usefixtures("office")


def address(kind: str, row: Any) -> str:
    return f"/meja/{kind}/{row.uuid}/"


def text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def state_of(entry: Entry) -> str:
    return str(Entry.objects.get(pk=entry.pk).state)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_whoever_has_the_desk_may_decide_every_kind_on_it(source: Any) -> None:
    assert PERMISSIONS["web.desk"] <= PERMISSIONS[source.permission]


def test_without_a_kinds_own_permission_none_of_it_is_offered_or_decided(
    everything: dict[str, Any], vera: Account, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PERMISSIONS, "cards.approve", frozenset({Role.HEAD}))
    queue = queue_of(Asker(vera, NOW))
    left = {"entri", "ekspor", "impor", "periksa", "koreksi", "ajuan"}
    assert {case.source for case in queue.cases} == left
    assert queue.total == 6
    job = everything["cetak"]
    assert desk.get(address("cetak", job)).status_code == 404
    assert desk.post(address("cetak", job) + "setujui/").status_code == 404
    assert PrintJob.objects.get(pk=job.pk).state == JobState.REQUESTED


def test_all_kinds_stand_in_one_queue_the_oldest_first(everything: dict[str, Any], vera: Account) -> None:
    queue = queue_of(Asker(vera, NOW + timedelta(minutes=1)))
    assert {(case.source, case.key) for case in queue.cases} == {
        (kind, row.uuid) for kind, row in everything.items()
    }
    assert [case.since for case in queue.cases] == sorted(case.since for case in queue.cases)
    assert queue.total == len(SOURCES)


def test_officers_are_called_by_full_name(desk: Client, everything: dict[str, Any]) -> None:
    maker = officer(Role.OPERATOR, username=everything["entri"].entered_by)
    Account.objects.filter(pk=maker.pk).update(display_name="Siti Maryam")
    assert "Siti Maryam" in text(desk.get("/meja/"))
    case = text(desk.get(address("entri", everything["entri"])))
    assert f"dari Siti Maryam ({maker.username})" in case


def test_ones_own_entries_are_never_offered(everything: dict[str, Any]) -> None:
    maker = officer(Role.VERIFIKATOR, username="siti")
    offered = {case.source for case in queue_of(Asker(maker, NOW)).cases}
    assert offered == {"ekspor", "impor"}  # those that siti did not make
    browser = Client()
    browser.force_login(maker)
    assert browser.get(address("entri", everything["entri"])).status_code == 302  # on to the next one
    browser.post(address("entri", everything["entri"]) + "setujui/")
    assert state_of(everything["entri"]) == State.WAITING


def test_who_steps_back_to_a_decided_case_goes_on_with_the_next(
    desk: Client, everything: dict[str, Any]
) -> None:
    where = address("entri", everything["entri"])
    desk.post(where + "setujui/", {"why": "sama dengan suratnya"})
    back = desk.get(where, follow=True)
    assert back.status_code == 200
    assert "tidak menunggu lagi" in back.content.decode()


@pytest.mark.parametrize("kind", ["entri", "cetak", "serah", "ekspor", "impor", "periksa"])
def test_every_kind_has_its_page_with_place_keys_and_answers(
    desk: Client, everything: dict[str, Any], kind: str
) -> None:
    page = desk.get(address(kind, everything[kind])).content.decode()
    assert f"dari {len(SOURCES)}" in page
    assert ('data-key="j"' in page) or ('data-key="k"' in page)
    assert ('data-key="s"' in page) is (kind != "impor")
    assert ('data-key="t"' in page) is (kind != "periksa")


def test_an_import_is_approved_on_its_own_page_and_may_be_refused_here(desk: Client) -> None:
    one = ready_import()
    page = desk.get(address("impor", one)).content.decode()
    assert "disetujui di halamannya sendiri" in page
    assert "4.017" in page
    assert f"/register/impor/{one.uuid}/" in page
    desk.post(address("impor", one) + "setujui/")
    assert Import.objects.get(pk=one.pk).state == "ready"
    desk.post(address("impor", one) + "tolak/", {"choice": "differs"})
    assert Import.objects.get(pk=one.pk).state == "refused"


def test_an_export_asks_who_sits_here_once_more_and_comes_back(desk: Client) -> None:
    export, entry = asked_export(), entered()
    where = f"http://testserver{address('ekspor', export)}"
    later(desk, minutes=11)
    answer = desk.post(address("ekspor", export) + "setujui/", headers={"referer": where})
    assert answer.headers["Location"] == "/akun/konfirmasi/?" + urlencode({"next": address("ekspor", export)})
    assert Export.objects.get(pk=export.pk).state == "asked"
    desk.post(address("entri", entry) + "setujui/")
    assert state_of(entry) == State.APPROVED
    later(desk, minutes=9)
    desk.post(address("ekspor", export) + "setujui/")
    assert Export.objects.get(pk=export.pk).state == "approved"


def test_the_queue_names_the_person_and_the_paper_of_each_case_and_it_is_written_down(
    desk: Client, everything: dict[str, Any]
) -> None:
    page = text(desk.get("/meja/"))

    assert "Perubahan elemen data: Saepul Bahri" in page
    assert "1 berkas" in page
    assert f"orang di {everything['ekspor'].area_code}" in page or "orang di Kasemen" in page
    assert "470/1 tanggal 1-11-2026" in page
    assert "Serah tanpa pembanding: Nyi Asih" in page
    seen = Audit.objects.get(action="web.desk.seen")
    assert seen.purpose == "verification"
    assert str(BAPAK) in seen.subjects
    assert DailyUse.objects.get(username="vera").people == len(seen.subjects)
    desk.get("/meja/")
    assert DailyUse.objects.get(username="vera").people == len(seen.subjects), "once a day"


def test_on_a_narrow_screen_the_age_of_a_case_stays(desk: Client) -> None:
    entered(age=24 * 8)
    page = desk.get("/meja/").content.decode()

    assert '<th scope="col">Umur</th>' in page


@pytest.mark.parametrize("papers", [True, False])
def test_nobody_is_asked_about_papers_where_there_are_none(desk: Client, papers: bool) -> None:
    entry = entered() if papers else corrected()
    page = text(desk.get(address("entri", entry)))

    assert ("sama dengan berkasnya?" in page) is papers
    assert ("Tanpa berkas." in page) is not papers


def test_the_title_names_the_person_once_also_where_no_plan_can_be_made(desk: Client) -> None:
    entry = entered()
    Resident.objects.filter(uuid=BAPAK).update(status="dead")
    page = text(desk.get(address("entri", entry)))

    assert "Perubahan elemen data: Saepul Bahri" in page
    assert "Belum dapat disetujui" in page
    assert "Pekerjaan Petani/Pekebun Guru" in page


def test_before_and_after_stand_beside_the_paper(desk: Client) -> None:
    entry = entered()
    page = desk.get(address("entri", entry)).content.decode()
    assert "Petani/Pekebun" in page
    assert "<strong>Guru</strong>" in page
    assert f'<img src="/register/entri/{entry.uuid}/berkas/0/"' in page


def test_after_a_decision_the_next_case_opens_by_itself(desk: Client) -> None:
    first, second = entered(age=3), entered(IBU, age=2)
    card = order()
    answer = desk.post(address("entri", first) + "setujui/", follow=True)
    assert answer.redirect_chain == [(address("entri", second), 302)]
    assert "1 sudah diputus" in answer.content.decode()
    assert state_of(first) == State.APPROVED
    answer = desk.post(address("entri", second) + "tolak/", {"choice": "differs"}, follow=True)
    assert state_of(second) == State.REFUSED
    assert Entry.objects.get(pk=second.pk).why == "Isi tidak sama dengan berkas."
    assert answer.redirect_chain == [(address("cetak", card), 302)]


def test_the_last_decision_leads_back_to_an_empty_desk(desk: Client) -> None:
    answer = desk.post(address("entri", entered()) + "setujui/", follow=True)
    assert answer.redirect_chain == [("/meja/", 302)]
    assert "Tidak ada kasus yang menunggu" in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("entri", State.APPROVED),
        ("cetak", JobState.APPROVED),
        ("serah", JobState.ISSUED),
        ("ekspor", "approved"),
    ],
)
def test_every_kind_is_approved_through_its_own_service(
    desk: Client, everything: dict[str, Any], kind: str, told: str
) -> None:
    assert desk.post(address(kind, everything[kind]) + "setujui/").status_code == 302
    row = everything[kind]
    assert type(row).objects.get(pk=row.pk).state == told


@pytest.mark.parametrize("kind", ["entri", "cetak", "ekspor", "impor"])
def test_every_kind_is_refused_with_the_sentence_of_its_reason(
    desk: Client, everything: dict[str, Any], kind: str
) -> None:
    here = address(kind, everything[kind]) + "tolak/"
    assert desk.post(here).status_code == 400
    assert desk.post(here, {"choice": "other", "other": "x"}).status_code == 400
    assert (
        desk.post(here, {"choice": "other", "other": "Suratnya bukan untuk kantor ini."}).status_code == 302
    )
    row = everything[kind]
    assert type(row).objects.get(pk=row.pk).state == "refused"


def test_a_refused_exception_leaves_the_card_at_the_counter(desk: Client) -> None:
    job = asked_exception()
    desk.post(address("serah", job) + "tolak/", {"choice": "wrong_person"})
    kept = PrintJob.objects.get(pk=job.pk)
    assert (kept.state, kept.exception_by, kept.exception_reason) == (JobState.PRINTED, "", "")
    assert Audit.objects.get(action="cards.hand_over.exception_refused").actor == "vera"


def test_who_asked_for_an_exception_does_not_refuse_it_either() -> None:
    job = asked_exception()
    with pytest.raises(RuleBroken, match="four_eyes"):
        cards.refuse_exception(job=job.uuid, reason="Tidak jadi saja.", actor="siti", at=NOW)


def test_a_high_risk_entry_wants_a_sentence(desk: Client) -> None:
    entry = corrected()
    assert entry.risk == Risk.HIGH
    refused = desk.post(address("entri", entry) + "setujui/")
    assert (refused.status_code, state_of(entry)) == (400, State.WAITING)
    told = {"why": "Akta aslinya saya lihat dan cocok."}
    assert desk.post(address("entri", entry) + "setujui/", told).status_code == 302
    assert state_of(entry) == State.APPROVED


def test_a_page_says_why_an_entry_cannot_be_approved_any_more(desk: Client) -> None:
    first, second = entered(age=3), entered(age=2, occupation="Sopir")
    desk.post(address("entri", first) + "setujui/")
    page = desk.get(address("entri", second)).content.decode()
    assert "Belum dapat disetujui." in page
    assert 'data-key="s"' not in page


def test_two_officers_at_the_desk_do_not_get_the_same_case(desk: Client) -> None:
    """What a colleague opened in the last three minutes goes to the end of the queue."""
    first, second = entered(age=3), entered(IBU, age=2)
    desk.get(address("entri", first))
    colleague, now = officer(Role.VERIFIKATOR, username="wati"), datetime.now(UTC)
    queue = queue_of(Asker(colleague, now + timedelta(minutes=1)))
    assert [case.key for case in queue.cases] == [second.uuid, first.uuid]
    later = queue_of(Asker(colleague, now + timedelta(minutes=10)))
    assert [case.key for case in later.cases] == [first.uuid, second.uuid]


def test_a_case_that_a_colleague_decided_is_followed_by_the_next_one(desk: Client) -> None:
    first, second = entered(age=3), entered(IBU, age=2)
    colleague = Client()
    colleague.force_login(officer(Role.VERIFIKATOR, username="wati"))
    colleague.post(address("entri", first) + "setujui/")
    answer = desk.post(address("entri", first) + "setujui/", follow=True)
    assert answer.redirect_chain == [(address("entri", second), 302)]
    assert "tidak menunggu lagi" in answer.content.decode()


def test_a_verifikator_of_another_office_of_the_city_decides_too_and_elsewhere_nobody(desk: Client) -> None:
    entry = entered()  # entered at Kasemen; vera has the whole city
    page = desk.get(address("entri", entry)).content.decode()
    assert "Kasemen" in page
    elsewhere = Client()
    elsewhere.force_login(officer(Role.VERIFIKATOR, areas=("36.04",), username="jauh"))
    assert elsewhere.get(address("entri", entry)).status_code == 404
    assert "Tidak ada kasus" in elsewhere.get("/meja/").content.decode()
    elsewhere.post(address("entri", entry) + "setujui/")
    assert state_of(entry) == State.WAITING


def test_after_a_working_day_it_says_so(desk: Client) -> None:
    old, new = entered(age=24 * 8), entered(IBU, age=0)
    page = desk.get("/meja/").content.decode()
    assert "1 sudah lewat satu hari kerja" in page
    queue = queue_of(Asker(officer(Role.VERIFIKATOR, username="wati"), NOW))
    assert [is_late(case, at=NOW) for case in queue.cases] == [True, False]
    assert [case.key for case in queue.cases] == [old.uuid, new.uuid]


def test_equal_low_risk_cases_are_approved_together_one_audit_entry_each(desk: Client) -> None:
    entries = [entered(age=3), entered(IBU, age=2)]
    corrected()
    assert "2 kasus sejenis" in desk.get("/meja/").content.decode()
    page = desk.get("/meja/sejenis/change/").content.decode()
    assert page.count('name="keys"') == 2
    told = {"keys": [str(entry.uuid) for entry in entries]}
    assert desk.post("/meja/sejenis/change/", told).status_code == 302
    assert [state_of(entry) for entry in entries] == [State.APPROVED] * 2
    kept = Audit.objects.filter(action="registry.entry.approved")
    assert sorted(kept.values_list("case", flat=True)) == sorted(told["keys"])


def test_a_high_risk_case_is_not_among_the_equal_ones(desk: Client) -> None:
    entered(age=3)
    entered(IBU, age=2)
    entry = corrected()
    told = {"keys": [str(entry.uuid)]}
    assert desk.post("/meja/sejenis/change/", told).status_code == 400
    assert desk.post("/meja/sejenis/correction/", told).status_code == 302
    assert state_of(entry) == State.WAITING


def test_opening_a_case_is_written_down_and_counted(desk: Client) -> None:
    entry = entered()
    desk.get(address("entri", entry))
    seen = Audit.objects.get(action="web.desk.case_seen")
    assert (seen.subjects, seen.purpose, seen.case) == ([str(BAPAK)], "verification", str(entry.uuid))
    assert DailyUse.objects.get(username="vera").people == 1


def test_an_export_shows_nobody_and_counts_nobody(desk: Client) -> None:
    export = asked_export()
    desk.get(address("ekspor", export))
    assert not DailyUse.objects.filter(username="vera", people__gt=0).exists()
    desk.post(address("ekspor", export) + "setujui/")
    assert Export.objects.get(pk=export.pk).decided_by == "vera"


def test_capture_waits_for_no_approval_and_printing_does() -> None:
    """From a capture to a print-ready record no step is a person's approval; a card's order needs one."""
    by_a_person = {Status.REQUEST_VALIDATION, Status.ADJUDICATE_RECORD}
    way = [Status.BIO_CAPTURED]
    while way[-1] is not Status.PRINT_READY_RECORD:
        way.append(NEXT[way[-1]][0])
    assert not by_a_person & set(way)
    assert JobState.PRINTING not in NEXT_JOB[JobState.REQUESTED]
    job = order()
    with pytest.raises(RuleBroken, match="print_step_not_allowed"):
        cards.start_print(job=job.uuid, serial="04000000000001", actor="rina", at=NOW)


@pytest.mark.parametrize("role", sorted(set(Role) - PERMISSIONS["web.desk"]))
def test_nobody_else_has_a_desk(role: Role) -> None:
    browser = Client()
    browser.force_login(officer(role))
    assert browser.get("/meja/").status_code == 403


def test_an_unknown_kind_or_case_is_not_found(desk: Client) -> None:
    assert desk.get("/meja/entah/00000000-0000-0000-0000-000000000001/").status_code == 404
    assert desk.get("/meja/entri/00000000-0000-0000-0000-000000000001/").status_code == 404
