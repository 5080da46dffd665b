"""The office gives a version to the stations it is for, in pieces; each fetches it behind its packets."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.audit import services as audit
from rekam.audit.models import Entry
from rekam.audit.services import NotWritten
from rekam.config import updates
from rekam.devices.pairing.queries import stations
from rekam.devices.services import register_station
from rekam.devices.updates import publishing
from rekam.devices.updates.asking import DOMAIN, Ask, encode_ask
from rekam.devices.updates.publishing import Published
from rekam.devices.updates.reading import open_bundle
from rekam.devices.updates.trust import write_trust
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from rekam.station.identity import Identity
from rekam.station.store.outbox import Outbox
from rekam.station.sync import ServerLink
from rekam.station.updating import fetching
from rekam.station.updating.program import Program
from rekam.station.updating.slots import Slots, write_slots
from rekam.vault import sealing
from tests.devices.kits.scene import KASEMEN, NOW, OFFICE
from tests.devices.updates.scene import SEEDS, TRUST, Press

SEED = bytes([4]) * 32
PUBLIC = sealing.signing_public(SEED)
KID = sealing.kid_of(PUBLIC)
STATION = Identity(seed=SEED, public=PUBLIC, kid=KID)


@pytest.fixture
def press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Press:
    monkeypatch.setattr(publishing, "folder", lambda: tmp_path / "updates")
    folder = tmp_path / "press"
    folder.mkdir()
    return Press(folder=folder)


def asked(ask: Ask, *, seed: bytes = SEED) -> tuple[int, bytes]:
    body = encode_ask(ask)
    headers = {"Rekam-Station-Signature": sealing.sign(body, seed=seed, domain=DOMAIN).hex()}
    answer = Client().post("/api/v1/station/update", body, content_type="application/cbor", headers=headers)
    return answer.status_code, answer.content


class Line:
    """In place of `ServerLink`: this process's own server, cut after some pieces."""

    def __init__(self) -> None:
        self.left = 99
        self.asks = 0

    def ask_update(self, body: bytes, *, station: Identity) -> bytes:
        self.asks += 1
        self.left -= 1
        if self.left < 0:
            raise RuleBroken("server_unreachable")
        headers = {"Rekam-Station-Signature": sealing.sign(body, seed=station.seed, domain=DOMAIN).hex()}
        answer = Client().post(
            "/api/v1/station/update", body, content_type="application/cbor", headers=headers
        )
        assert answer.status_code in {200, 204}
        return answer.content


@pytest.fixture
def registered(db: None) -> None:
    with scope(OFFICE):
        register_station(public_key=PUBLIC, name="KSM-02", area_code=KASEMEN, actor="t", at=NOW)


@pytest.mark.usefixtures("registered")
def test_a_bundle_comes_in_pieces_after_cuts_and_never_before_a_packet(
    press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rekam.devices.updates.api.PIECE_BYTES", 200)
    published = publishing.publish(press.bundle(2), trust=TRUST, share=100, stations=())
    write_slots(tmp_path, Slots(current=1, highest=1))
    taken: list[bytes] = []
    program = SimpleNamespace(
        folder=tmp_path,
        standing=lambda: SimpleNamespace(ready=None),
        stage_aside=lambda path, then: (taken.append(path.read_bytes()), then()),
    )
    waiting: list[int] = [1]
    seconds = [0.0]
    fetcher = fetching.Fetcher(
        cast(Program, program),
        outbox=cast(Outbox, SimpleNamespace(waiting=lambda: waiting)),
        station=STATION,
        clock=lambda: seconds[0],
    )
    line = Line()

    fetcher.round(cast(ServerLink, line))
    assert line.asks == 0  # a packet waits
    waiting.clear()
    line.left = 3
    for _ in range(9):
        fetcher.round(cast(ServerLink, line))
    assert line.asks == 4  # cut, and no asking without end
    line.left, seconds[0] = 99, fetching.EVERY
    for _ in range(published.length // 200 + 2):
        fetcher.round(cast(ServerLink, line))

    assert taken == [publishing.path_of(2).read_bytes()]
    pieces = -(-published.length // 200)
    assert line.asks == 4 + 1 + pieces - 2  # the two pieces from before the cut did not come again
    assert not list((tmp_path / fetching.COMING).iterdir())


@pytest.mark.usefixtures("registered")
def test_the_door_opens_for_those_it_is_for(press: Press) -> None:
    publishing.publish(press.bundle(2), trust=TRUST, share=0, stations=[KID])
    publishing.publish(press.bundle(3), trust=TRUST, share=0, stations=())

    assert asked(Ask(station=KID, running=1))[0] == 200
    assert asked(Ask(station=KID, running=2))[0] == 204
    assert asked(Ask(station=KID, running=1, number=2))[1][:6] == b"REKAM-"
    assert asked(Ask(station=KID, running=1, number=3))[0] == 404
    assert asked(Ask(station=KID, running=1), seed=SEEDS[0])[0] == 403
    assert asked(Ask(station="0" * 16, running=1))[0] == 403
    assert asked(Ask(station="x", running=1))[0] == 400
    publishing.withdraw(2)
    assert asked(Ask(station=KID, running=1))[0] == 204
    assert [one.number for one in publishing.published()] == [3]
    with scope(OFFICE):
        assert [one.program for one in stations()] == [0]  # type: ignore[attr-defined]


def test_only_what_laptops_would_take_is_given_out(press: Press) -> None:
    with pytest.raises(RuleBroken, match="update_signers_few"):
        publishing.publish(press.bundle(2, seeds=SEEDS[:1]), trust=TRUST, share=100, stations=())
    assert publishing.published() == []
    assert open_bundle(press.bundle(2), trust=TRUST).manifest.number == 2


@settings(max_examples=30)
@given(
    station=st.text("0123456789abcdef", min_size=16, max_size=16),
    share=st.integers(0, 100),
    more=st.integers(0, 100),
)
def test_a_greater_share_keeps_whoever_had_it(station: str, share: int, more: int) -> None:
    def of(percent: int) -> bool:
        return Published(number=2, name="2", length=1, share=percent).is_for(station)

    low, high = sorted((share, more))
    assert of(high) or not of(low)
    assert of(100)
    assert not of(0)


@pytest.mark.usefixtures("db")
def test_what_is_given_to_laptops_is_in_the_log_and_without_its_entry_nothing_is_given(
    press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys, bundle = tmp_path / "keys.json", press.bundle(12)
    keys.write_bytes(write_trust(TRUST))
    words = ["publish", str(bundle), "--keys", str(keys), "--share", "20", "--station", KID]
    with monkeypatch.context() as patch:
        patch.setattr(audit, "record", lambda *_args, **_facts: (_ for _ in ()).throw(NotWritten("lost")))
        with pytest.raises(NotWritten):
            updates.main(words)
    assert publishing.published() == []

    assert updates.main(words) == 0
    assert updates.main(["withdraw", "12"]) == 0
    given, withdrawn = Entry.objects.filter(action__startswith="devices.update").order_by("pk")
    assert given.facts == {"number": 12, "share": 20, "stations": KID}
    assert given.actor.startswith("command line")
    assert (withdrawn.action, withdrawn.facts["number"]) == ("devices.update.withdrawn", 12)
