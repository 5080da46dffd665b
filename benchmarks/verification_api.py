"""Questions of institutions a second, against a route of the bare framework on the same server.

    REKAM_DATA=/somewhere python -m benchmarks.verification_api [--seconds 10] [--lines 8] [--rate 200]

Makes a database of its own, with fsync on, in the folder `benchmark-verification` under REKAM_DATA, and
starts the web process as `rekam serve` does; talks to this machine only and stops by itself.
Closed loop: so many lines, each asks anew when it is answered; requests a second and processor time a
request, of which other work on the machine cannot lengthen the second.
Open loop: questions at fixed moments, each timed from the moment
at which it was due, so that a server that falls behind cannot hide it. Requests are signed before the clock
runs. Each question has a reference of its own, a resident of the register, and is answered with a receipt.
"""

import argparse
import hashlib
import json
import os
import queue
import random
import socket
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from benchmarks import processor
from benchmarks.intake import database_process
from cryptography.hazmat.primitives.asymmetric import ec

from rekam.config.database import running_database
from rekam.config.processes import Family, answers, free_port
from rekam.config.serve import MEMORY, WEB, environment, web_words
from rekam.credentials.formats import base64url, jose, keys, moments
from rekam.credentials.signing import FileSigner
from rekam.kernel.commands import set_up
from rekam.kernel.places import data_folder

SETTINGS = "benchmarks.verification_settings"
ROOT = "/api/v1/verification"
RESIDENTS = 4_000
WARM = 200


@dataclass
class Bank:
    """An institution with its key and its token."""

    client_id: str
    signer: FileSigner
    token: str = ""

    def signed(self, kind: str, told: dict[str, object], **header: object) -> str:
        """A compact JWT by its key."""
        return jose.sign(told, kind=kind, signer=self.signer, **header)


@contextmanager
def served(count: int) -> Iterator[tuple[Sequence[Bank], Sequence[str], int, dict[str, int]]]:
    """Institutions with their tokens, residents' NIKs, the server's port, the processes to watch."""
    os.environ["REKAM_DATA"] = str(data_folder() / "benchmark-verification")
    os.environ.pop("DATABASE_URL", None)
    with running_database():
        from rekam.config.migrate import main as migrate

        migrate(["--without-backup"])
        set_up(settings=SETTINGS)
        banks, niks = furnish(count)
        web = Family()
        try:
            port = free_port(8780)
            told = MEMORY | environment(SETTINGS)
            web.start(WEB, *web_words(host="127.0.0.1", port=port), environment=told)
            answers(port, seconds=30)
            for bank in banks:
                sign_in(bank, port=port)
            yield banks, niks, port, {"web": web.children[WEB].pid, "database": database_process()}
        finally:
            web.stop()


