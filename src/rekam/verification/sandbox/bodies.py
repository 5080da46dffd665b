"""The bodies of invented people: templates of drawn faces and fingers (rekam.simulation.sandbox_bodies).

What an integrator sends in lies beside the sandbox's pages: other impressions of the same drawn bodies.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rekam.abis.engine.template import PersonTemplate

FOLDER = Path(__file__).with_name("drawn")
# of the sandbox's people, and of those about whom an institution on trial asks
NAMES: Mapping[str, str] = {
    "9999994101900001": "contoh-satu",
    "9999990202850002": "contoh-dua",
    "9900000101900001": "contoh-satu",
}


def find_template(nik: str) -> "PersonTemplate | None":
    """The body of an invented person; None for everybody else."""
    name = NAMES.get(nik)
    return _read(name) if name else None


@cache
def _read(name: str) -> "PersonTemplate":
    from rekam.abis.engine.template import PersonTemplate

    return PersonTemplate.from_bytes((FOLDER / f"{name}.template").read_bytes())
