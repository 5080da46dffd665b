"""Files that settings of the doors name: keys, certificates, secrets."""

from pathlib import Path

from rekam.kernel.errors import RuleBroken


def content_of(path: str) -> bytes:
    """The bytes of a file, none where no file is named. Raises RuleBroken("mosip_file")."""
    try:
        return Path(path).read_bytes() if path else b""
    except OSError as error:
        raise RuleBroken("mosip_file", file=path) from error


def first_line(path: str) -> str:
    """The first line of a file, without blanks at its ends. Raises RuleBroken("mosip_file")."""
    lines = content_of(path).decode(errors="replace").splitlines()
    return lines[0].strip() if lines else ""
