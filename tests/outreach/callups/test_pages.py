"""The pages: an answer by telephone without an account, keying in from paper, papers, and who sees what."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.kernel.database import Scope, scope
from rekam.kernel.installation import office_day
from rekam.messages.models import Message
from rekam.outreach.callups import queries, services
from rekam.outreach.callups.models import CallAnswer, CallCase, CallList
from rekam.outreach.callups.rules import For, Outcome, Source, Told
from rekam.registry.models import Resident
from tests.outreach.sites.scenes import BENDUNG, OFFICE
from tests.personas import officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(people: list[Resident]) -> CallList:
    """A lurah's list of today."""
    return listed(For.LURAH)


def listed(recipient: For) -> CallList:
    with scope(OFFICE):
        (row,) = services.make_list(recipient=recipient, area_code=BENDUNG, actor="rina", at=timezone.now())
    return row


def inside(client: Client, role: Role, *, areas: tuple[str, ...] = ("36.73",)) -> Client:
    client.force_login(officer(role, areas=areas))
    return client


def outcomes() -> list[tuple[str, str]]:
    with scope(OFFICE):
        return list(CallAnswer.objects.order_by("pk").values_list("outcome", "source"))


def test_a_lurah_answers_by_telephone_without_an_account(
    made: CallList, client: Client, people: list[Resident]
) -> None:
    day = office_day(timezone.now()) + timedelta(days=3)
    assert client.get("/panggilan/jawab/").headers["Location"] == "/panggilan/"
    came = client.get("/panggilan/", {"kode": services.code_of(made.uuid)})
    assert came.headers["Location"] == "/panggilan/jawab/"
    page = client.get("/panggilan/jawab/").content.decode()
    assert all(text in page for text in ("Murid 1", "lahir 2009, RT 001/RW 001"))
    assert not any(one.nik in page or one.kk in page for one in people)
    assert len(page) < 100_000
    form = {"p1-outcome": "will_come", "p1-on": day.isoformat(), "p2-outcome": "said_dead", "p3-outcome": ""}
    client.post("/panggilan/jawab/", form)
    assert outcomes() == [("will_come", "code"), ("said_dead", "code")]
    after = client.get("/panggilan/jawab/").content.decode()
    assert "sedang diperiksa petugas" in after
    shown = Entry.objects.filter(action="outreach.calls.opened").last()
    assert shown is not None
    assert set(shown.subjects) == {str(one.uuid) for one in people}


def test_an_answer_that_is_not_whole_keeps_nothing_and_says_why(made: CallList, client: Client) -> None:
    client.get("/panggilan/", {"kode": services.code_of(made.uuid)})
    answer = client.post("/panggilan/jawab/", {"p1-outcome": "away", "p2-outcome": "ill"})
    assert answer.status_code == 400
    assert "Sedang pergi: isi di mana." in answer.content.decode()
    assert outcomes() == []


def test_a_wrong_code_and_one_that_is_over_are_answered_alike(made: CallList, client: Client) -> None:
    code = services.code_of(made.uuid)
    client.get("/panggilan/", {"kode": code})
    with scope(OFFICE):
        CallList.objects.update(expires_on=office_day(timezone.now()) - timedelta(days=1))
    told = []
    for answer in (
        client.post("/panggilan/", {"kode": code}),
        client.post("/panggilan/", {"kode": "0000000000"}),
        client.get("/panggilan/jawab/"),
    ):
        page = answer.content.decode()
        told.append((answer.status_code, page[page.index("<h1") : page.index("</h1>")]))
    assert told == [told[0]] * 3
    assert told[0][0] == 404


