"""MOSIP's door from message to answer: insert, identify, delete, in order, over database and vault."""

import json
import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest
from django.test import Client

from rekam.abis import gallery_store
from rekam.abis import services as abis
from rekam.abis.engine.formats import cbeff, encode_record
from rekam.abis.engine.positions import Position
from rekam.abis.models import Sample, Subject, Template
from rekam.abis.mosip import posting, queries, services, taking, tokens, urls
from rekam.abis.mosip.forgetting import forget_messages
from rekam.abis.mosip.models import Message
from rekam.abis.mosip.opening import PartnerKey
from rekam.abis.mosip.rules import Failed, Failure
from rekam.abis.mosip.services import Partner
from rekam.abis.one_at_a_time import WORK_LOCK
from rekam.audit.models import Entry
from rekam.kernel.errors import RuleBroken
from rekam.simulation import mosip_messages, mosip_papers
from rekam.simulation.bodies import body
from rekam.vault import services as vault
from tests.abis.mosip.strict import check
from tests.conftest import raw

NOON = datetime(2026, 1, 5, 2, 11, tzinfo=UTC)
IRISES = (Position.IRIS_RIGHT, Position.IRIS_LEFT)
PRIVATE, CERTIFICATE = mosip_papers.partner(at=NOON)
KEY = PartnerKey.read(private=PRIVATE, certificate=CERTIFICATE)
DOOR = "/api/v1/mosip"


@dataclass
class Papers:
    """A data share in memory: what each address gives."""

    closed: dict[str, bytes]
    before: Callable[[], None] = lambda: None

    def fetch(self, url: str) -> bytes:
        self.before()
        if url not in self.closed:
            raise Failed(Failure.NOT_FETCHED)
        return self.closed[url]


@dataclass
class Mosip:
    """What a test does as MOSIP; `papers` is its data share."""

    http: Client
    papers: Papers

    @property
    def partner(self) -> Partner:
        return Partner(share=cast(Any, self.papers), key=KEY)

    def post(self, message: object) -> Any:
        told = self.http.post(f"{DOOR}/messages", json.dumps(message), content_type="application/json")
        if told.status_code == 202:
            assert told.headers["Location"] == f"{DOOR}/answers/{cast(Any, message)['requestId']}"
            return None
        return told.json()

    def work(self) -> int:
        done = 0
        while services.do_next(partner=self.partner, clock=lambda: NOON):
            done += 1
        return done

    def ask(self, message: dict[str, object]) -> Any:
        """The answer to a message that waits, done at once; it is of the strict form."""
        answer = self.post(message)
        if answer is None:
            self.work()
            answer = self.http.get(f"{DOOR}/answers/{message['requestId']}").json()
        check(answer)
        return answer

    def share(self, document: bytes) -> str:
        """The address of a document that was closed to us."""
        url = f"https://share.example/{len(self.papers.closed)}"
        self.papers.closed[url] = mosip_papers.close(document, certificate=CERTIFICATE, random=Random(1))
        return url

    def insert(self, reference: str, *, seed: int, impression: int = 0) -> Any:
        return self.ask(mosip_messages.insert(reference, url=self.share(papers_of(seed, impression))))

    def identify(self, reference: str, *gallery: str, **flags: str) -> Any:
        return self.ask(mosip_messages.identify(reference, gallery=gallery, **flags))


KNOWN: dict[tuple[int, int], bytes] = {}


def papers_of(seed: int, impression: int = 0) -> bytes:
    if (seed, impression) not in KNOWN:
        KNOWN[seed, impression] = mosip_papers.document(
            body(seed), positions=IRISES, impression=impression, at=NOON
        )
    return KNOWN[seed, impression]


