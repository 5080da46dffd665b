"""Two people judge a case apart and blind; their answer reaches the recording; only then names are seen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from rekam.abis import adjudication
from rekam.abis import queries as abis
from rekam.abis import services as abis_services
from rekam.abis.engine import template
from rekam.abis.engine.positions import Position
from rekam.abis.models import Case, Verdict
from rekam.abis.rules import Answer
from rekam.accounts.models import Account
from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.enrolment import intake, pipeline, queries
from rekam.enrolment.models import Record
from rekam.enrolment.rules import Status
from rekam.kernel.database import EVERYWHERE, Scope, scope
from rekam.kernel.errors import RuleBroken
from tests.enrolment import bodies
from tests.enrolment.scene import KASEMEN, NOON, Session, make_resident, person_of

pytestmark = pytest.mark.usefixtures("server")
FIRST, SECOND = "3673024101900001", "3673024101900002"
FINGERS = (Position.RIGHT_INDEX, Position.LEFT_INDEX)
REASON = "pola dan minutiae sama"


@pytest.fixture
def case(server: Path) -> Case:
    """Two recordings of one body from two fingers only: too little to decide without people."""
    for nik, impression in ((FIRST, 0), (SECOND, 1)):
        with scope(EVERYWHERE):
            person = person_of(make_resident(nik=nik))
            parts = bodies.records(1, impression=impression, parts=FINGERS)
            sent = Session(person=person, records=parts).send()
            intake.receive(sent.data, packet=sent.id, at=NOON)
        pipeline.run_waiting()
    with scope(EVERYWHERE):
        return Case.objects.get()


def adjudicated() -> Record:
    with scope(EVERYWHERE):
        return Record.objects.order_by("-pk")[0]


def judge(case: Case, *answers: Answer) -> None:
    with scope(EVERYWHERE):
        for number, answer in enumerate(answers, start=abis.verdict_count(case) + 1):
            who = f"ajudikator {number}"
            abis_services.decide(case=case.uuid, answer=answer, reason=REASON, shown={}, actor=who, at=NOON)


def client(
    role: Role = Role.BACK_OFFICE, *, name: str = "ana", areas: tuple[str, ...] = ("36.73",)
) -> Client:
    account, _ = Account.objects.update_or_create(
        username=name,
        defaults={"display_name": name, "kind": "officer", "role": role, "areas": list(areas)},
    )
    browser = Client()
    browser.force_login(account)
    return browser


def test_a_doubtful_hit_waits_for_people(case: Case) -> None:
    record = adjudicated()
    assert record.state == Status.ADJUDICATE_RECORD
    assert case.area_code == KASEMEN
    assert pipeline.settle_adjudicated() == 0


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ((Answer.SAME, Answer.SAME), Status.DUPLICATE_RECORD),
        ((Answer.DIFFERENT, Answer.DIFFERENT), Status.PRINT_READY_RECORD),
        ((Answer.SAME, Answer.DIFFERENT), Status.ADJUDICATE_RECORD),
        ((Answer.SAME, Answer.DIFFERENT, Answer.DIFFERENT), Status.PRINT_READY_RECORD),
    ],
)
def test_what_two_people_say_becomes_the_status(
    case: Case, answers: tuple[Answer, ...], state: Status
) -> None:
    judge(case, *answers)
    pipeline.run_waiting()
    assert adjudicated().state == state
    assert pipeline.settle_adjudicated() == 0


def test_nobody_judges_twice_or_after_the_decision(case: Case) -> None:
    judge(case, Answer.SAME)
    with scope(EVERYWHERE), pytest.raises(RuleBroken, match="verdict_given"):
        abis_services.decide(
            case=case.uuid, answer=Answer.SAME, reason=REASON, shown={}, actor="ajudikator 1", at=NOON
        )
    judge(case, Answer.SAME)
    with pytest.raises(RuleBroken, match="case_decided"):
        judge(case, Answer.DIFFERENT)


def test_another_areas_case_is_not_there(case: Case) -> None:
    with scope(Scope.of("36.74")):
        assert abis.open_cases(actor="x") == []
        with pytest.raises(RuleBroken, match="not_found"):
            abis.get_case(case.uuid)
    assert client(areas=("36.74",)).get(f"/ajudikasi/{case.uuid}/").status_code == 404


def test_the_case_shows_two_records_and_names_nobody(case: Case) -> None:
    browser = client()
    assert str(case.uuid) in browser.get("/ajudikasi/").content.decode()
    page = browser.get(f"/ajudikasi/{case.uuid}/").content.decode()
    assert "Apakah dua rekaman ini dari orang yang sama?" in page
    assert 'class="r-minutia__number"' in page
    assert page.count("paling banyak 1 dari") == len(FINGERS)
    assert "10 bagian tidak dibandingkan" in page
    assert "checked" not in page
    for key in ('"1"', '"2"', '"3"', '"+"', '"m"', '"ArrowRight"', '"Control+Enter"'):
        assert f"data-key={key}" in page
    near = browser.get(f"/ajudikasi/{case.uuid}/?dekat=3").content.decode()
    assert 'data-key="-"' in near
    assert (page.count('<svg viewBox="0 0 '), near.count('<svg viewBox="0 0 ')) == (2, 0)
    english = browser.get(f"/ajudikasi/{case.uuid}/", headers={"accept-language": "en"}).content.decode()
    assert "Are these two recordings of the same person?" in english
    assert "Right index" in english
    for hidden in (FIRST, SECOND, "SITI", str(adjudicated().uuid)):
        assert hidden not in page


def test_images_are_served_to_adjudicators_of_the_area_only_and_never_stored(case: Case) -> None:
    address = f"/ajudikasi/{case.uuid}/A/right_index.png"
    answer = client().get(address)
    assert answer["Content-Type"] == "image/png"
    assert "no-store" in answer["Cache-Control"]
    assert client(name="far", areas=("36.74",)).get(address).status_code == 404
    assert client(Role.OPERATOR, name="op").get(address).status_code == 403
    assert client().get(f"/ajudikasi/{case.uuid}/A/face.png").status_code == 404


def test_a_verdict_without_choice_or_reason_is_asked_again_and_keeps_what_was_typed(case: Case) -> None:
    answer = client().post(f"/ajudikasi/{case.uuid}/", {"reason": "pendek"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "pilih satu putusan" in page
    assert "pendek" in page
    assert not Verdict.everywhere.exists()


def test_looking_nearer_keeps_what_was_chosen_and_typed_and_judges_nothing(case: Case) -> None:
    half = {"lihat": "1", "answer": "different", "reason": "Inti <pola>"}
    page = client().post(f"/ajudikasi/{case.uuid}/?dekat=2", half)
    told = page.content.decode()
    assert page.status_code == 200
    assert "Inti &lt;pola&gt;</textarea>" in told
    assert told.count(" checked") == 1
    assert "govuk-error" not in told
    assert '<svg viewBox="0 0 ' not in told, "it is looked at from nearer"
    assert '&amp;dekat=3#gambar"' in told
    assert not Verdict.everywhere.exists()


def test_two_adjudicators_decide_blind_and_then_the_names_are_revealed(case: Case) -> None:
    address = f"/ajudikasi/{case.uuid}/"
    first, second = client(), client(Role.VERIFIKATOR, name="budi")
    record = adjudicated()
    assert first.get(f"/perekaman/{record.uuid}/orang/").status_code == 404
    assert first.post(address, {"answer": "same", "reason": REASON}).status_code == 302
    assert first.get(address).status_code == 409
    assert REASON not in second.get(address).content.decode()
    assert first.get(f"/ajudikasi/diputus/{case.uuid}/").status_code == 404
    assert second.post(address, {"answer": "same", "reason": REASON}).status_code == 302
    pipeline.settle_adjudicated()
    check_evidence(case, page=second.get(f"/ajudikasi/diputus/{case.uuid}/").content.decode())
    assert str(case.uuid) in first.get("/ajudikasi/diputus/").content.decode()
    decided = first.get(f"/perekaman/{record.uuid}/").content.decode()
    assert "satu lawan satu" in decided
    assert f"/register/{record.resident}/" in decided

    page = first.get(f"/perekaman/{record.uuid}/orang/").content.decode()

    assert FIRST in page
    assert SECOND in page
    seen = Entry.objects.get(action="enrolment.people_revealed").subjects
    with scope(EVERYWHERE):
        both = Record.objects.all()
        assert {str(one.resident) for one in both} | {str(one.uuid) for one in both} == set(seen)


def check_evidence(case: Case, *, page: str) -> None:
    """Both verdicts with all that lay before them, by name, and nobody's name or image."""
    with scope(EVERYWHERE):
        first, second = abis.verdicts_of(abis.get_decided(case.uuid))
        probe = abis.digests(case.probe.uuid)
        shown = first.shown
    assert shown == second.shown
    assert shown["images"]["A"] == probe
    assert set(shown["matched"]) == {str(one) for one in FINGERS}
    steps = shown["matched"]["right_index"]
    assert steps["match.laid"] > 0
    assert steps["match.score"] == pytest.approx(adjudication.scores(case)["right_index"], abs=1e-5)
    assert {part["position"] for part in shown["parts"] if part["rate"]} == set(shown["matched"])
    assert (shown["engine"]["template"], shown["gallery"]) == (template.VERSION, 1)
    assert len(shown["engine"]["parameters_sha256"]) == 64
    assert Entry.objects.filter(action="abis.decision_seen", actor="budi").exists()
    for told in (REASON, "match.laid", probe["right_index"][:12], "target_fpir"):
        assert told in page
    for hidden in (FIRST, SECOND, "SITI", f"{case.uuid}/A/"):
        assert hidden not in page


