"""What happens at a laptop of one version, as a program: `python laptop.py FOLDER SERVER ACT[=VALUE] ...`.

pair=INVITATION   ask the office once; keep its keys when it says yes
pull              fetch the visit's list
record=N          record the next N people of the list
begin             begin with one more, and leave it in the middle
finish            finish what lies begun
send              send what waits, and take receipts
pieces            from here on send as a station of sync 1 does, in pieces
NOTE=FILE         from here on write down what is said over the line, each request with its answer

Prints JSON: how many were begun here, what waits, what was refused, whether the server answered.
"""

import base64
import json
import os
import random
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import django
import httpx

os.environ["DJANGO_SETTINGS_MODULE"] = "rekam.config.settings.station"
django.setup()

from rekam.devices.pairing.messages import PairState, read_invitation  # noqa: E402
from rekam.station.desk import Desk  # noqa: E402
from rekam.station.pairing.asking import ask, settle  # noqa: E402
from rekam.station.sync import ServerLink  # noqa: E402
from tests.faults import clerk  # noqa: E402
from tests.faults.clerk import Clerk  # noqa: E402

PASSPHRASE = "laut kidul tenang"
MARKS = ("rekam-", "upload-", "tus-", "content-type", "location")


class Laptop:
    def __init__(self, folder: Path, *, server: str) -> None:
        clerk.PASSPHRASE = PASSPHRASE
        self.folder, self.server = folder, server
        self.desk = Desk(folder=folder, server=server, ports=(), now=lambda: datetime.now().astimezone())
        self.begun = 0
        self.online = False

    def pair(self, invitation: str) -> None:
        asked = read_invitation(invitation)
        heard = ask(asked, station=self.desk.identity)
        if heard.answer.state is PairState.CONFIRMED:
            settle(self.folder, invitation=asked, answer=heard.answer)

    def pull(self) -> None:
        self.desk.pull(username="yayan", passphrase=PASSPHRASE)

    def record(self, people: str) -> None:
        one = self._clerk()
        for _ in range(int(people)):
            one.record(self._next())

    def begin(self) -> None:
        one = self._clerk()
        captures = one.capture(one.start(self._next()))
        next(captures)

    def finish(self) -> None:
        one = self._clerk()
        assert self.desk.work is not None
        for draft in self.desk.work.bench.visits.drafts():
            one.finish(draft.id)

    def send(self) -> None:
        self.online = self.desk.send_now().online
        self.desk.send_now()

    def pieces(self) -> None:
        link = ServerLink(self.server, piece_bytes=2_500)
        answers = link.is_there

        def is_there() -> bool:
            found = answers()
            link._uploads.takes_bytes = False
            return found

        link.is_there = is_there  # type: ignore[method-assign]
        self.desk.link = link

    def told(self) -> dict[str, object]:
        rows = self.desk.outbox.rows()
        return {
            "begun": len(rows) + len(self.desk.outbox.drafts()),
            "states": Counter(str(row.state) for row in rows),
            "codes": sorted({row.code for row in rows if row.code}),
            "troubles": sorted({row.trouble for row in rows if row.trouble}),
            "packets": [str(row.packet) for row in rows],
            "drafts": len(self.desk.outbox.drafts()),
            "online": self.online,
        }

    def _clerk(self) -> Clerk:
        if self.desk.work is None:
            self.desk.unlock(username="yayan", passphrase=PASSPHRASE)
        chance = random.Random(str(self.folder))
        return Clerk(desk=self.desk, chance=chance, draw=lambda chance: chance.randbytes(200))

    def _next(self):  # type: ignore[no-untyped-def]  # a Person of whichever version this is
        """The next of the list; two laptops of one visit begin at its two ends."""
        assert self.desk.work is not None
        done = len(self.desk.outbox.rows()) + len(self.desk.outbox.drafts())
        people = sorted(self.desk.work.worklist.people, key=lambda one: str(one.nik))
        return people[done] if self.folder.name.endswith("a") else people[-1 - done]


def note_down(file: Path) -> None:
    """Every request that leaves this process is appended to the file, with its answer."""
    handle = httpx.HTTPTransport.handle_request

    def noted(self: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        body = b"".join(request.stream)  # type: ignore[arg-type]
        request = httpx.Request(request.method, request.url, headers=request.headers, content=body)
        answer = handle(self, request)
        said = b"".join(answer.stream)  # type: ignore[arg-type]
        with file.open("a") as notes:
            notes.write(json.dumps(exchange(request, body=body, answer=answer, said=said)) + "\n")
        return httpx.Response(answer.status_code, headers=answer.headers, content=said)

    httpx.HTTPTransport.handle_request = noted  # type: ignore[method-assign]


def exchange(
    request: httpx.Request, *, body: bytes, answer: httpx.Response, said: bytes
) -> dict[str, object]:
    return {
        "verb": request.method,
        "path": request.url.raw_path.decode(),
        "headers": {name: value for name, value in request.headers.items() if name.startswith(MARKS)},
        "body": base64.b64encode(body).decode(),
        "status": answer.status_code,
        "answers": sorted(name for name in answer.headers if name.startswith(MARKS)),
        "said": base64.b64encode(said).decode(),
    }


def main(words: list[str]) -> None:
    laptop = Laptop(Path(words[0]), server=words[1])
    for act, _, value in (word.partition("=") for word in words[2:]):
        if act == "note":
            note_down(Path(value))
        else:
            getattr(laptop, act)(*([value] if value else []))
    print(json.dumps(laptop.told()))
    laptop.desk.close()


if __name__ == "__main__":
    main(sys.argv[1:])
