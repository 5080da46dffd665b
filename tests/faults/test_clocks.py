"""The laptop's date is wrong by up to 400 days and jumps: everybody lands, and only a note says so."""

import datetime
import ipaddress
import random
import ssl
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from rekam.enrolment.sync_messages import PullRequest
from rekam.kernel.errors import RuleBroken
from rekam.station import sync
from rekam.station.sender import Sender
from rekam.station.store.outbox import State
from rekam.station.sync import ServerLink
from tests.faults.clerk import NOON, RECEIPT_KEYS, Clerk, open_desk, person
from tests.faults.conftest import Seeds
from tests.faults.counting import Counted
from tests.station.tus_server import KEYS, TusServer

RUNS = 6
MOST_DAYS = 400


class Jumping:
    """A laptop's clock: each look at it may find another year."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.off = datetime.timedelta()

    def __call__(self) -> datetime.datetime:
        if self._chance.random() < 0.2:
            self.off = datetime.timedelta(days=self._chance.uniform(-MOST_DAYS, MOST_DAYS))
        return NOON + self.off


@pytest.fixture
def tus() -> Iterator[TusServer]:
    with TusServer() as running:
        running.always = (2, "accepted", "")
        yield running


def morning(station: Path, *, tus: TusServer, seed: int) -> Counted:
    """Two people are recorded and sent while the date jumps."""
    chance = random.Random(seed)
    desk = open_desk(station, server=tus.url, now=Jumping(chance))
    clerk = Clerk(desk=desk, chance=chance).unlock()
    made = [clerk.record(person(number)) for number in range(2)]
    tus.stored.clear()
    for _ in range(3):
        desk.send()
    rows = {row.packet: row for row in desk.outbox.rows()}
    noticed = desk.clock_wrong()
    desk.close()
    assert noticed is not None
    accepted = [packet for packet in made if rows[packet].state is State.ACCEPTED]
    return Counted(
        attempted=len(made),
        landed=len(set(made) & set(tus.stored)),
        acknowledged=len(accepted),
        lost=len(set(accepted) - set(tus.stored)),
        doubled=len(tus.stored) - len(set(made) & set(tus.stored)),
        stuck=len(made) - len(accepted),
    )


def test_a_date_that_jumps_by_years_harms_nobody(
    stations: Callable[[], Path], tus: TusServer, seeds: Seeds, told: Callable[[object], None]
) -> None:
    total = sum((morning(stations(), tus=tus, seed=seed) for seed in seeds(RUNS)), start=Counted())

    told(total)
    assert total.harm == 0
    assert total.landed == total.acknowledged == total.attempted


@pytest.mark.parametrize("steady", [True, False], ids=["steady clock", "mutant: the laptop's date"])
def test_waiting_times_outlive_a_jump_back(
    stations: Callable[[], Path], tus: TusServer, steady: bool
) -> None:
    desk = open_desk(stations())
    clerk = Clerk(desk=desk, chance=random.Random(1)).unlock()
    clerk.record(person(1))
    seconds = {"steady": 1_000.0, "date": NOON.timestamp()}
    sender = Sender(desk.outbox, now=desk.stamp, clock=lambda: seconds["steady" if steady else "date"])
    link = ServerLink(tus.url, seconds=2.0)
    tus.raw_receipt = b"junk"
    sender.round(link, keys=RECEIPT_KEYS)
    tus.raw_receipt = None
    seconds["steady"] += 3_600
    seconds["date"] += 3_600 - 400 * 86_400

    sender.round(link, keys=KEYS)

    state = desk.outbox.rows()[0].state
    assert state is (State.ACCEPTED if steady else State.SENT)
    link.close()
    desk.close()


@pytest.fixture
def last_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tus: TusServer) -> Iterator[str]:
    """A server whose certificate, as this laptop's date has it, is over."""
    path = tmp_path / "server.pem"
    path.write_bytes(certificate(until=datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=30)))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    tus.server.socket = context.wrap_socket(tus.server.socket, server_side=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    sync._trusting.cache_clear()
    yield tus.url.replace("http://", "https://")
    sync._trusting.cache_clear()


def certificate(*, until: datetime.datetime) -> bytes:
    """A self-signed certificate for 127.0.0.1 with its key, PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "rekam.example")])
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(until - datetime.timedelta(days=90))
        .not_valid_after(until)
        .add_extension(address, critical=False)
        .sign(key, hashes.SHA256())
    )
    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, form, plain)
    return private + made.public_bytes(serialization.Encoding.PEM)


def test_packets_go_over_a_line_whose_certificate_the_date_calls_over(last_year: str) -> None:
    link = ServerLink(last_year, seconds=5.0)
    packet = uuid.uuid4()

    link.upload(packet=packet, content=b"sealed")

    assert link.find_receipt(packet, sha256=bytes(32)) is not None
    link.close()


def test_a_passphrase_does_not(last_year: str, stations: Callable[[], Path], tus: TusServer) -> None:
    desk = open_desk(stations())
    link = ServerLink(last_year, seconds=5.0)
    request = PullRequest(
        station=desk.identity.kid, username="yayan", passphrase="kasemen subuh 5", visit=None, nonce=bytes(16)
    )

    with pytest.raises(RuleBroken, match="server_unreachable"):
        link.pull(request=request, station=desk.identity, keys=KEYS)

    assert tus.pulled == []
    link.close()
    desk.close()


def test_a_strangers_certificate_is_refused_whatever_the_date(
    last_year: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.pem"
    other.write_bytes(certificate(until=datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=30)))
    monkeypatch.setenv("SSL_CERT_FILE", str(other))
    sync._trusting.cache_clear()
    link = ServerLink(last_year, seconds=5.0)

    assert not link.is_there()
    link.close()
