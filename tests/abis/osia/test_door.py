"""OSIA's door from request to answer, over database and vault; drawn eyes."""

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.test import Client
from joserfc import jwt
from joserfc.jwk import ECKey

from rekam.abis import gallery_store
from rekam.abis.engine.formats.pixels import png
from rekam.abis.engine.positions import Position
from rekam.abis.models import Sample, Template
from rekam.abis.osia import door, posting, tasks, urls
from rekam.abis.osia.forgetting import forget_tasks
from rekam.abis.osia.models import Encounter, Task
from rekam.abis.osia.rules import SUB_TYPE_OF, Fault, Refused, Scope
from rekam.abis.osia.states import Kind
from rekam.abis.places import Place
from rekam.audit.models import Entry
from rekam.kernel.errors import RuleBroken
from rekam.simulation.bodies import body
from rekam.vault import services as vault
from tests.abis.osia.strict import CANDIDATE, ENCOUNTER, ERROR, IDS, TASK, VERIFIED, check

NOON = datetime(2026, 1, 5, 2, 11, tzinfo=UTC)
IRISES = (Position.IRIS_RIGHT, Position.IRIS_LEFT)
PRIVATE = ECKey.generate_key("P-256")
DOOR = "/osia/v1"
CALLBACK = "https://hub.example/cb?of=us"
wait_as_it_is = tasks.wait


def token(*scopes: str) -> str:
    claims = {"aud": "rekam-abis", "exp": 4_000_000_000, "scope": " ".join(scopes or tuple(Scope))}
    return "Bearer " + jwt.encode({"alg": "ES256"}, claims, PRIVATE, algorithms=["ES256"])


KNOWN: dict[tuple[int, int], list[dict[str, Any]]] = {}


def eyes(seed: int, impression: int = 0) -> list[dict[str, Any]]:
    """The biometricData of a drawn body."""
    if (seed, impression) not in KNOWN:
        KNOWN[seed, impression] = [
            {
                "biometricType": "IRIS",
                "biometricSubType": SUB_TYPE_OF[position],
                "compression": "PNG",
                "image": b64encode(png(body(seed).iris(position, impression=impression).pixels)).decode(),
            }
            for position in IRISES
        ]
    return KNOWN[seed, impression]


def visit(seed: int, impression: int = 0, **changes: Any) -> dict[str, Any]:
    usual = {"status": "ACTIVE", "encounterType": "first", "galleries": ["A"]}
    return {**usual, "biometricData": eyes(seed, impression), **changes}


@dataclass
class Hub:
    """What a test does as the other system."""

    http: Client
    clock: datetime = NOON
    given: list[httpx.Request] = field(default_factory=list)

    def ask(self, method: str, path: str, told: object = None, *, status: int = 200, **more: str) -> Any:
        query = {"transactionId": "T1", **more}
        answer = self.http.generic(
            method,
            f"{DOOR}/{path}",
            "" if told is None else json.dumps(told),
            content_type="application/json",
            query_params=query,
        )
        assert answer.status_code == status, answer.content
        assert answer["Cache-Control"] == "no-store"
        content = answer.json() if answer.content else None
        return check(content, ERROR) if status >= 400 else content

    def tick(self) -> datetime:
        self.clock += timedelta(milliseconds=1)
        return self.clock

    def work(self) -> int:
        done = 0
        while tasks.do_next(clock=self.tick):
            done += 1
        return done

    def wait(self, _seconds: float) -> None:
        self.work()

    def post_answers(self, *statuses: int) -> None:
        """Send what is due; the callback answers with these, in order."""
        left = list(statuses)

        def take(request: httpx.Request) -> httpx.Response:
            self.given.append(request)
            return httpx.Response(left.pop(0))

        client = httpx.Client(transport=httpx.MockTransport(take))
        outlet = posting.Outlet([Place("https", "hub.example", 443, "/cb")], "ours", client)
        posting.post_answers(outlet, clock=lambda: self.clock)
        assert not left