@pytest.fixture
def mosip(db: None, own_vault: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mosip:
    settings.ROOT_URLCONF = "rekam.config.abis_urls"
    settings.MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
    monkeypatch.setattr(gallery_store, "gallery_folder", lambda: tmp_path / "gallery")
    monkeypatch.setattr(tokens, "token_file", lambda: tmp_path / "token")
    shown = tokens.make_token().read_text()
    return Mosip(Client(headers={"Authorization": f"Bearer {shown}"}), Papers({}))


def candidates(answer: Any) -> list[str]:
    return [one["referenceId"] for one in answer["candidateList"]["candidates"]]


def reason(answer: Any) -> str:
    return str(answer["failureReason"])


def test_a_second_record_of_one_body_is_found_and_a_deleted_one_no_more(mosip: Mosip) -> None:
    """ABIS3000, 3001, 3009, 3018, 3026 to 3029."""
    a, b, c, d = (str(uuid.uuid4()) for _ in range(4))
    for reference, seed, impression in ((a, 1, 0), (b, 2, 0), (c, 1, 1), (d, 1, 0)):
        assert mosip.insert(reference, seed=seed, impression=impression)["returnValue"] == "1"
    assert reason(mosip.insert(a, seed=3)) == "10"

    assert sorted(candidates(mosip.identify(a))) == sorted([c, d])
    assert len(candidates(mosip.identify(a, maxResults="1"))) == 1
    assert candidates(mosip.identify(a, b, c)) == [c]
    assert candidates(mosip.identify(b, a, c)) == candidates(mosip.identify(b)) == []
    assert candidates(mosip.identify(a, a)) == []
    assert reason(mosip.identify(a, b, str(uuid.uuid4()))) == "12"
    assert reason(mosip.identify(str(uuid.uuid4()))) == "12"

    assert mosip.ask(mosip_messages.delete(d))["returnValue"] == "1"
    assert candidates(mosip.identify(a)) == [c]
    assert reason(mosip.identify(a, d)) == reason(mosip.identify(d)) == "12"
    assert reason(mosip.ask(mosip_messages.delete(d))) == "12"
    assert mosip.insert(d, seed=2)["returnValue"] == "1"
    assert candidates(mosip.identify(d)) == [b]
    count = mosip.post(mosip_messages.message(services.Kind.REFERENCE_COUNT))
    check(count)
    assert count["count"] == "4"


def test_a_deleted_body_leaves_vault_and_gallery_unless_another_record_has_the_same_bytes(
    mosip: Mosip, django_capture_on_commit_callbacks: Any
) -> None:
    for reference in ("one", "two"):
        mosip.insert(reference, seed=1)
    one, two = (queries.find_subject(name) for name in ("one", "two"))
    assert one is not None
    assert two is not None
    addresses = {row.address for table in (Sample, Template) for row in table.objects.all()}
    assert len(addresses) == len(IRISES) + 1
    assert gallery_store.current_gallery().subjects == [one, two]

    with django_capture_on_commit_callbacks(execute=True):
        mosip.ask(mosip_messages.delete("one"))
    assert all(map(vault.has, addresses))
    assert gallery_store.current_gallery().subjects == [two]
    with pytest.raises(RuleBroken, match="subject_unknown"):
        abis.template_of(one)
    abis.remove(subject=one, at=NOON)
    abis.enrol(subject=one, at=NOON, template=abis.template_of(two))  # a repeat brings nobody back
    assert Subject.objects.get(uuid=one).removal == 1
    mosip.ask(mosip_messages.delete("two"))  # a kill came before its files went
    assert all(map(vault.has, addresses))
    assert abis.forget_left_behind(since=NOON) == len(addresses)
    assert not any(map(vault.has, addresses))
    assert abis.forget_left_behind(since=NOON) == 0
    assert len(gallery_store.current_gallery()) == 0
    assert abis.compact_gallery() == 2
    assert abis.rebuild_gallery() == 0


def test_an_identify_waits_for_the_inserts_before_it(mosip: Mosip) -> None:
    waiting = [mosip_messages.insert(name, url=mosip.share(papers_of(1))) for name in ("x", "y")]
    waiting.append(mosip_messages.identify("x"))
    assert [mosip.post(message) for message in waiting] == [None] * 3
    assert mosip.post(mosip_messages.message(services.Kind.PENDING_JOBS))["jobscount"] == "3"
    state = mosip.http.get(f"{DOOR}/state").json()
    assert (state["waiting"], state["references"], state["oldestWaitingSeconds"]) == (3, 0, 0)

    assert mosip.work() == 3
    told = mosip.http.get(f"{DOOR}/answers").json()
    assert [one["requestId"] for one in told] == [message["requestId"] for message in waiting]
    assert candidates(told[2]) == ["y"]
    assert not any(row.asked for row in Message.objects.all())  # the addresses are gone
    gone = f"{DOOR}/answers/{waiting[0]['requestId']}"
    assert [mosip.http.delete(gone).status_code, mosip.http.delete(gone).status_code] == [204, 204]
    assert len(mosip.http.get(f"{DOOR}/answers").json()) == 2
    assert mosip.http.get(f"{DOOR}/answers/none").status_code == 404
    assert mosip.http.delete(f"{DOOR}/answers/none").status_code == 404


def test_the_same_message_again_gives_the_same_answer_and_another_under_its_id_none(mosip: Mosip) -> None:
    message = mosip_messages.insert("x", url=mosip.share(papers_of(1)))
    first = mosip.ask(message)

    assert mosip.post(message) == first
    assert reason(mosip.post({**message, "referenceId": "y"})) == "4"
    assert queries.count_references() == 1


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (b"<html/>", "16"),  # ABIS3014
        (cbeff.write(()), "11"),
        (cbeff.write((cbeff.bir_of(IRISES[0], content=b"", index=uuid.UUID(int=1), created=NOON),)), "11"),
        (
            b"<BIR><BIR><BDBInfo><Format><Type>9</Type></Format><Type>Iris</Type><Subtype>Left</Subtype>"
            b"</BDBInfo><BDB>RklSADAyMAA=</BDB></BIR></BIR>",
            "11",
        ),  # ABIS3016: a finger in an iris's place
        (
            b"<BIR><BIR><BDBInfo><Format><Type>9</Type></Format><Type>Iris</Type><Subtype>Left</Subtype>"
            b"</BDBInfo><BDB>SUlSADAyMAA=</BDB></BIR></BIR>",
            "16",
        ),
    ],
)
def test_each_document_that_cannot_be_used_has_its_code(mosip: Mosip, document: bytes, expected: str) -> None:
    assert reason(mosip.ask(mosip_messages.insert("x", url=mosip.share(document)))) == expected
    assert queries.count_references() == 0


