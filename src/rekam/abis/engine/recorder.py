"""Transparency: every intermediate result has a public name and can be kept by whoever passes a recorder."""

from typing import Protocol


class Recorder(Protocol):
    """Receives intermediate results; None in its place keeps nothing and costs nothing."""

    def keep(self, name: str, value: object) -> None:
        """Take one result under its public name, such as `finger.minutiae` or `iris.limbus`."""
        ...


class Notebook:
    """A recorder that keeps all results in memory, by name, in the order in which they came."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, object]] = []

    def keep(self, name: str, value: object) -> None:
        self.kept.append((name, value))

    def __getitem__(self, name: str) -> object:
        """The last result of that name. Raises KeyError."""
        for known, value in reversed(self.kept):
            if known == name:
                return value
        raise KeyError(name)


def keep(recorder: Recorder | None, **results: object) -> None:
    """Hand results on under their names (`finger__minutiae` becomes `finger.minutiae`)."""
    if recorder is not None:
        for name, value in results.items():
            recorder.keep(name.replace("__", "."), value)
