"""The import graph of the package and what is pure; shared by the architecture tests."""

from functools import cache

import grimp

PURE_NAMES = {
    "rules",
    "packet",
    "capture_rules",
    "photo_rules",
    *("corrections", "consents", "notices"),
    "sync_messages",
    "layout",
    "geometry",
    "map_svg",
    "tree",
    "checkpoints",
    "sealing",
    # the projection of coverage; forecast stands on all the others
    *("forecast", "past"),
    # where somebody to record stands, and when a place can be visited
    *("splitting", "closures", "reckoning"),
}
PURE_PACKAGES = (
    *("rekam.abis.engine", "rekam.outreach.planning", "rekam.outreach.rounds.routing"),
    *(f"rekam.credentials.{part}" for part in ("formats", "claims", "signing", "certificates", "verdict")),
    "rekam.abis.references",
    *(f"rekam.abis.mosip.{part}" for part in ("answers", "opening", "records")),
    *(f"rekam.abis.osia.{part}" for part in ("answers", "images", "minutiae", "states", "tokens")),
    *(f"rekam.credentials.issuing.{part}" for part in ("rules", "dpop", "nonces", "proofs")),
)
# Ways into another room, besides its pure modules. The kernel and the look are everybody's.
# "showing" and "words" tell a page above what a room has, in words; "keeping" how long it has it.
DOORS = {"services", "queries", "permissions", "refusals", "adapters", "showing", "words", "keeping"}
OPEN_ROOMS = {"kernel", "ui"}
SEES_EVERYTHING = {"config", "__main__"}


@cache
def graph() -> grimp.ImportGraph:
    """The package's imports, with those from outside."""
    return grimp.build_graph("rekam", include_external_packages=True)


def modules() -> list[str]:
    """Every module of ours but migrations."""
    return sorted(m for m in graph().modules if m.startswith("rekam.") and ".migrations" not in m)


def room(module: str) -> str:
    """The second part of a module's name: its app."""
    return module.split(".")[1]


def is_pure(module: str) -> bool:
    """Whether a module must do without Django, clock and file."""
    return module.rsplit(".", 1)[-1] in PURE_NAMES or module.startswith(PURE_PACKAGES)