def test_recordings_are_counted_listed_and_told(case: Case) -> None:
    browser = client()
    page = browser.get("/perekaman/").content.decode()
    assert "ADJUDICATE_RECORD" in page
    assert "PRINT_READY_RECORD" in page
    record = adjudicated()
    of_the_register = f"/register/{record.resident}/"
    assert of_the_register not in page
    assert str(record.uuid) in browser.get("/perekaman/status/ADJUDICATE_RECORD/").content.decode()
    page = browser.get(f"/perekaman/{record.uuid}/").content.decode()
    assert "Mirip dengan rekaman lain" in page
    assert FIRST not in page
    assert of_the_register not in page
    head = client(Role.HEAD, name="head").get(f"/perekaman/{record.uuid}/").content.decode()
    assert of_the_register in head
    assert browser.get("/perekaman/status/NONSENSE/").status_code == 404
    assert browser.get("/perekaman/paket-ditolak/").status_code == 200
    assert client(name="far", areas=("36.74",)).get(f"/perekaman/{record.uuid}/").status_code == 404


def test_the_gallery_is_made_again_from_the_template_store(case: Case) -> None:
    assert abis_services.rebuild_gallery() == 2
    with scope(EVERYWHERE):
        record = queries.get_record(adjudicated().uuid)
    assert abis_services.search(subject=record.subject, at=NOON).candidates


def test_whoever_comes_for_a_card_is_compared_with_the_recording(
    case: Case, record_verify: Callable[..., str]
) -> None:
    assert record_verify(seed=1, impression=2) == "hit"
    assert record_verify(seed=9, impression=0) == "none"


@pytest.fixture
def record_verify() -> Callable[..., str]:
    from rekam.abis.engine.formats import decode_record
    from rekam.enrolment.services import verify_holder

    def compare(*, seed: int, impression: int) -> str:
        parts = bodies.records(seed, impression=impression, parts=FINGERS)
        samples = [decode_record(record) for record in parts.values()]
        with scope(EVERYWHERE):
            return str(
                verify_holder(record=adjudicated().uuid, samples=samples, actor="op", at=NOON).decision
            )

    return compare
