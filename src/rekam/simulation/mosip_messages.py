"""The messages of a simulated MOSIP, and its line to an ABIS over HTTP."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

import httpx

from rekam.abis.mosip.answers import moment
from rekam.abis.mosip.rules import ADJUDICATE, VERSION, Kind

Message = dict[str, object]


def message(kind: Kind, **fields: object) -> Message:
    """A message of a kind, as MOSIP writes it now."""
    now = moment(datetime.now(UTC))
    return {"id": str(kind), "version": VERSION, "requestId": str(uuid4()), "requesttime": now} | fields


def insert(reference: str, *, url: str) -> Message:
    return message(Kind.INSERT, referenceId=reference, referenceURL=url)


def identify(reference: str, *, gallery: tuple[str, ...] = (), **flags: str) -> Message:
    flags = {"maxResults": "10", "targetFPIR": "30", "flag1": "", "flag2": ""} | flags
    listed = {"gallery": {"referenceIds": [{"referenceId": one} for one in gallery]}} if gallery else {}
    return message(Kind.IDENTIFY, referenceId=reference, referenceURL="", flags=flags) | listed


def delete(reference: str) -> Message:
    return message(Kind.DELETE, referenceId=reference)


def registration(number: int) -> str:
    """The id of a registration as MOSIP writes it: centre, machine, number, moment; 29 digits."""
    return f"1000110077{number:05}20260105021100"


def adjudicate(registration: str, *, url: str, gallery: Mapping[str, str]) -> Message:
    """A question to the adjudicators, in the form that MOSIP writes since 1.2.

    gallery  registration -> the address of its document
    """

    def at(address: str) -> str:
        return json.dumps([{"source": "packet", "status": "PROCESSING", "URL": address}])

    listed = [{"referenceId": one, "referenceURL": at(address)} for one, address in gallery.items()]
    head: Message = {"id": ADJUDICATE, "version": "1.0", "requestId": str(uuid4())}
    now = moment(datetime.now(UTC))
    told: Message = {
        "referenceId": registration,
        "referenceURL": at(url),
        "gallery": {"referenceIds": listed},
    }
    return head | {"requesttime": now, "addtional": None} | told


@dataclass(frozen=True)
class Line:
    """A simulated MOSIP's line to an ABIS; `base` ends before `/messages`."""

    base: str
    client: httpx.Client

    def send(self, message: Message) -> httpx.Response:
        """Send a message: 202 where it waits."""
        return self.client.post(f"{self.base}/messages", json=message)

    def ask(self, message: Message, *, seconds: float) -> Message:
        """Send a message and wait for its answer, and say that it arrived. Raises TimeoutError."""
        end = time.monotonic() + seconds
        told = self.send(message)
        while told.status_code == 202:
            if time.monotonic() > end:
                raise TimeoutError(message["id"])
            time.sleep(0.05)
            told = self.client.get(f"{self.base}/answers/{message['requestId']}")
        told.raise_for_status()
        self.client.delete(f"{self.base}/answers/{message['requestId']}")
        answer: Message = told.json()
        return answer