def test_what_cannot_be_fetched_opened_or_told_apart_has_its_code(mosip: Mosip) -> None:
    """ABIS3005, 3017; quality; a record of the other eye."""
    _, others = mosip_papers.partner(at=NOON)
    mosip.papers.closed["https://share.example/other"] = mosip_papers.close(
        papers_of(1), certificate=others, random=Random(1)
    )
    blank = encode_record(
        body(1).sample(IRISES[0]).__class__(IRISES[0], body(1).iris(IRISES[0]).pixels * 0 + 90)
    )
    swapped = encode_record(body(1).iris(IRISES[0]))
    documents = [
        cbeff.write((cbeff.bir_of(position, content=record, index=uuid.UUID(int=1), created=NOON),))
        for position, record in ((IRISES[0], blank), (IRISES[1], swapped))
    ]
    urls = ["https://share.example/none", "https://share.example/other", *map(mosip.share, documents)]

    assert [reason(mosip.ask(mosip_messages.insert("x", url=url))) for url in urls] == ["7", "11", "18", "11"]


def test_a_killed_worker_leaves_the_message_and_one_that_always_kills_it_is_given_up(mosip: Mosip) -> None:
    class Killed(BaseException):
        pass

    def kill() -> None:
        raise Killed

    message = mosip_messages.insert("x", url=mosip.share(papers_of(1)))
    mosip.post(message)
    mosip.papers.before = kill
    for _ in range(2):
        with pytest.raises(Killed):
            mosip.work()
    mosip.papers.before = lambda: None
    assert mosip.work() == 1
    assert mosip.post(message)["returnValue"] == "1"

    deadly = mosip_messages.insert("y", url=mosip.share(papers_of(1)))
    mosip.post(deadly)
    mosip.papers.before = kill
    for _ in range(services.MOST_TRIES):
        with pytest.raises(Killed):
            mosip.work()
    assert mosip.work() == 1
    assert reason(mosip.post(deadly)) == "2"
    assert mosip.http.get(f"{DOOR}/state").json()["givenUp"] == 1


def test_one_worker_works_at_a_time(mosip: Mosip) -> None:
    mosip.post(mosip_messages.delete("x"))
    other = raw(os.environ["REKAM_DATABASE"], role="rekam_app")
    other.execute("SELECT pg_advisory_lock(%s)", [WORK_LOCK])
    assert mosip.work() == 0
    other.execute("SELECT pg_advisory_unlock(%s)", [WORK_LOCK])
    other.close()
    assert mosip.work() == 1


