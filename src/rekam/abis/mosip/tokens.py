"""The two tokens of the door: MOSIP shows us one, and where we send answers we show it the other."""

import hmac
import secrets
from pathlib import Path

from rekam.kernel.places import data_folder, write_private

SCHEME = "Bearer "


def token_file() -> Path:
    """Where the token lies that MOSIP's side must show."""
    return data_folder() / "keys" / "mosip-token"


def make_token() -> Path:
    """Make the token where there is none; the file that holds it."""
    path = token_file()
    if not path.exists():
        write_private(path, secrets.token_urlsafe(32).encode())
    return path


def is_ours(header: str) -> bool:
    """Whether an Authorization header shows the token; false for all where none was made."""
    path = token_file()
    wanted = path.read_text().strip() if path.exists() else ""
    shown = header.removeprefix(SCHEME) if header.startswith(SCHEME) else ""
    return bool(wanted) and hmac.compare_digest(shown.encode(), wanted.encode())
