"""What reads bytes from outside, each with samples made here, from which the fuzzers begin."""

import gzip
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

from rekam.abis.engine.formats import cbeff, decode_minutiae, decode_record
from rekam.abis.importing import sources
from rekam.abis.mosip import rules as mosip
from rekam.abis.mosip.manual import rules as manual
from rekam.audit import checkpoints
from rekam.cards.blanks import lots
from rekam.cards.printing import messages as printing
from rekam.coverage.ikd import reading as ikd
from rekam.coverage.reconcile import reading as reconcile
from rekam.coverage.traits import rules as traits
from rekam.devices.kits import messages as health
from rekam.devices.pairing import messages as pairing
from rekam.devices.updates import asking, trust
from rekam.devices.updates.reading import open_bundle
from rekam.enrolment import packet_envelope, particulars, sync_messages
from rekam.kernel import canonical, json_within
from rekam.kernel.errors import RuleBroken
from rekam.kernel.nik import Nik, Sex, make_nik, parse_kk
from rekam.kernel.wsq import read_wsq
from rekam.outreach.sites.lists import reading as names
from rekam.outreach.sites.tables import read_table
from rekam.registry.bulk import columns, reading
from rekam.registry.exports import tracing
from rekam.simulation.mosip_messages import adjudicate, insert, registration
from rekam.vault import sealing
from tests.abis.engine.formats.given import valid
from tests.audit.logs import checkpoint
from tests.devices.updates.scene import TRUST, Press
from tests.enrolment.scene import NOON, STATIONS, WALK_IN, Session

TODAY = date(2026, 11, 24)
MOST = 1 << 20


@dataclass(frozen=True)
class Parser:
    """A reader of bytes: it ends in a value or in RuleBroken, and nothing else."""

    read: Callable[[bytes], object]
    samples: Sequence[bytes]

    def try_on(self, data: bytes) -> bool:
        """Whether the bytes were read; False for a refusal. Anything else that is raised is a fault."""
        try:
            self.read(data)
        except RuleBroken:
            return False
        return True


def text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _nik(data: bytes) -> object:
    told = Nik.parse(text(data))
    parse_kk(text(data))
    return told.area_prefix, told.sex, told.birth_day


def _lists(data: bytes) -> object:
    told = lots.decode_file(data)
    return lots.read_boxes(told), lots.read_lot(told)


def _wsq(data: bytes) -> object:
    return read_wsq(data, width=32, height=32)


def _reconciled(data: bytes) -> object:
    return reconcile.read_table(reconcile.decoded(data))


def _json(data: bytes) -> object:
    try:
        return json_within.read_json(data)
    except ValueError as error:
        raise RuleBroken("not_json") from error


def _as_file(read: Callable[[Path], object], *, name: str) -> Callable[[bytes], object]:
    """A reader of a file, whose folder is its own and empty."""

    def from_file(data: bytes) -> object:
        with tempfile.TemporaryDirectory() as made:
            path = Path(made, name)
            path.write_bytes(data)
            return read(path)

    return from_file


def _imported(path: Path) -> object:
    told = reading.take_in(path, work=path.parent)
    told.path.read_text(encoding="utf-8")
    return told


COLUMNS = {"name": ("nama", "name"), "count": ("jumlah",)}


