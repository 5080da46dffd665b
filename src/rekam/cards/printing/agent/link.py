"""The program's line to the server: a signed question, and the same one again until there is an answer."""

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx

from rekam.cards.printing.messages import (
    DOMAIN,
    Order,
    Question,
    Say,
    decode_order,
    encode_question,
)
from rekam.vault import sealing

PATH = "/api/v1/printers/ask"
SECONDS = 30.0
PAUSE_SECONDS = 3.0


class Refused(Exception):
    """The server heard, and said no; `code` is its refusal's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Cut(Exception):
    """Told to stop while the server could not be reached."""


@dataclass(frozen=True, repr=False)
class Computer:
    """This computer as the server knows it: kid and Ed25519 seed (32 bytes)."""

    kid: str
    seed: bytes


def client_for(server: str) -> httpx.Client:
    """A line to a server's address, with the certificates that this computer trusts."""
    return httpx.Client(
        base_url=server, timeout=SECONDS, trust_env=False, verify=ssl.create_default_context()
    )


class Link:
    """One run at one printer."""

    def __init__(
        self,
        client: httpx.Client,
        *,
        computer: Computer,
        printer: UUID,
        wait: Callable[[float], object] = time.sleep,
        told: Callable[[str], object] = print,
    ) -> None:
        """wait   between two tries, in seconds; true = stop; told: where it says that the line is cut"""
        self._client, self._computer, self._printer = client, computer, printer
        self._wait, self._told = wait, told
        self.run = uuid4()

    def ask(self, say: Say, **about: Any) -> Order:
        """Ask, again and again while the server cannot be reached. Raises Refused or Cut."""
        body = encode_question(
            Question(computer=self._computer.kid, printer=self._printer, run=self.run, say=say, **about)
        )
        signature = sealing.sign(body, seed=self._computer.seed, domain=DOMAIN)
        headers = {"Content-Type": "application/cbor", "Rekam-Station-Signature": signature.hex()}
        while True:
            try:
                answer = self._client.post(PATH, content=body, headers=headers)
            except httpx.TransportError as cut:
                self._again(type(cut).__name__)
                continue
            if answer.status_code >= 500:
                self._again(str(answer.status_code))
                continue
            if answer.status_code != 200:
                raise Refused(_code(answer))
            return decode_order(answer.content)

    def _again(self, why: str) -> None:
        self._told(f"server does not answer ({why}); again in {PAUSE_SECONDS:.0f} s")
        if self._wait(PAUSE_SECONDS):
            raise Cut


def _code(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["code"])
    except (ValueError, KeyError, TypeError):
        return f"http_{answer.status_code}"