def test_a_medium_that_is_away_keeps_messages_waiting(mosip: Mosip, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_records: object) -> dict[str, str]:
        raise RuleBroken("vault_medium_away")

    message = mosip_messages.insert("x", url=mosip.share(papers_of(1)))
    mosip.post(message)
    with monkeypatch.context() as patch:
        patch.setattr(services.abis, "keep_samples", away)
        for _ in range(services.MOST_TRIES + 1):
            with pytest.raises(RuleBroken):
                mosip.work()
    assert mosip.work() == 1
    assert mosip.post(message)["returnValue"] == "1"


def test_nobody_without_the_token_is_told_anything(mosip: Mosip, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [str(one.pattern).replace("<str:request_id>", "x") for one in urls.urlpatterns]
    assert len(paths) == 4
    for shown in ({}, {"Authorization": "Bearer x"}, {"Authorization": tokens.token_file().read_text()}):
        other = Client(headers=shown)
        told = [other.get(f"{DOOR}/{path}") for path in paths]
        assert {(one.status_code, one.content) for one in told} == {(401, b'{"code": "token_wrong"}')}
    tokens.token_file().unlink()
    assert mosip.http.get(f"{DOOR}/state").status_code == 401


def test_what_is_no_message_is_answered_all_the_same(mosip: Mosip, monkeypatch: pytest.MonkeyPatch) -> None:
    for content in (b"", b"{", b"[" * 100_000, b"\xff", b"1" * 5000):
        told = mosip.http.post(f"{DOOR}/messages", content, content_type="application/json")
        check(told.json())
        assert (told.status_code, told.json()["failureReason"]) == (400, "4")
    for message in (None, 7, [], {}, {"id": "\ud800"}, {"id": "x", "requestId": "y" * 200}):
        check(mosip.post(message))
    check(mosip.post(mosip_messages.message(services.Kind.PING)))
    large = mosip.http.post(f"{DOOR}/messages", b" " * 600_000, content_type="application/json")
    assert large.status_code == 413
    monkeypatch.setattr(taking, "MOST_WAITING", 0)
    full = mosip.http.post(
        f"{DOOR}/messages", json.dumps(mosip_messages.delete("x")), content_type="application/json"
    )
    assert (full.status_code, full.json()) == (503, {"code": "mosip_queue_full"})


def test_answers_are_sent_in_order_and_kept_until_they_arrived(mosip: Mosip) -> None:
    import httpx

    for name in ("x", "y"):
        mosip.ask(mosip_messages.delete(name))
    given: list[Any] = []
    statuses = [200, 503, 200]

    def take(request: httpx.Request) -> httpx.Response:
        assert request.headers["Authorization"] == "Bearer ours"
        given.append(json.loads(request.content))
        return httpx.Response(statuses[len(given) - 1])

    outlet = posting.Outlet("https://hub.example/", "ours", httpx.Client(transport=httpx.MockTransport(take)))
    assert not posting.post_answers(outlet, clock=lambda: NOON)
    assert queries.count_untaken() == 1
    assert posting.post_answers(outlet, clock=lambda: NOON)
    assert queries.count_untaken() == 0
    assert given[1] == given[2] != given[0]


def test_the_audit_and_the_tables_know_opaque_ids_only_and_old_messages_go(mosip: Mosip) -> None:
    mosip.insert("x", seed=1)
    mosip.identify("x")
    entry = Entry.objects.get(action="abis.mosip.inserted")

    assert entry.subjects == [str(queries.find_subject("x"))]
    assert not Entry.objects.filter(facts__icontains="share.example").exists()
    later = NOON.replace(month=3)
    assert forget_messages(before=later, at=later, dry_run=False) == []  # nobody took the answers yet
    services.take_answer(Message.objects.earliest("pk").request_id, at=NOON)
    assert len(forget_messages(before=later, at=later, dry_run=True)) == 1
    assert len(forget_messages(before=later, at=later, dry_run=False)) == 1
    assert Message.objects.count() == 1
    assert queries.count_references() == 1
