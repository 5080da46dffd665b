"""The server's keys, for the rooms above."""

from collections.abc import Mapping

from rekam.vault import keys
from rekam.vault.keys import ServerKeys


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
