"""The first administrator: a code from the server's terminal, good while there is no administrator."""

import hashlib
import secrets
from pathlib import Path

from rekam.kernel.places import data_folder, write_private

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def make_set_up_code() -> str:
    """A new code, told once; only its digest is kept, and the code before it ends."""
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
    write_private(_file(), _digest(code).encode())
    return code


def is_set_up_code(typed: str) -> bool:
    """Whether somebody typed the code that the terminal shows."""
    path = _file()
    return path.exists() and secrets.compare_digest(path.read_text(), _digest(typed))


def end_set_up_code() -> None:
    """No code is good any more."""
    _file().unlink(missing_ok=True)


def _file() -> Path:
    return data_folder() / "set-up-code"


def _digest(code: str) -> str:
    return hashlib.sha256(
        "".join(letter for letter in code.lower() if letter in LETTERS).encode()
    ).hexdigest()