@cache
def parsers() -> Mapping[str, Parser]:
    """By name: packets, CBOR, ISO records, CBEFF, WSQ, NIK, CSV."""
    records = valid()
    packet = Session(person=WALK_IN, records={"right_thumb": b"FIR" * 10}).send(to=SEAL).data
    pull = sync_messages.encode_pull(
        sync_messages.PullRequest(
            station="0" * 16, username="yayan", passphrase="x", visit=None, nonce=bytes(16)
        )
    )
    minutiae = {name: data for name, data in records.items() if name.startswith("minutiae")}
    images = {
        name: data for name, data in records.items() if name not in minutiae and not name.startswith("cbeff")
    }
    nik = str(make_nik(area_prefix="36.73.02", born=date(1990, 1, 24), sex=Sex.FEMALE, serial=1))
    found: dict[str, Parser] = {
        "packet": Parser(lambda data: packet_envelope.open_envelope(data, stations=STATIONS), (packet,)),
        "packet header": Parser(packet_envelope.find_header, (packet,)),
        "cbor": Parser(lambda data: canonical.decode(data, max_bytes=MOST), (canonical.encode(ALL_KINDS),)),
        "pull": Parser(sync_messages.decode_pull, (pull,)),
        "heartbeat": Parser(health.decode, (heartbeat(),)),
        "iso images": Parser(decode_record, tuple(images.values())),
        "iso minutiae": Parser(decode_minutiae, tuple(minutiae.values())),
        "cbeff": Parser(
            cbeff.read, tuple(data for name, data in records.items() if name.startswith("cbeff"))
        ),
        "wsq": Parser(_wsq, (WSQ_HEAD,)),
        "nik": Parser(_nik, (nik.encode(), b"3673 0241-0190.0001", "\u0663".encode() * 16)),
        "csv lots": Parser(_lists, (LOT, LOT + ENDLESS, b"BX-0071; 000501-001000\n")),
        "csv ikd": Parser(_ikd, (IKD_COUNTS, IKD_SESSIONS, IKD_COUNTS + ENDLESS)),
        "csv traits": Parser(
            lambda data: traits.read_traits(traits.text_of(data).splitlines()), (TRAITS, TRAITS + ENDLESS)
        ),
        "csv tables": Parser(
            lambda data: read_table(data, columns=COLUMNS, needed=("name",)), (TABLE, TABLE + ENDLESS)
        ),
        "csv figures": Parser(_reconciled, (FIGURES, FIGURES + ENDLESS)),
        "csv import": Parser(
            _as_file(_imported, name="daftar.csv"), (PEOPLE, PEOPLE + ENDLESS, gzip.compress(PEOPLE))
        ),
        "csv mapping": Parser(_as_file(columns.read_mapping, name="a.csv"), (MAPPING, MAPPING + ENDLESS)),
        "toml mapping": Parser(_as_file(columns.read_mapping, name="a.toml"), (TOML,)),
        "csv manifest": Parser(
            _as_file(lambda path: sources.count_people([path]), name="a.csv"), (MANIFEST, MANIFEST + ENDLESS)
        ),
        "csv leaked": Parser(lambda data: tracing.read(text(data)), (PEOPLE, PEOPLE + ENDLESS)),
        "print question": Parser(printing.decode_question, (print_question(),)),
        "pairing question": Parser(pairing.decode_question, (pair_question(),)),
        "invitation": Parser(lambda data: pairing.read_invitation(text(data)), (invitation(),)),
        "particulars": Parser(
            particulars.decode_particulars,
            (particulars.encode_particulars(Session(person=WALK_IN, records={})._particulars()),),
        ),
        **_updates(),
        "names of a list": Parser(lambda data: names.read_names(data, today=TODAY), (NAMES, NAMES + ENDLESS)),
        "checkpoints": Parser(
            lambda data: checkpoints.read_file(text(data)), (checkpoint([]).text.encode(),)
        ),
        "mosip": Parser(_asked, (json.dumps(MOSIP).encode(), json.dumps(MANUAL).encode())),
        "json": Parser(_json, (b'{"a": [1, null, {"b": "c"}], "d": 1e400}', b"[" * 100_000)),
    }
    return found


def _updates() -> dict[str, Parser]:
    """What laptops read of the office, and the office of laptops, about new versions."""
    with tempfile.TemporaryDirectory() as made:
        bundle = Press(folder=Path(made)).bundle(12).read_bytes()
    ask = asking.encode_ask(asking.Ask(station="0" * 16, running=11))
    offer = asking.encode_offer(asking.Offer(number=12, length=9))
    return {
        "update bundle": Parser(
            _as_file(lambda path: open_bundle(path, trust=TRUST), name="a.rekam-update"), (bundle,)
        ),
        "update signers": Parser(trust.read_trust, (trust.write_trust(TRUST),)),
        "update ask": Parser(asking.decode_ask, (ask,)),
        "update offer": Parser(asking.decode_offer, (offer,)),
    }


