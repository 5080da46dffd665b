"""A probe against one template of the vault, or against nobody's, by the same work."""

import logging
from functools import lru_cache
from pathlib import Path

from rekam.abis.engine.parameters import DEFAULT
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.engine.verifying import Verdict, verify
from rekam.abis.nobody import filled_up, nobody
from rekam.kernel.errors import RuleBroken
from rekam.vault import services as vault

log = logging.getLogger("rekam.abis")


def compare(probe: PersonTemplate, *, address: str | None) -> Verdict:
    """See `abis.services.compare`."""
    return compare_with(probe, reference=_read(address or _of_nobody(vault.first_medium())))


def compare_with(probe: PersonTemplate, *, reference: PersonTemplate | None) -> Verdict:
    """See `abis.services.compare_with`."""
    return verify(probe, reference=filled_up(reference or nobody()), parameters=DEFAULT)


def _read(address: str) -> PersonTemplate:
    try:
        return PersonTemplate.from_bytes(vault.read(address))
    except RuleBroken as broken:
        log.error("template %s cannot be read: %s", address, broken.code)
        return nobody()


@lru_cache(maxsize=4)
def _of_nobody(_medium: Path) -> str:
    """Kept like any other template, so that reading it costs what reading another does."""
    return vault.keep(nobody().to_bytes(), kind="template")
