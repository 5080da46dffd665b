"""A printer behind a bridge: a small program of its maker's, or the simulator, on this computer.

HTTP on the loopback, JSON, version 1 (docs/reference/printing.md). The bridge says how the printer is; that
it did not answer is known here.
"""

import base64
import hashlib
from typing import Any

import httpx

from rekam.cards.printing.adapters import Seen, Trouble
from rekam.cards.printing.messages import Order
from rekam.cards.printing.rules import Condition, Step
from rekam.kernel.authorities import authorities

# A card takes a minute on a slow printer; nobody waits longer for one step.
STEP_SECONDS, LOOK_SECONDS = 180.0, 5.0


class Bridge:
    """The printer at one address, such as http://127.0.0.1:4701."""

    def __init__(self, address: str, *, step_seconds: float = STEP_SECONDS) -> None:
        self._client = httpx.Client(
            base_url=address, timeout=step_seconds, trust_env=False, verify=authorities()
        )

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def look(self) -> Seen:
        try:
            told = self._asked("GET", "/printer", seconds=LOOK_SECONDS)
            ribbon = told.get("ribbon_left")
            return Seen(_condition(told), ribbon if isinstance(ribbon, int) else None)
        except Trouble as trouble:
            return Seen(trouble.code)

    def feed(self) -> str:
        return str(self._asked("POST", "/card/feed").get("uid", ""))

    def do(self, step: Step, *, order: Order) -> str:
        match step:
            case Step.CHIP:
                self._asked("POST", "/card/chip", uid=order.serial, data=_text(order.chip))
            case Step.PRINT:
                front, back = _text(order.front), _text(order.back)
                self._asked("POST", "/card/print", uid=order.serial, front=front, back=back)
            case Step.VERIFY:
                return self._verify(order)
            case Step.EJECT:
                self._asked("POST", "/card/eject", tray="good")
        return ""

    def reject(self) -> None:
        self._asked("POST", "/card/eject", tray="reject")

    def _verify(self, order: Order) -> str:
        told = self._asked("POST", "/card/read")
        if order.chip and told.get("chip") != hashlib.sha256(order.chip).hexdigest():
            raise Trouble(Condition.CHIP_FAILED)
        return str(told.get("uid", ""))

    def _asked(self, verb: str, path: str, *, seconds: float | None = None, **told: str) -> dict[str, Any]:
        timeout = httpx.USE_CLIENT_DEFAULT if seconds is None else seconds
        try:
            answer = self._client.request(verb, path, json=told or None, timeout=timeout)
            value = answer.json()
        except httpx.ConnectError as error:
            raise Trouble(Condition.UNPLUGGED) from error
        except (httpx.HTTPError, ValueError) as error:
            raise Trouble(Condition.NO_ANSWER) from error
        if not isinstance(value, dict):
            raise Trouble(Condition.NO_ANSWER)
        if answer.status_code != 200:
            code = _condition(value)
            raise Trouble(Condition.NO_ANSWER if code is Condition.READY else code)
        return value


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _condition(told: dict[str, Any]) -> Condition:
    """What the bridge says, as far as we have a word for it."""
    code = told.get("condition")
    return Condition(code) if code in set(Condition) else Condition.NO_ANSWER
