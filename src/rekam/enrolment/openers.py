"""Packets that are no recordings: rooms above say, when the program starts, that they open them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from rekam.enrolment.packet_header import Header
from rekam.enrolment.packet_kind import Kind
from rekam.kernel.errors import RuleBroken


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """A packet whose signatures and hashes were checked, unsealed.

    sha256       of the whole packet, 32 bytes
    papers       photographs as the station took them
    received_at  when its last byte came
    """

    header: Header
    sha256: bytes
    particulars: bytes
    papers: tuple[bytes, ...]
    received_at: datetime


class Opener(Protocol):
    """Does what a packet asks, within the transaction that accepts it; RuleBroken refuses the packet."""

    def __call__(self, delivered: Delivered, /, *, at: datetime) -> None: ...


_OPENERS: dict[Kind, Opener] = {}


def opens(kind: Kind, opener: Opener) -> None:
    """Say who opens packets of a kind; called once, when the program starts."""
    _OPENERS[kind] = opener


def opener_of(kind: Kind) -> Opener:
    """Who opens packets of this kind. Raises RuleBroken("packet_kind_unknown")."""
    if kind not in _OPENERS:
        raise RuleBroken("packet_kind_unknown")
    return _OPENERS[kind]