def test_a_household_may_be_reminded_the_day_before(
    made: CallList, client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("REKAM_MESSAGES", str(tmp_path))
    home = services.make_letters(made, actor="rina", at=timezone.now())[0]
    day = office_day(timezone.now()) + timedelta(days=5)
    client.get("/panggilan/", {"kode": services.code_of(home.uuid)})
    answer = {"p1-outcome": "will_come", "p1-on": day.isoformat(), "phone": "12", "is_parent": "on"}
    assert client.post("/panggilan/jawab/", answer).status_code == 400
    whose = client.post("/panggilan/jawab/", answer | {"phone": "081234567890", "is_parent": ""})
    assert "hanya nomor orang tua" in whose.content.decode()
    assert outcomes() == []
    client.post("/panggilan/jawab/", answer | {"phone": "081234567890"})
    with scope(OFFICE):
        message = Message.objects.get()
    assert office_day(message.next_at) == day - timedelta(days=1)
    assert message.template == "come_tomorrow"


def test_paper_is_keyed_in_with_the_number_pad(made: CallList, client: Client) -> None:
    page = f"/jemput-bola/panggilan/daftar/{made.uuid}/ketik/"
    inside(client, Role.OPERATOR)
    wrong = client.post(page, {"line-1": "8", "line-2": "7x", "line-3": "q"})
    assert wrong.status_code == 400
    assert outcomes() == []
    client.post(page, {"line-1": "8", "line-2": "0", "line-3": "-", "line-4": ""})
    assert outcomes() == [("already", "paper"), ("refuses", "paper"), ("works", "paper")]


def test_papers_are_drawn_and_written_down(made: CallList, client: Client, people: list[Resident]) -> None:
    inside(client, Role.BACK_OFFICE)
    for what, action in (("kertas", "printed"), ("surat", "lettered")):
        answer = client.post(f"/jemput-bola/panggilan/daftar/{made.uuid}/{what}/")
        assert answer.content.startswith(b"%PDF")
        entry = Entry.objects.filter(action=f"outreach.calls.{action}").get()
        assert set(entry.subjects) == {str(one.uuid) for one in people}


def test_a_link_goes_to_the_recipient_and_the_number_stays_nowhere(
    made: CallList, client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("REKAM_MESSAGES", str(tmp_path))
    monkeypatch.setenv("REKAM_PUBLIC_URL", "https://rekam.example.go.id")
    inside(client, Role.HEAD)
    page = f"/jemput-bola/panggilan/daftar/{made.uuid}/kirim/"
    assert client.post(page, {"channel": "sms", "address": "12"}).status_code == 400
    client.post(page, {"channel": "sms", "address": "0812 3456 7890"})
    with scope(OFFICE):
        assert Message.objects.get().state == "waiting"
    entry = Entry.objects.filter(action="outreach.calls.sent").get()
    assert "81234567890" not in str(vars(entry))


def test_what_became_of_each_send_stands_on_the_lists_page(
    made: CallList, client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("REKAM_MESSAGES", str(tmp_path))
    local = timezone.localtime()
    monkeypatch.setenv("REKAM_QUIET_HOURS", f"{local.hour}-{(local.hour + 2) % 24}")  # it is night
    inside(client, Role.BACK_OFFICE)
    page = f"/jemput-bola/panggilan/daftar/{made.uuid}/"

    def sent(address: str) -> str:
        return client.post(
            f"{page}kirim/", {"channel": "sms", "address": address}, follow=True
        ).content.decode()

    assert "(berangkat" in sent("0812 3456 7890")
    with scope(OFFICE):
        waiting = Message.objects.get()
        assert waiting.next_at > timezone.now()
        Message.objects.update(state="failed", ended_at=timezone.now(), sealed=b"", key=f"{made.uuid.hex}-0")
        waiting.recipient.stopped_at = timezone.now()
        waiting.recipient.save()
    after = sent("0812 3456 7890")
    assert all(word in after for word in ("gagal", "penerima tidak mau", "Tautan tidak dikirim"))


def test_a_lurah_sees_the_own_lists_and_no_cases(made: CallList, client: Client) -> None:
    with scope(OFFICE):
        services.answer(
            made, told={2: Told(Outcome.SAID_DEAD)}, source=Source.CODE, actor="public", at=timezone.now()
        )
        case = CallCase.objects.get()
    inside(client, Role.LURAH, areas=(BENDUNG,))
    assert "Lurah" in client.get("/jemput-bola/panggilan/").content.decode()
    assert "Murid 1" in client.get(f"/jemput-bola/panggilan/daftar/{made.uuid}/").content.decode()
    assert client.get("/jemput-bola/panggilan/kasus/").status_code == 403
    office = inside(Client(), Role.BACK_OFFICE)
    assert "Dikatakan sudah meninggal" in office.get("/jemput-bola/panggilan/kasus/").content.decode()
    office.post(
        f"/jemput-bola/panggilan/kasus/{case.uuid}/", {"what": "ended", "why": "sudah ditanyakan kepada RT"}
    )
    with scope(OFFICE):
        assert not queries.open_cases().exists()


def test_a_list_of_another_kelurahan_is_not_there(made: CallList, client: Client) -> None:
    inside(client, Role.LURAH, areas=("36.73.02.1003",))
    assert client.get(f"/jemput-bola/panggilan/daftar/{made.uuid}/").status_code == 404
    with scope(Scope.of("36.73.02.1003")):
        assert not CallList.objects.exists()


def test_lists_and_rounds_are_made_by_form(people: list[Resident], client: Client) -> None:
    inside(client, Role.BACK_OFFICE)
    made = client.post(
        "/jemput-bola/panggilan/baru/", {"recipient": "rt", "area_code": BENDUNG, "rw": "1", "rt": "2"}
    )
    assert made.status_code == 302
    empty = client.post("/jemput-bola/panggilan/baru/", {"recipient": "rt", "area_code": BENDUNG})
    assert "Pilih untuk siapa" in empty.content.decode()
    day = office_day(timezone.now()) + timedelta(days=1)
    drawn = client.post(
        "/jemput-bola/panggilan/putaran/baru/",
        {
            "area_code": BENDUNG,
            "first_day": day.day,
            "first_month": day.month,
            "first_year": day.year,
            "weeks": "2",
        },
    )
    page = client.get(drawn.headers["Location"]).content.decode()
    assert "4 orang di 2 RT" in page
    assert client.post(drawn.headers["Location"] + "daftar/").headers["Location"] == drawn.headers["Location"]
    working = client.get(drawn.headers["Location"]).content.decode()
    assert "boleh ditinggalkan" in working
    assert 'http-equiv="refresh"' in working
    again = client.post(
        "/jemput-bola/panggilan/putaran/baru/",
        {
            "area_code": BENDUNG,
            "first_day": day.day,
            "first_month": day.month,
            "first_year": day.year,
            "weeks": "2",
        },
    )
    assert "Putaran lain masih berjalan" in again.content.decode()


def test_who_keeps_no_deadlines_is_told_of_none_whatever_is_sent(client: Client) -> None:
    """An officer of one kecamatan sees the days without a form; one that is sent all the same is lost."""
    browser = inside(client, Role.BACK_OFFICE, areas=("36.73.02",))
    assert "Catat hari" not in browser.get("/panggilan/hari/").content.decode()
    day = office_day(timezone.now()) + timedelta(days=30)
    form = {"on_day": day.day, "on_month": day.month, "on_year": day.year, "source": "Surat 400.8/1"}
    assert browser.post("/panggilan/hari/", form).status_code == 404
