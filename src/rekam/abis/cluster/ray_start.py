"""Starting Ray on this machine alone, or joining the one of the settings; nothing is told to anybody.

Whoever reaches Ray's ports with its token runs code on its machines (docs/explanation/sizing.md). So it
listens on the loopback interface, asks for a token, and has neither a dashboard nor usage statistics.
"""

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder, write_private

NAME: Final = "shards.json"
STORE_BYTES: Final = 128 * 1024 * 1024
"""Ray's own shared memory: questions and answers of some kilobytes; the gallery is not in it."""
CLOSED: Final[Mapping[str, str]] = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_AUTH_MODE": "token"}
ALONE: Final[Mapping[str, str]] = {
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # a machine without others: only so it listens on 127.0.0.1
    "RAY_worker_niceness": "0",  # Ray's 15 would let all other work of the machine go before a search
}


def start_alone(*, count: int) -> None:
    """Start Ray for this machine, and leave a private note by which this installation's processes join it."""
    token = secrets.token_hex(32)
    os.environ.update({**CLOSED, **ALONE, "RAY_AUTH_TOKEN": token})
    import_ray()
    import ray

    context = ray.init(
        address="local",
        num_cpus=max(count, os.cpu_count() or 1),
        include_dashboard=False,
        log_to_driver=False,
        configure_logging=False,
        object_store_memory=STORE_BYTES,
    )
    address: str = context.address_info["address"]
    host = address.rsplit(":", 1)[0]
    if host != "127.0.0.1":
        ray.shutdown()
        raise RuleBroken("shards_not_closed", host=host)
    write_private(_note(), json.dumps({"address": address, "token": token}).encode())


def join(address: str) -> None:
    """Join the Ray at an address, "" = the one that this installation's folder has a note of.

    Of another machine's the token comes as RAY_AUTH_TOKEN or RAY_AUTH_TOKEN_PATH (Ray's own settings).
    Raises RuleBroken("cluster_missing" | "shards_unreachable").
    """
    os.environ.update(CLOSED)
    if not address:
        noted = _noted()
        address = noted["address"]
        os.environ.update({**ALONE, "RAY_AUTH_TOKEN": noted["token"]})
    import_ray()
    import ray

    if ray.is_initialized():
        return
    try:
        ray.init(address=address, log_to_driver=False, configure_logging=False)
    except (ConnectionError, RuntimeError) as error:
        raise RuleBroken("shards_unreachable", address=address) from error


def import_ray() -> None:
    """Whether the optional group is there. Raises RuleBroken("cluster_missing")."""
    try:
        import ray  # noqa: F401
    except ImportError as error:
        raise RuleBroken("cluster_missing", package="ray") from error


def _note() -> Path:
    return data_folder() / NAME


def _noted() -> Mapping[str, str]:
    try:
        found: Mapping[str, str] = json.loads(_note().read_text())
    except FileNotFoundError as error:
        raise RuleBroken("shards_unreachable", file=NAME) from error
    return found
