"""Small bundles for tests: a package of two files, three signers, two of whom must sign."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from rekam.devices.updates import making
from rekam.devices.updates.bundle import Manifest
from rekam.devices.updates.making import Recipe
from rekam.devices.updates.trust import Trust, new_trust
from rekam.vault import sealing

MADE = datetime(2026, 11, 20, 3, tzinfo=UTC)
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
SEEDS = [bytes([number]) * 32 for number in (21, 22, 23)]
STRANGERS = [bytes([number]) * 32 for number in (91, 92, 93)]
PUBLICS = [sealing.signing_public(seed) for seed in SEEDS]
TRUST = new_trust(PUBLICS, threshold=2)
PINS = "one==1.0 \\\n    --hash=sha256:00\n"


@dataclass(frozen=True, kw_only=True)
class Press:
    """Where bundles are made: the pins of the laptops, and a source that each version differs in."""

    folder: Path

    def recipe(self, number: int) -> Recipe:
        pins = self.folder / "pins.txt"
        pins.write_text(PINS)
        return Recipe(
            number=number,
            name=f"0.{number}.0",
            least=0,
            made=MADE,
            platform="test-x",
            python="3.0",
            base=pins,
            locked=pins,
            wheels=None,
            stores={"outbox": (3, 3), "visit": (3, 3)},
        )

    def source(self, number: int, *, code: str = "") -> Path:
        package = self.folder / f"source-{number}" / "rekam"
        package.mkdir(parents=True, exist_ok=True)
        (package / "__init__.py").write_text(f"NUMBER = {number}\n")
        (package / "__main__.py").write_text(code or f"print({number})\n")
        return package

    def bundle(
        self, number: int, *, seeds: list[bytes] = SEEDS[:2], code: str = "", **changed: object
    ) -> Path:
        """A bundle with this number, signed by these; `changed` are fields of its recipe."""
        path = self.folder / f"{number}-{len(list(self.folder.iterdir()))}.rekam-update"
        recipe = replace(self.recipe(number), **changed)  # type: ignore[arg-type]
        making.make(recipe, source=self.source(number, code=code), to=path)
        for seed in seeds:
            making.sign(path, seed=seed)
        return path


def trust_of(seeds: list[bytes], *, serial: int = 1) -> Trust:
    return new_trust([sealing.signing_public(seed) for seed in seeds], threshold=2, serial=serial)


__all__ = ["MADE", "NOW", "SEEDS", "STRANGERS", "TRUST", "Manifest", "Press", "trust_of"]
