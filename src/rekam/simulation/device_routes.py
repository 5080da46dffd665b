"""Which verb and path does what on the simulated device."""

import os
import threading
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from rekam.simulation import device_admin as admin
from rekam.simulation import device_page
from rekam.simulation import sbi_errors as codes
from rekam.simulation.device_capture import Device, capture
from rekam.simulation.device_state import Fault, FaultKind
from rekam.simulation.device_stream import TYPE, frames
from rekam.simulation.sbi_errors import DeviceError, error
from rekam.simulation.sbi_http import HOST, Answer, Exchange, Routes
from rekam.simulation.sbi_keys import compact
from rekam.simulation.sbi_messages import device_info, digital_id, discovery, refusal
from rekam.simulation.sbi_parts import ANY, Unit
from rekam.simulation.sbi_requests import MAX_TIMEOUT_MS, find_unit, parse_object

HUGE_BYTES: Final = 512 * 1024 * 1024
HANG_SECONDS: Final = 300.0
DIED: Final = 70


class Desk:
    """The answers of one device process; `port` is told once the server listens."""

    def __init__(self, *, device: Device, stopping: threading.Event) -> None:
        self._device = device
        self._stopping = stopping
        self.port = 0

    @property
    def callback(self) -> str:
        """Where captures go; clients append the verb's path, so it ends in a slash."""
        return f"http://{HOST}:{self.port}/"

    def routes(self) -> Routes:
        answers: dict[tuple[str, str], Answer] = {
            ("MOSIPDISC", "/device"): self.discover,
            ("MOSIPDINFO", "/info"): self.inform,
            ("STREAM", "/stream"): self.stream,
            ("RCAPTURE", "/capture"): self.capture,
            ("CAPTURE", "/capture"): self.refuse_auth,
            ("GET", "/admin/state"): self.state,
            ("GET", "/"): self.page,
            ("POST", "/orang"): self.seat,
            ("POST", "/keadaan"): self.set_up,
        }
        for name, order in ORDERS.items():
            answers["POST", f"/admin/{name}"] = self._ordered(order)
        return Routes(answers=answers)

    def page(self, exchange: Exchange) -> None:
        data = device_page.page(self._device.bench)
        exchange.open(kind="text/html; charset=utf-8", length=len(data))
        exchange.write(data)

    def seat(self, exchange: Exchange) -> None:
        device_page.seat(exchange.body, bench=self._device.bench)
        self.page(exchange)

    def set_up(self, exchange: Exchange) -> None:
        device_page.set_up(exchange.body, bench=self._device.bench)
        self.page(exchange)

    def discover(self, exchange: Exchange) -> None:
        try:
            kind = parse_object(exchange.body).get("type", ANY)
        except DeviceError:
            kind = None
        exchange.answer(
            [self._seen(unit) for unit in self._device.bench.plugged_in() if kind in (ANY, unit.kind.value)]
        )

    def inform(self, exchange: Exchange) -> None:
        device, told = self._device, self._device.bench.identity()

        def sign(payload: dict[str, Any]) -> str:
            return device.keys.jws(payload, path=None if told.trusted else device.keys.own_path)

        exchange.answer(
            [
                device_info(
                    self._seen(unit),
                    identity=sign(digital_id(unit, at=device.clock())),
                    firmware=told.firmware,
                    env=told.env or device.env,
                    sign=sign,
                )
                for unit in device.bench.plugged_in()
            ]
        )

    def _seen(self, unit: Unit) -> dict[str, Any]:
        told = self._device.bench.identity()
        return discovery(
            unit,
            status=self._device.bench.status(unit),
            callback=self.callback,
            versions=told.versions,
            purpose=told.purpose,
            at=self._device.clock(),
        )

    def capture(self, exchange: Exchange) -> None:
        fault = self._device.bench.take_fault()
        if fault.kind in MISBEHAVIOURS:
            return MISBEHAVIOURS[fault.kind](self, exchange, fault)
        return exchange.send(compact(capture(exchange.body, device=self._device, fault=fault)))

    def refuse_auth(self, exchange: Exchange) -> None:
        exchange.answer(refusal(codes.OTHER_SETTING, spec=self._device.bench.identity().spec))

    def stream(self, exchange: Exchange) -> None:
        try:
            asked = parse_object(exchange.body)
            unit = find_unit(asked, spec=self._device.bench.identity().spec)
            milliseconds = int(str(asked.get("timeout") or MAX_TIMEOUT_MS))
        except (DeviceError, ValueError):
            return exchange.answer({"error": error(codes.NO_STREAM)})
        if self._device.bench.status(unit) not in ("Ready", "Busy"):
            return exchange.answer({"error": error(codes.NO_STREAM)})
        exchange.open(kind=TYPE, length=None)
        for one in frames(
            unit,
            sub_id=str(asked.get("deviceSubId", "0")),
            seconds=min(milliseconds, MAX_TIMEOUT_MS) / 1000,
            bench=self._device.bench,
            source=self._device.source,
            wait=self._stopping.wait,
        ):
            exchange.write(one)
            if self._stopping.is_set():
                break
        return None

    def state(self, exchange: Exchange) -> None:
        exchange.answer(self._facts())

    def _facts(self) -> dict[str, object]:
        lying = self._device.bench.lying()
        positions = () if lying is None else self._device.source.positions(lying=lying)
        return self._device.bench.facts() | {"positions": [str(position) for position in positions]}

    def _ordered(self, order: "Order") -> Answer:
        def obey(exchange: Exchange) -> None:
            try:
                order(parse_object(exchange.body), bench=self._device.bench)
            except DeviceError:
                return exchange.answer({"wrong": "body"}, status=HTTPStatus.BAD_REQUEST)
            except admin.BadOrder as bad:
                return exchange.answer({"wrong": str(bad)}, status=HTTPStatus.BAD_REQUEST)
            return exchange.answer(self._facts())

        return obey

    def _die(self, exchange: Exchange, fault: Fault) -> None:
        whole = compact(capture(exchange.body, device=self._device, fault=fault))
        exchange.send(whole[: len(whole) // 2], length=len(whole))
        os._exit(DIED)  # as a pulled cable: no farewell, no flush

    def _hang(self, exchange: Exchange, _: Fault) -> None:
        self._stopping.wait(HANG_SECONDS)
        exchange.hang_up()

    def _garbage(self, exchange: Exchange, _: Fault) -> None:
        exchange.send(bytes(range(256)) * 16)

    def _huge(self, exchange: Exchange, _: Fault) -> None:
        head = b'{"biometrics":[{"specVersion":"0.9.5","data":"'
        exchange.send(head, length=HUGE_BYTES)
        block = b"A" * 65_536
        for _written in range(HUGE_BYTES // len(block)):
            if self._stopping.is_set():
                break
            exchange.write(block)
        exchange.hang_up()


Order = Callable[..., None]
ORDERS: Final[dict[str, Order]] = {
    "person": admin.set_person,
    "status": admin.set_status,
    "score": admin.set_score,
    "delay": admin.set_delay,
    "fault": admin.set_fault,
    "identity": admin.set_identity,
}
Misbehave = Callable[[Desk, Exchange, Fault], None]
MISBEHAVIOURS: Final[dict[FaultKind, Misbehave]] = {
    FaultKind.DIE_MID_CAPTURE: Desk._die,
    FaultKind.HANG: Desk._hang,
    FaultKind.GARBAGE: Desk._garbage,
    FaultKind.HUGE: Desk._huge,
}
