"""The server's keys and how its media stand, for the rooms above."""

import os
from collections.abc import Mapping
from pathlib import Path

from rekam.vault import keys
from rekam.vault.keys import ServerKeys
from rekam.vault.services import first_medium, second_medium


def server_keys() -> ServerKeys:
    """Receipt seed, public sealing keys and vault keys. Raises RuleBroken("keys_missing")."""
    return keys.server_keys()


def opening_keys() -> Mapping[str, bytes]:
    """Private sealing keys by kid: for the worker alone. Raises RuleBroken("keys_missing")."""
    return keys.opening_keys()


def checkpoint_keys() -> Mapping[str, bytes]:
    """Seeds that sign the audit's checkpoints, the last one now: for the worker alone.

    Raises RuleBroken("keys_missing").
    """
    return keys.checkpoint_keys()


def places() -> Mapping[str, Path]:
    """The folders of the two media, by the names under which they are told of."""
    return {"vault": first_medium(), "vault_copy": second_medium()}


def media_away() -> int:
    """How many media cannot be written, or are empty while the other one holds files: not mounted.

    Before anything was kept neither is away.
    """
    held = {path: _holds(path) for path in places().values()}
    return sum(
        any(held.values()) and not (held[path] and os.access(path, os.W_OK | os.X_OK)) for path in held
    )


def _holds(medium: Path) -> bool:
    try:
        return next(medium.iterdir(), None) is not None
    except OSError:
        return False