def _asked(data: bytes) -> object:
    """A message of MOSIP's, whose refusals have names of their own."""
    told = _json(data)
    try:
        return manual.read(told) if manual.is_ours(told) else mosip.read(told)
    except mosip.Failed as failed:
        raise RuleBroken(failed.failure.name) from failed


SEAL = sealing.seal_key(sealing.seal_public(bytes([3]) * 32)).public
PEOPLE = b'NIK;NAMA_LGKP;KODE\n3673024101900101;"SITI; AMINAH";x\r\n3673024101900102;ANDR\xc3\x89;y\n'
MAPPING = b"NIK,nomor\nNAMA_LGKP,nama lengkap\n"
TOML = b'[columns]\nNIK = "nomor"\n[values.JENIS_KLMIN]\nL = "1"\n'
MANIFEST = b"reference,position,file\np1,right_thumb,p1/a.fir\np1,,p1/b.fir\n"
ALL_KINDS = {"a": [1, -1, 2**40, None, True, 1.5], "b": b"\x00" * 30, "c": {"d": "é"}}
WSQ_HEAD = (
    bytes.fromhex("ffa0ffa80020") + b"NIST_COM 3\nPIX_WIDTH 32\nPIX_HEIGHT 32\n" + bytes(40) + b"\xff\xa1"
)
NAMES = b"nama;tanggal lahir;nik\nSITI AMINAH;1-2-2009;3673024101900101\n"
MOSIP = insert("987654321-89AB-CDEF-0123-456789ABCDEF", url="https://share.example/1")
MANUAL = adjudicate(
    registration(1), url="https://share.example/1", gallery={registration(2): "https://share.example/2"}
)
TABLE = b"nama;jumlah\nSMA 1;30\n"
LOT = b"nomor seri\r\n04112233445566\r\n"
IKD_COUNTS = ",".join(ikd.OF_COUNTS).encode() + b"\n2026-11-20,36.73.02.1001,loket,3,1,buku\n"
IKD_SESSIONS = ";".join(ikd.OF_SESSIONS).encode() + b"\n2026-11-20;36.73.02.1001;buku\n"
TRAITS = f"area_code,trait\n36.73.02.1001,{next(iter(traits.Trait))}\n".encode()
FIGURES = b"case,measure,published,as_of,area_code\nA,recorded,17 ribu,2017-09-20,36.73\n"
# A quotation mark that nobody closes makes one cell of all that follows.
ENDLESS = b'\n"' + b"a" * 140_000


def _ikd(data: bytes) -> object:
    return ikd.read(ikd.text_of(data), today=TODAY, is_ours=lambda _code: True)


def heartbeat() -> bytes:
    return health.encode(
        health.Heartbeat(
            station="0" * 16,
            at=NOON,
            free_mb=1,
            battery=50,
            last_capture=NOON,
            devices=(health.DeviceHealth(kind="iris", code="device_ready"),),
            days=(health.WorkedDay(day=TODAY, captures=3, minutes=60),),
        )
    )


def print_question() -> bytes:
    return printing.encode_question(
        printing.Question(
            computer="0" * 16, printer=UUID(int=1), run=UUID(int=2), say=printing.Say.HELLO, ribbon=3
        )
    )


def pair_question() -> bytes:
    return pairing.encode_question(pairing.Question(code="0" * 12, public=bytes(32), nonce=bytes(16)))


def invitation() -> bytes:
    told = pairing.Invitation(server="http://a.b", code="A" * 12, fingerprint="-".join(["0a1b"] * 8))
    return pairing.write_invitation(told).encode()
