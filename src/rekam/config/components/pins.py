"""What is pinned in requirements/, what its metadata say, and what was committed from npm."""

import importlib.metadata
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PACKAGE = Path(__file__).resolve().parents[2]
REQUIREMENTS = PACKAGE.parents[1] / "requirements"
VENDORED = ("ui/vendor.json", "credentials/vendor.json")
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
# Where a package tells its licence by a classifier only; SPDX names what is not ambiguous.
CLASSIFIED = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "ISC License (ISCL)": "ISC",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}
EXPRESSIONS = {"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MPL-2.0", "MPL-2.0 AND MIT"}
UNTOLD = "not told by its metadata"
BUILDS_ONLY = "nothing of it is in the output"


@dataclass(frozen=True, kw_only=True)
class Component:
    """One package of somebody else's.

    ecosystem   PyPI or npm, as OSV calls them
    licence     an SPDX expression where `spdx`, else the package's own words
    hashes      SHA-256 (PyPI: of each file that may be installed) or SHA-512 (npm), in hexadecimal
    needs       names of those that it asks for, of the same ecosystem
    """

    ecosystem: str
    name: str
    version: str
    licence: str
    spdx: bool
    hashes: Sequence[str] = ()
    needs: Sequence[str] = ()
    installed: bool = True
    only_builds: bool = field(default=False)


def pinned_here() -> Path:
    """The pins that an installation with this Python runs on."""
    return REQUIREMENTS / f"base-py{sys.version_info.major}{sys.version_info.minor}.txt"


def components(pins: Path) -> Sequence[Component]:
    """All of a file of pins, and what was committed from npm, by name."""
    return [*pinned(pins.read_text(encoding="utf-8")), *vendored()]


def pinned(text: str) -> Sequence[Component]:
    """The packages of a file of pins, with what is known of those that are installed."""
    found = []
    for entry in re.split(r"\n(?=\S)", text.replace("\\\n", " ")):
        told = PIN.match(entry)
        if told:
            found.append(_pinned(told[1], version=told[2], hashes=HASH.findall(entry)))
    return found


def vendored() -> Iterator[Component]:
    """What was committed from npm, as vendor.json records it."""
    for place in VENDORED:
        for one in json.loads((PACKAGE / place).read_text(encoding="utf-8"))["packages"]:
            yield Component(
                ecosystem="npm",
                name=one["name"],
                version=one["version"],
                licence=one["licence"],
                spdx=True,
                only_builds=BUILDS_ONLY in one["use"],
            )


def _pinned(name: str, *, version: str, hashes: Sequence[str]) -> Component:
    try:
        found = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        found = None
    installed = found is not None and found.version == version
    licence, spdx = _licence(found.metadata) if found is not None and installed else (UNTOLD, False)
    return Component(
        ecosystem="PyPI",
        name=canonicalize_name(name),
        version=version,
        licence=licence,
        spdx=spdx,
        hashes=hashes,
        needs=_needs(found) if found is not None and installed else (),
        installed=installed,
    )


def _licence(metadata: importlib.metadata.PackageMetadata) -> tuple[str, bool]:
    """What a package says of its licence, and whether that is an SPDX expression."""
    expression = _field(metadata, "License-Expression")
    if expression:
        return expression, True
    told = [one.rsplit(" :: ", 1)[-1] for one in metadata.get_all("Classifier") or [] if "License ::" in one]
    names = [CLASSIFIED[one] for one in told if one in CLASSIFIED]
    if told and len(names) == len(told):
        return " OR ".join(sorted(names)), True
    words = _field(metadata, "License")
    if words in EXPRESSIONS:
        return words, True
    # Some put the licence's whole text there.
    return (words if words and "\n" not in words else " / ".join(told)) or UNTOLD, False


def _field(metadata: importlib.metadata.PackageMetadata, name: str) -> str:
    return metadata[name].strip() if name in metadata else ""


def _needs(found: importlib.metadata.Distribution) -> Sequence[str]:
    environment = {**{name: str(value) for name, value in default_environment().items()}, "extra": ""}
    asked = [Requirement(text) for text in found.requires or []]
    return sorted(
        {
            canonicalize_name(one.name)
            for one in asked
            if one.marker is None or one.marker.evaluate(environment)
        }
    )
