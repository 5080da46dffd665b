"""The few files beside database and vault without which a restored machine cannot go on.

Keys of every sort, the audit's checkpoints, the trust of devices, imported borders, the variables that were
set. Not: the gallery, the columns, half-sent packets and static files, which are made or sent again.
"""

import hashlib
import io
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path

from rekam.audit.places import NAME as CHECKPOINTS
from rekam.audit.places import folders as checkpoint_folders
from rekam.config.signing_keys import keys_folder as credential_keys
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder, write_private

PASSWORD, SETTINGS = "server-password", "settings.txt"
FOLDERS = ("keys", "device-anchors", "boundaries")
FILES = ("secret-key",)


def packed(*, password: str) -> bytes:
    """The files as a tar, always the same for the same content.

    password   the database's superuser's: a restored database still demands it
    """
    into = io.BytesIO()
    with tarfile.open(fileobj=into, mode="w") as tar:
        for name, path in sorted(_files().items()):
            _add(tar, name, path.read_bytes())
        _add(tar, PASSWORD, password.encode())
        _add(tar, SETTINGS, _settings().encode())
    return into.getvalue()


def digest(content: bytes) -> str:
    """What tells whether it changed."""
    return hashlib.sha256(content).hexdigest()


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a packed state by name. Raises RuleBroken("backup_file_altered")."""
    found = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(content)) as tar:
            for member in tar.getmembers():
                file = tar.extractfile(member)
                if file is None or member.name.startswith("/") or ".." in Path(member.name).parts:
                    raise RuleBroken("backup_file_altered", name=member.name)
                found[member.name] = file.read()
    except tarfile.TarError as error:
        raise RuleBroken("backup_file_altered", name="state") from error
    return found


def put_back(files: dict[str, bytes]) -> int:
    """Write them where this installation looks for them; how many. `settings.txt` lies there to be read."""
    for name, content in files.items():
        if name != PASSWORD:
            write_private(_goal(name), content)
    return len(files) - 1


def taken() -> list[Path]:
    """What lies here already of all this, so that nothing is written over."""
    goals = [data_folder() / name for name in (*FOLDERS, *FILES)]
    goals += [credential_keys(), checkpoint_folders()[0] / CHECKPOINTS]
    return [goal for goal in goals if (any(goal.iterdir()) if goal.is_dir() else goal.exists())]


def _files() -> dict[str, Path]:
    found = {name: data_folder() / name for name in FILES}
    for folder in FOLDERS:
        found |= dict(_below(data_folder() / folder, name=folder))
    found |= dict(_below(credential_keys(), name="credentials"))
    found[f"checkpoints/{CHECKPOINTS}"] = checkpoint_folders()[0] / CHECKPOINTS
    return {name: path for name, path in found.items() if path.is_file()}


def _below(folder: Path, *, name: str) -> Iterator[tuple[str, Path]]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.endswith(".new"):
            yield f"{name}/{path.relative_to(folder)}", path


def _goal(name: str) -> Path:
    first, _, rest = name.partition("/")
    if first == "credentials":
        return credential_keys() / rest
    if first == "checkpoints":
        return checkpoint_folders()[0] / rest
    return data_folder() / name


def _settings() -> str:
    told = sorted((name, value) for name, value in os.environ.items() if name.startswith("REKAM_"))
    return "".join(f"{name}={value}\n" for name, value in told)


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, io.BytesIO(content))