def main() -> None:
    """Print the table of the closed loop, and p50 and p99 of the open one."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--seconds", type=float, default=10)
    words.add_argument("--lines", type=int, default=8)
    words.add_argument("--rate", type=int, default=200)
    words.add_argument("--banks", type=int, default=4)
    chosen = words.parse_args()
    seconds = min(chosen.seconds, 30)
    with served(chosen.banks) as (banks, niks, port, watched):
        most = int(seconds * 2_000)
        print(f"load of the machine before: {os.getloadavg()[0]:.1f}")
        print("| what | a second | web ms | database ms | p50 ms | p99 ms |\n|---|---|---|---|---|---|")
        plain = [plainly(path) for path in ("/nothing", "/bare/constant")]
        for name, one in zip(("no framework", "bare framework"), plain, strict=True):
            closed(name, [one] * most, port=port, watched=watched, seconds=seconds, lines=chosen.lines)
        sent = list(questions(banks, niks, int(seconds * 700)))
        closed("questions", sent, port=port, watched=watched, seconds=seconds, lines=chosen.lines)
        sent = list(questions(banks, niks, int(seconds * chosen.rate)))
        opened(sent, port=port, watched=watched, rate=chosen.rate)


def furnish(count: int) -> tuple[Sequence[Bank], Sequence[str]]:
    """Institutions that may ask, and residents of many days and kecamatan."""
    from tests.personas import resident

    from rekam.config.signing_keys import keys_folder, ready_signing_keys
    from rekam.kernel.database import Scope, scope
    from rekam.registry.models import Resident
    from rekam.vault.keys import make_keys

    make_keys()
    chance = random.Random(4)
    ready_signing_keys(keys_folder(), here="http://127.0.0.1:8000", at=datetime.now(UTC))
    with scope(Scope.of("36.73")):
        if not Resident.objects.exists():
            Resident.objects.bulk_create([somebody(resident(serial=n), n, chance) for n in range(RESIDENTS)])
        return partners(count), list(Resident.objects.values_list("nik", flat=True))


def partners(count: int) -> Sequence[Bank]:
    """Institutions with a contract and a key; call it in the office's scope."""
    from rekam.verification.asking.rules import Code, Field
    from rekam.verification.partners.rules import Grant, Kind, Terms
    from rekam.verification.partners.services import add_key, approve_partner, draft_partner

    now, banks = datetime.now(UTC), []
    since, until = now.date() - timedelta(days=1), now.date() + timedelta(days=100)
    for number in range(count):
        terms = Terms(
            name=f"Bank {number}",
            kind=Kind.BANK,
            contract_number=str(number),
            contract_from=since,
            contract_until=until,
            purpose="benchmark",
            law="-",
            fields=(Field.NAMA_LGKP, Field.TGL_LHR, Field.TMPT_LHR),
            codes=tuple(Code),
            needs_consent=False,
            monthly_quota=10_000_000,
            nik_quota=100,
        )
        row = draft_partner(terms=terms, area_code="36.73", actor="one", at=now)
        grant = Grant(giver="-", number="-", begins=since, until=until)
        approve_partner(partner=row.uuid, grant=grant, actor="two", at=now)
        signer = FileSigner(ec.generate_private_key(ec.SECP256R1()))
        jwk = {**keys.to_jwk(signer.public), "kid": signer.kid}
        add_key(partner=row.uuid, jwk=jwk, begins=since, until=until, actor="two", at=now)
        banks.append(Bank(row.client_id, signer))
    return banks


def somebody(row: object, number: int, chance: random.Random) -> object:
    """A resident of another day and kecamatan, so that questions look like an institution's."""
    born = date(1950, 1, 1) + timedelta(days=number * 5)
    place = f"3673{chance.randint(1, 6):02}"
    told = {
        "nik": f"{place}{born.day + 40:02}{born:%m%y}{chance.randint(1, 9999):04}",
        "kk": f"{place}010120{number:04}",
        "birth_date": born,
    }
    for name, value in told.items():
        setattr(row, name, value)
    return row


def audience() -> str:
    from django.conf import settings

    return str(settings.REKAM_VERIFICATION_ADDRESS)


def sign_in(bank: Bank, *, port: int) -> None:
    """Get a token."""
    bank.token = json.loads(Line(port).ask(token_request(bank)))["access_token"]


def token_request(bank: Bank) -> bytes:
    """The request for a token, good for two minutes."""
    now = datetime.now(UTC)
    claims = {"iss": bank.client_id, "sub": bank.client_id, "aud": f"{audience()}/token", "jti": uuid4().hex}
    assertion = bank.signed("JWT", {**claims, "exp": moments.stamp(now + timedelta(minutes=2))})
    kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    body = f"grant_type=client_credentials&client_assertion_type={kind}&client_assertion={assertion}"
    return written("/token", body.encode(), "Content-Type: application/x-www-form-urlencoded")


def questions(banks: Sequence[Bank], niks: Sequence[str], count: int) -> Iterator[bytes]:
    """Signed requests about residents as drawn."""
    chance = random.Random(9)
    for number in range(count):
        yield question(banks[number % len(banks)], nik=chance.choice(niks), name="Siti")


