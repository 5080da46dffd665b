"""Paper by Typst: no network, no system fonts, no files; the same input gives the same bytes."""

from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Literal

import typst

FONTS = Path(str(resources.files("rekam.ui"))) / "fonts"


def typeset(
    files: Mapping[str, bytes], *, at: datetime, kind: Literal["pdf", "png"] = "pdf", ppi: float | None = None
) -> bytes:
    """One document from its layout, "main.typ", and what that reads beside it.

    at    the hour that the document bears
    ppi   pixels an inch of a PNG
    Raises ValueError for a PNG of several pages.
    """
    made: object = typst.compile(  # type: ignore[call-overload]  # the stub knows no files in memory
        dict(files),
        format=kind,
        ppi=ppi,
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        timestamp=int(at.astimezone(UTC).timestamp()),
    )
    if not isinstance(made, bytes):
        raise ValueError("a document is one file")
    return made
