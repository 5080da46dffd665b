"""A bill of materials as CycloneDX 1.6 (ECMA-424) writes it: the same pins, the same file."""

import hashlib
import json
import uuid
from collections.abc import Sequence
from urllib.parse import quote

from rekam.config.components.pins import Component

SPEC = "1.6"
KINDS = {"PyPI": "pypi", "npm": "npm"}


def bill(found: Sequence[Component], *, version: str) -> str:
    """The bill's text, JSON. It tells no time: who keeps it knows when, and equal ones are equal."""
    refs = {(one.ecosystem, one.name): purl(one) for one in found}
    body: dict[str, object] = {
        "bomFormat": "CycloneDX",
        "specVersion": SPEC,
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "rekam",
                "name": "rekam",
                "version": version,
                "licenses": [{"license": {"id": "MPL-2.0"}}],
            }
        },
        "components": [_component(one) for one in found],
        "dependencies": [
            {"ref": "rekam", "dependsOn": sorted(refs.values())},
            *(
                {
                    "ref": purl(one),
                    "dependsOn": [
                        refs[one.ecosystem, name] for name in one.needs if (one.ecosystem, name) in refs
                    ],
                }
                for one in found
            ),
        ],
    }
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).digest()
    return json.dumps({**body, "serialNumber": uuid.UUID(bytes=digest[:16], version=4).urn}, indent=1) + "\n"


def purl(one: Component) -> str:
    """A package's address as scanners know it (package-url)."""
    return f"pkg:{KINDS[one.ecosystem]}/{quote(one.name, safe='/')}@{quote(one.version, safe='')}"


def _component(one: Component) -> dict[str, object]:
    licence = {"expression": one.licence} if one.spdx else {"license": {"name": one.licence}}
    scope = {"scope": "excluded"} if one.only_builds else {}
    hashes = [{"alg": "SHA-256", "content": value} for value in one.hashes]
    return {
        "type": "library",
        "bom-ref": purl(one),
        "name": one.name,
        "version": one.version,
        "purl": purl(one),
        "licenses": [licence],
        **scope,
        **({"hashes": hashes} if hashes else {}),
    }