def question(bank: Bank, *, nik: str, name: str, reference: str = "") -> bytes:
    """A signed request, good for a minute."""
    values = {"NAMA_LGKP": name, "TMPT_LHR": "Serang"}
    asked = {"nik": nik, "values": values, "reference": reference or letters()}
    proof = {
        "htm": "POST",
        "htu": f"{audience()}/questions",
        "iat": moments.stamp(datetime.now(UTC)),
        "jti": uuid4().hex,
        "ath": base64url.encode(hashlib.sha256(bank.token.encode()).digest()),
    }
    signed = bank.signed("dpop+jwt", proof, jwk=keys.to_jwk(bank.signer.public))
    headers = (f"Authorization: DPoP {bank.token}", f"DPoP: {signed}", "Content-Type: application/json")
    return written("/questions", json.dumps(asked).encode(), *headers)


def letters() -> str:
    """A case number without digits: sixteen of them in a row would be taken for a NIK."""
    return uuid4().hex.translate(str.maketrans("0123456789", "ghjkmnpqrs"))


def plainly(path: str) -> bytes:
    return written(path, b"{}", "Content-Type: application/json")


def written(path: str, body: bytes, *headers: str) -> bytes:
    """A request as it goes over the line."""
    head = [f"POST {ROOT}{path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*head, "", ""]).encode() + body


class Line:
    """A connection that stays open."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> bytes:
        """The body of the answer; anything but 200 ends the benchmark."""
        self.socket.sendall(request)
        got = b""
        while b"\r\n\r\n" not in got:
            got += self._more()
        head, _, body = got.partition(b"\r\n\r\n")
        told = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        while len(body) < int(told):
            body += self._more()
        if b" 200 " not in head.partition(b"\r\n")[0]:
            raise SystemExit(f"refused: {head.decode()} {body.decode()}")
        return body

    def _more(self) -> bytes:
        piece = self.socket.recv(65_536)
        if not piece:
            raise SystemExit("the line was closed")
        return piece


def closed(
    name: str, sent: list[bytes], *, port: int, watched: dict[str, int], seconds: float, lines: int
) -> None:
    """So many lines, each asks anew when it is answered, for so many seconds at most."""
    warming = Line(port)
    for _ in range(min(WARM, len(sent) // 10)):
        warming.ask(sent.pop())
    waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    for one in sent:
        waiting.put(one)
    times: list[float] = []
    before = {what: processor.seconds(pid) for what, pid in watched.items()}
    begun = time.perf_counter()

    def go_on() -> None:
        line = Line(port)
        while time.perf_counter() - begun < seconds:
            try:
                one = waiting.get_nowait()
            except queue.Empty:
                return
            start = time.perf_counter()
            line.ask(one)
            times.append(time.perf_counter() - start)

    threads = [threading.Thread(target=go_on) for _ in range(lines)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    say(name, times, took=took, watched=watched, before=before)


def opened(sent: Sequence[bytes], *, port: int, watched: dict[str, int], rate: int) -> None:
    """A question at each moment of a fixed clock, over as many lines as it takes (64)."""
    times: list[float] = []
    due: queue.SimpleQueue[tuple[float, bytes] | None] = queue.SimpleQueue()

    def serve() -> None:
        line = Line(port)
        while (one := due.get()) is not None:
            line.ask(one[1])
            times.append(time.perf_counter() - one[0])

    threads = [threading.Thread(target=serve) for _ in range(64)]
    for thread in threads:
        thread.start()
    before = {what: processor.seconds(pid) for what, pid in watched.items()}
    begun = time.perf_counter()
    for number, one in enumerate(sent):
        moment = begun + number / rate
        time.sleep(max(0.0, moment - time.perf_counter()))
        due.put((moment, one))
    for _ in threads:
        due.put(None)
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    say(f"questions, {rate} a second due", times, took=took, watched=watched, before=before)


def say(
    name: str, times: Sequence[float], *, took: float, watched: dict[str, int], before: dict[str, float]
) -> None:
    count = len(times)
    spent = {what: (processor.seconds(pid) - before[what]) / count * 1000 for what, pid in watched.items()}
    p99 = statistics.quantiles(times, n=100)[-1] * 1000
    print(
        f"| {name} | {count / took:.0f} | {spent['web']:.2f} | {spent['database']:.2f} "
        f"| {statistics.median(times) * 1000:.1f} | {p99:.1f} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
