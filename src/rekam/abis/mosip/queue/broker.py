"""The broker and the queues that an installation's variables name."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from rekam.abis.mosip.rules import ADJUDICATE
from rekam.abis.places import LOOPBACK
from rekam.abis.setting_files import first_line
from rekam.kernel.errors import RuleBroken

PLAIN, SEALED = "stomp", "stomp+tls"
NAMES: Final = "mosip-to-abis abis-to-mosip mosip-to-adjudication adjudication-to-mosip"
TEXT, BYTES = "text", "bytes"
MOST_HOSTS: Final = 8


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Where one kind of message comes from, and where its answers go."""

    questions: str
    answers: str


@dataclass(frozen=True, kw_only=True)
class Broker:
    """How to reach the broker.

    hosts     tried in turn
    sealed    whether the line is TLS; another machine is not spoken to without
    authority file of the certificates that may have signed the broker's; none = the system's
    as_text   whether answers are JMS text messages, or bytes
    """

    hosts: tuple[tuple[str, int], ...]
    sealed: bool
    user: str
    password: str = field(repr=False)
    authority: str
    abis: Pair
    adjudication: Pair
    as_text: bool

    def pair_of(self, kind: object) -> Pair:
        """The queues of a message or answer by its `id`."""
        return self.adjudication if kind == ADJUDICATE else self.abis

    @property
    def pairs(self) -> tuple[Pair, Pair]:
        """Both."""
        return self.abis, self.adjudication


def find_broker(environment: Mapping[str, str]) -> Broker | None:
    """The broker of an installation; None where it names none.

    Raises RuleBroken("mosip_queue" | "mosip_file"): no address, mixed lines, plain to another machine, not
    four names, answers that are sent elsewhere too, a file that is not there.
    """
    addresses = environment.get("REKAM_MOSIP_QUEUE", "").replace(",", " ").split()
    if not addresses:
        return None
    schemes, hosts = zip(*(_place(address) for address in addresses), strict=True)
    names = environment.get("REKAM_MOSIP_QUEUE_NAMES", NAMES).replace(",", " ").split()
    form = environment.get("REKAM_MOSIP_QUEUE_FORM", TEXT)
    authority = environment.get("REKAM_MOSIP_QUEUE_CA_FILE", "")
    wrong = len(set(schemes)) > 1 or len(hosts) > MOST_HOSTS or len(names) != 4 or form not in {TEXT, BYTES}
    if wrong or environment.get("REKAM_MOSIP_ANSWERS"):
        raise RuleBroken("mosip_queue")
    if authority:
        _check_authority(authority)
    return Broker(
        hosts=hosts,
        sealed=schemes[0] == SEALED,
        user=environment.get("REKAM_MOSIP_QUEUE_USER", ""),
        password=first_line(environment.get("REKAM_MOSIP_QUEUE_PASSWORD_FILE", "")),
        authority=authority,
        abis=Pair(questions=names[0], answers=names[1]),
        adjudication=Pair(questions=names[2], answers=names[3]),
        as_text=form == TEXT,
    )


def _place(address: str) -> tuple[str, tuple[str, int]]:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise RuleBroken("mosip_queue") from error
    if parts.scheme not in {PLAIN, SEALED} or not host or not port or parts.username or parts.path.strip("/"):
        raise RuleBroken("mosip_queue")
    if parts.scheme == PLAIN and host not in LOOPBACK:
        raise RuleBroken("mosip_queue")
    return parts.scheme, (host, port)


def _check_authority(path: str) -> None:
    if not Path(path).is_file():
        raise RuleBroken("mosip_file", file=path)
    try:
        ssl.create_default_context(cafile=path)
    except (ssl.SSLError, OSError) as error:
        raise RuleBroken("mosip_queue") from error