@pytest.fixture
def hub(db: None, own_vault: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hub:
    settings.ROOT_URLCONF = "rekam.config.abis_urls"
    settings.MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = door.MOST_BYTES
    monkeypatch.setattr(gallery_store, "gallery_folder", lambda: tmp_path / "gallery")
    (tmp_path / "issuer.pem").write_bytes(PRIVATE.as_pem(private=False))
    monkeypatch.setenv("REKAM_OSIA_KEY_FILE", str(tmp_path / "issuer.pem"))
    monkeypatch.setenv("REKAM_OSIA_CALLBACKS", "https://hub.example/cb")
    made = Hub(Client(headers={"Authorization": token()}))
    monkeypatch.setattr(tasks, "wait", lambda task: wait_as_it_is(task, pause=made.wait))
    return made


def people(candidates: Sequence[dict[str, Any]]) -> list[str]:
    return [one["personId"] for one in check(candidates, CANDIDATE)]


def test_encounters_are_created_read_replaced_and_deleted(
    hub: Hub, django_capture_on_commit_callbacks: Any
) -> None:
    ids = check(hub.ask("POST", "persons", visit(1)), IDS)
    one = f"persons/{ids['personId']}/encounters/{ids['encounterId']}"
    lost = {"biometricType": "FINGER", "missing": [{"biometricSubType": "LEFT_RING", "presence": "DAMAGED"}]}
    p_e = "persons/P/encounters/E"
    assert hub.ask("POST", p_e, visit(2, biometricData=[*eyes(2), lost])) == {
        "personId": "P",
        "encounterId": "E",
    }
    assert hub.ask("POST", p_e, visit(2), status=409)["code"] == Fault.CONFLICT.number
    made = hub.ask("POST", "persons/P/encounters", visit(1, 1, status="INACTIVE"))

    read = check(hub.ask("GET", p_e), ENCOUNTER)
    assert (read["encounterId"], read["status"], read["encounterType"]) == ("E", "ACTIVE", "first")
    assert read["galleries"] == ["A"]
    images = {item.get("biometricSubType"): item.get("image") for item in read["biometricData"]}
    assert images == {None: None, **{item["biometricSubType"]: item["image"] for item in eyes(2)}}
    assert read["biometricData"][-1]["missing"] == lost["missing"]
    both = check(hub.ask("GET", "persons/P/encounters"), ENCOUNTER)
    assert [each["encounterId"] for each in both] == ["E", made["encounterId"]]
    assert hub.ask("GET", f"{p_e}/templates") == []

    subject = Encounter.objects.get(encounter="E").subject
    old = {row.address for rows in (Sample, Template) for row in rows.objects.filter(subject__uuid=subject)}
    assert subject in gallery_store.current_gallery().subjects
    with django_capture_on_commit_callbacks(execute=True):
        assert hub.ask("PUT", p_e, visit(1, galleries=["B"])) == {"personId": "P", "encounterId": "E"}
    assert not any(map(vault.has, old))
    assert subject not in gallery_store.current_gallery().subjects
    assert hub.ask("GET", p_e)["biometricData"][0]["image"] in [item["image"] for item in eyes(1)]
    hub.ask("PUT", f"{p_e}x", visit(1), status=404)

    assert hub.ask("DELETE", one, status=204) is None
    for path in (one, f"persons/{ids['personId']}/encounters"):
        hub.ask("GET", path, status=404)
    hub.ask("DELETE", "persons/P", status=204)
    hub.ask("DELETE", "persons/P", status=404)
    assert hub.ask("GET", "galleries") == []
    assert gallery_store.current_gallery().subjects == []
    actions = set(Entry.objects.values_list("action", flat=True))
    assert actions == {f"abis.osia.{what}" for what in ("inserted", "read", "deleted")}


def test_galleries_status_merge_and_move(hub: Hub) -> None:
    for person, visited in (("P", "E"), ("Q", "E"), ("Q", "F"), ("R", "G")):
        hub.ask("POST", f"persons/{person}/encounters/{visited}", visit(1))
    hub.ask("PUT", "persons/P/encounters/E/galleries", ["VIP", "A"], status=204)
    assert hub.ask("GET", "galleries") == ["A", "VIP"]
    assert check(hub.ask("GET", "galleries/VIP"), IDS) == [{"personId": "P", "encounterId": "E"}]
    assert len(hub.ask("GET", "galleries/ALL")) == 4
    assert [one["encounterId"] for one in hub.ask("GET", "galleries/A", offset="1", limit="2")] == ["E", "F"]
    hub.ask("GET", "galleries/none", status=404)
    hub.ask("PUT", "persons/P/encounters/E/galleries", [], status=400)
    hub.ask("PUT", "persons/P/encounters/none/galleries", ["A"], status=404)

    assert hub.ask("POST", "persons/P/merge/Q", status=409)["code"] == Fault.CONFLICT.number
    assert len(hub.ask("GET", "persons/Q/encounters")) == 2
    hub.ask("POST", "persons/P/move/Q/encounters/E", status=409)
    hub.ask("POST", "persons/P/move/Q/encounters/F", status=204)
    hub.ask("POST", "persons/P/merge/R", status=204)
    hub.ask("POST", "persons/P/merge/P", status=409)
    for gone in ("persons/P/merge/R", "persons/R/merge/P", "persons/P/move/Q/encounters/none"):
        hub.ask("POST", gone, status=404)
    assert [one["encounterId"] for one in hub.ask("GET", "persons/P/encounters")] == ["E", "F", "G"]


def test_who_is_the_same_is_found_and_compared(hub: Hub) -> None:
    for person, visited, seed, impression, gallery in (
        *(("P", "E", 1, 0, "A"), ("P", "F", 1, 1, "B"), ("Q", "G", 1, 1, "A")),
        *(("R", "H", 2, 0, "A"), ("S", "I", 1, 0, "C")),
    ):
        told = visit(seed, impression, galleries=[gallery])
        hub.ask("POST", f"persons/{person}/encounters/{visited}", told)
    probe = {"filter": {}, "biometricData": eyes(1, 1)}

    assert sorted(people(hub.ask("POST", "identify/ALL", probe))) == ["P", "Q", "S"]
    best = hub.ask("POST", "identify/A", probe, maxNbCand="1")
    assert [(one["rank"], one["personId"]) for one in best] == [(1, "P")]  # of equals, by name
    assert {part["encounterId"] for part in best[0]["scores"]} == {"E"}
    assert people(hub.ask("POST", "identify/B", probe, threshold="1")) == ["P"]  # the very same images
    assert sorted(people(hub.ask("POST", "identify/ALL/P", {}))) == ["Q", "S"]
    assert people(hub.ask("POST", "identify/A/P")) == ["Q"]
    assert people(hub.ask("POST", "identify/ALL/R/encounters/H", {"biometricType": "IRIS"})) == []
    assert people(hub.ask("POST", "identify/ALL/P/encounters/E", {"biometricType": "FACE"})) == []
    for path in ("identify/none/P", "identify/ALL/none", "identify/A/P/encounters/none"):
        hub.ask("POST", path, {}, status=404)
    hub.ask("POST", "identify/ALL", {**probe, "filter": {"gender": "M"}}, status=400)

    one = {"biometricData": eyes(1)}
    same = check(hub.ask("POST", "verify/ALL/P", one), VERIFIED)
    assert same["decision"] is True
    assert {part["encounterId"] for part in same["scores"]} == {"E", "F"}
    assert hub.ask("POST", "verify/A/R", one)["decision"] is False
    hub.ask("POST", "verify/B/R", one, status=404)
    two = {"biometricData1": eyes(1), "biometricData2": eyes(1, 1)}
    assert check(hub.ask("POST", "verify", two), VERIFIED)["decision"] is True
    assert hub.ask("POST", "verify", {**two, "biometricData2": eyes(2)})["decision"] is False

    assert not Task.objects.exists()  # nobody waits for an answer any more
    hub.http.put(f"{DOOR}/persons/S/encounters/I/status?transactionId=T&status=INACTIVE")
    hub.ask("DELETE", "persons/Q", status=204)
    assert people(hub.ask("POST", "identify/ALL", probe)) == ["P"]
    hub.ask("POST", "verify/ALL/S", one, status=404)
    bad = hub.http.put(f"{DOOR}/persons/S/encounters/I/status?transactionId=T&status=OLD")
    assert bad.status_code == 400


def test_a_callback_gets_the_answer_until_it_says_so(hub: Hub) -> None:
    def state() -> str:
        return str(hub.ask("GET", f"tasks/{first}/status"))

    low = check(hub.ask("POST", "persons/P/encounters/E", visit(1), status=202, callback=CALLBACK), TASK)
    first = low["taskId"]
    high = hub.ask("POST", "identify/none", {"filter": {}, "biometricData": eyes(1)}, status=202,
                   callback=CALLBACK, priority="9")["taskId"]  # fmt: skip
    assert state() == "PENDING"
    hub.ask("POST", f"tasks/{first}/redeliver", status=409)
    assert hub.work() == 2
    assert state() == "RESPONSE_SCHEDULED"

    hub.post_answers(500, 204)  # the higher priority was done first
    assert [request.url.params["taskId"] for request in hub.given] == [high, first]
    assert hub.given[0].url.params["transactionId"] == "T1"
    assert hub.given[0].url.params["of"] == "us"
    assert hub.given[0].headers["Authorization"] == "Bearer ours"
    assert hub.given[0].headers["Content-Type"] == "application/error+json"
    assert json.loads(hub.given[0].content)["code"] == Fault.UNKNOWN.number
    assert json.loads(hub.given[1].content) == {"personId": "P", "encounterId": "E"}
    assert state() == "COMPLETED"
    hub.ask("POST", f"tasks/{first}/redeliver", status=409)

    first = high
    for _ in range(5):
        assert state() == "RESPONSE_RETRY"
        hub.post_answers()
        hub.clock += timedelta(hours=1)
        hub.post_answers(200)  # not 204: it did not say that it has it
    assert state() == "RESPONSE_ERROR"
    hub.ask("POST", f"tasks/{first}/redeliver", status=204)
    hub.clock = datetime.now(UTC) + timedelta(minutes=1)
    hub.post_answers(204)
    assert state() == "COMPLETED"
    for unknown in ("tasks/none/status", "tasks/00000000-0000-4000-8000-000000000000/status"):
        hub.ask("GET", unknown, status=404)
    for elsewhere in ("https://other.example/cb", "http://hub.example/cb", "https://hub.example/cbx"):
        told = hub.ask("POST", "persons", visit(1), status=400, callback=elsewhere)
        assert told["code"] == Fault.CALLBACK.number

    assert not any(task.asked or task.held for task in Task.objects.all())
    assert forget_tasks(before=NOON, dry_run=False) == []
    assert len(forget_tasks(before=NOON + timedelta(days=40), dry_run=True)) == 2
    assert len(forget_tasks(before=NOON + timedelta(days=40), dry_run=False)) == 2


def test_images_of_a_question_leave_the_vault_with_it(
    hub: Hub, django_capture_on_commit_callbacks: Any
) -> None:
    hub.ask("POST", "persons/P/encounters/E", visit(1))
    probe = {"filter": {}, "biometricData": [eyes(1)[0], eyes(2)[1]]}
    hub.ask("POST", "identify/ALL", probe, status=202, callback=CALLBACK)
    held = Task.objects.get().held
    assert len(held) == 2
    assert all(vault.has(address) for address in held)
    with django_capture_on_commit_callbacks(execute=True):
        hub.work()
    kept = set(Sample.objects.values_list("address", flat=True))
    assert [vault.has(address) for address in held] == [address in kept for address in held]


def test_what_kills_the_worker_is_given_up_and_a_fault_of_ours_waits(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def kill(_asked: object, _at: object) -> None:
        raise Killed

    def away(_asked: object, _at: object) -> None:
        raise RuleBroken("vault_medium_away")

    task = hub.ask("POST", "persons/P/encounters/E", visit(1), status=202, callback=CALLBACK)["taskId"]
    for doing, error in ((away, RuleBroken), (kill, Killed)):
        with monkeypatch.context() as patch:
            patch.setitem(tasks.DOING, Kind.CREATE, doing)
            for _ in range(tasks.MOST_TRIES):
                with pytest.raises(error):
                    hub.work()
    assert hub.work() == 1
    assert Task.objects.get(uuid=task).status == 500

    pauses: list[float] = []
    monkeypatch.setattr(tasks, "wait", lambda one: wait_as_it_is(one, pause=pauses.append))
    assert hub.ask("DELETE", "persons/none", status=404)
    monkeypatch.setattr(tasks, "WAIT_SECONDS", 0.1)
    told = hub.ask("POST", "persons/P/encounters/E", visit(1), status=503)
    assert told["code"] == Fault.BUSY.number
    assert Task.objects.count() == 1  # it was taken back
    monkeypatch.setattr(tasks, "MOST_WAITING", 0)
    hub.ask("POST", "persons/P/encounters/E", visit(1), status=503)


def test_nobody_is_told_anything_without_a_token_and_its_scope(hub: Hub) -> None:
    paths = [str(one.pattern).replace("<str:", "").replace(">", "") for one in urls.urlpatterns]
    assert len(paths) == 18
    wrong = token().rsplit(".", 1)[0] + ".AAAA"
    for shown in ({}, {"Authorization": "Bearer x"}, {"Authorization": wrong}):
        other = Client(headers=shown)
        told = [other.get(f"{DOOR}/{path}") for path in paths]
        assert {(one.status_code, one["WWW-Authenticate"]) for one in told} == {(401, "Bearer")}
        assert len({one.content for one in told}) == 1

    writer = Client(headers={"Authorization": token(Scope.ENCOUNTER_WRITE)})
    for method, path in (
        *(("GET", "persons/P/encounters/E"), ("POST", "identify/ALL"), ("POST", "verify")),
        *(("GET", "galleries"), ("GET", "tasks/x/status"), ("POST", "tasks/x/redeliver")),
    ):
        assert writer.generic(method, f"{DOOR}/{path}?transactionId=T").status_code == 403
    assert writer.put(f"{DOOR}/persons?transactionId=T").status_code == 405


def test_what_cannot_be_used_is_refused_with_its_code(hub: Hub) -> None:
    def code(told: object, path: str = "persons", *, status: int = 400) -> int:
        return int(hub.ask("POST", path, told, status=status)["code"])

    blank = {**eyes(1)[0], "image": b64encode(png(body(1).iris(IRISES[0]).pixels * 0 + 90)).decode()}
    assert code(visit(1, biometricData=[blank])) == Fault.QUALITY.number
    assert code(visit(1, biometricData=[{**eyes(1)[0], "width": 3, "height": 3}])) == Fault.IMAGE.number
    assert code(visit(1, biographicData={"firstName": "Ana"})) == Fault.PERSONAL.number
    assert code(visit(1), "persons/3604110101900001/encounters") == Fault.NUMBER.number
    assert not Encounter.objects.exists()
    for content, status in ((b"{", 400), (b"[" * 100_000, 400), (b"\xff", 400), (b" " * 17_000_000, 413)):
        told = hub.http.post(f"{DOOR}/persons?transactionId=T", content, content_type="application/json")
        assert told.status_code == status
    assert hub.http.get(f"{DOOR}/galleries").json()["code"] == Fault.NO_TRANSACTION.number


def test_what_was_begun_is_not_taken_back(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "WAIT_SECONDS", 0.1)
    monkeypatch.setattr(tasks, "WAIT_MOST_SECONDS", 0.5)
    task = Task.objects.create(kind="create", transaction="T", asked={}, at=NOON, tries=1)
    pauses: list[float] = []
    with pytest.raises(Refused) as refused:
        wait_as_it_is(task, pause=pauses.append)
    assert refused.value.fault is Fault.INTERNAL
    assert sum(pauses) == pytest.approx(0.5, abs=0.06)
    assert Task.objects.exists()
