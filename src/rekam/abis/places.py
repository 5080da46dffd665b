"""Addresses that this machine may ask or send to: those that the installation names."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Place:
    """An address: scheme, host and port, and the beginning of the path."""

    scheme: str
    host: str
    port: int
    path: str

    @classmethod
    def find(cls, address: str) -> "Place | None":
        """The place that a setting names; None: not http or https, no host, or http to another machine."""
        try:
            found = _place(urlsplit(address.strip()))
        except ValueError:
            return None
        if found is None or (found.scheme == "http" and found.host not in LOOPBACK):
            return None
        return found

    def has(self, url: str) -> bool:
        """Whether an address lies here."""
        try:
            found = _place(urlsplit(url))
        except ValueError:
            return False
        if found is None or ".." in found.path or "\\" in url:
            return False
        same = (found.scheme, found.host, found.port) == (self.scheme, self.host, self.port)
        return same and f"{found.path}/".startswith(f"{self.path.rstrip('/')}/")


def _place(parts: SplitResult) -> Place | None:
    if parts.scheme not in PORTS or not parts.hostname or parts.username or parts.password:
        return None
    return Place(parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme], parts.path)
