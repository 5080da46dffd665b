"""One RCAPTURE from request to signed answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rekam.abis.engine.positions import Position
from rekam.kernel.errors import RuleBroken
from rekam.simulation import device_mischief as mischief
from rekam.simulation import sbi_errors as codes
from rekam.simulation.device_images import ImageSource
from rekam.simulation.device_quality import device_quality
from rekam.simulation.device_records import iso_record
from rekam.simulation.device_state import Bench, Fault, FaultKind, Lying
from rekam.simulation.sbi_errors import DeviceError
from rekam.simulation.sbi_keys import DeviceKeys
from rekam.simulation.sbi_messages import (
    Captured,
    answer_element,
    capture_payload,
    chain_hash,
    refusal,
    refused_element,
)
from rekam.simulation.sbi_parts import SUBTYPES
from rekam.simulation.sbi_requests import CaptureRequest, Wanted, parse_capture

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Device:
    """All that a capture needs: state, images, keys, the environment's name and a clock (UTC)."""

    bench: Bench
    source: ImageSource
    keys: DeviceKeys
    env: str
    clock: Clock
    wait: Callable[[float], object]


def capture(body: bytes, *, device: Device, fault: Fault) -> dict[str, Any]:
    """The answer to an RCAPTURE body, misbehaving in its content as `fault` says."""
    spec = device.bench.identity().spec
    try:
        if fault.kind is FaultKind.ERROR:
            raise DeviceError(fault.code)
        request = parse_capture(body, env=device.env, spec=spec)
        elements: list[dict[str, Any]] = []
        for wanted in request.wanted:
            with device.bench.at_work(wanted.unit):
                segments = _segments(wanted, device=device, timeout_ms=request.timeout_ms)
            elements += _signed(segments, wanted=wanted, request=request, device=device, fault=fault)
    except DeviceError as refused:
        return refusal(refused.code, spec=spec)
    return {"biometrics": elements}


def _segments(wanted: Wanted, *, device: Device, timeout_ms: int) -> list[Captured]:
    """The records of every wanted position, once a body lies there."""
    lying = device.bench.wait_for_body(seconds=timeout_ms / 1000)
    device.wait(min(device.bench.delay_seconds(), timeout_ms / 1000))
    forced = device.bench.score(wanted.unit.kind)
    return [_segment(position, lying=lying, device=device, forced=forced) for position in wanted.positions]


def _segment(position: Position, *, lying: Lying, device: Device, forced: int | None) -> Captured:
    try:
        image = device.source.find_image(lying=lying, position=position)
        if image is None:
            raise DeviceError(codes.NOTHING_DETECTED)
        score = device_quality(image.sample) if forced is None else forced
        record = iso_record(image)
    except (RuleBroken, OSError) as error:
        raise DeviceError(codes.EXTRACTION) from error
    return Captured(subtype=SUBTYPES[position], record=record, quality=score)


def _signed(
    segments: list[Captured], *, wanted: Wanted, request: CaptureRequest, device: Device, fault: Fault
) -> list[dict[str, Any]]:
    """The segments as elements of the answer, each hash chained on the one before."""
    kind, keys = fault.kind, device.keys
    at = mischief.told_time(device.clock(), kind=kind)
    path = {FaultKind.EXPIRED: keys.expired_path, FaultKind.UNTRUSTED: keys.own_path}.get(kind)
    spec = "9.9" if kind is FaultKind.WRONG_VERSION else request.spec
    link = wanted.previous_hash
    elements = []
    for segment in mischief.segmented(segments, kind=kind):
        payload = capture_payload(captured=segment, wanted=wanted, request=request, keys=keys, at=at)
        data = keys.jws(
            mischief.spoilt(payload, kind=kind), path=path, spoilt=kind is FaultKind.WRONG_SIGNATURE
        )
        shown = mischief.told_hash(previous=link, record=segment.record, kind=kind)
        link = chain_hash(previous=link, record=segment.record)
        elements.append(answer_element(data=data, link=shown, spec=spec))
    if kind is FaultKind.ONE_UNDETECTED:
        elements.append(refused_element(codes.NOTHING_DETECTED, spec=spec))
    return elements
