"""How messages leave: one module a way. Which channel takes which way says the environment.

A way takes a `Parcel` and returns when the next machine has it, or raises `Undelivered`. The same key twice
is one message to whoever understands keys.
"""

import os
from dataclasses import dataclass
from typing import Protocol

from rekam.messages.rules import Channel, To


@dataclass(frozen=True)
class Parcel:
    """What a way carries; `template` is its name and version, for gateways that know approved texts."""

    key: str
    to: To
    subject: str
    text: str
    template: str


class Undelivered(Exception):
    """A way did not take a message.

    code   what to write down: never an address, nor what a server said, which may quote one
    again  whether trying again may help
    """

    def __init__(self, code: str, *, again: bool) -> None:
        super().__init__(code)
        self.code = code
        self.again = again


class Way(Protocol):
    """What carries messages."""

    def carry(self, parcel: Parcel) -> None:
        """Hand a message to the next machine. Raises Undelivered."""


def find_way(channel: Channel) -> Way | None:
    """What carries a channel's messages here: its own way, else the folder; None where nothing does."""
    from rekam.messages.adapters.folder import Folder
    from rekam.messages.adapters.gateway import Gateway
    from rekam.messages.adapters.smtp import Smtp

    told = {
        Channel.EMAIL: os.environ.get("REKAM_SMTP", ""),
        Channel.SMS: os.environ.get("REKAM_SMS_GATEWAY", ""),
        Channel.WHATSAPP: os.environ.get("REKAM_WHATSAPP_GATEWAY", ""),
    }[channel]
    if told:
        return Smtp.at(told) if channel is Channel.EMAIL else Gateway.at(told)
    folder = os.environ.get("REKAM_MESSAGES", "")
    return Folder(folder) if folder else None


def secret(variable: str) -> str:
    """A secret from the file that a variable names; "" where it names none."""
    path = os.environ.get(variable, "")
    if not path:
        return ""
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - one line of one file
        return file.readline().strip()
