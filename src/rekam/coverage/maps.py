"""The schematic map of an area, drawn once for a set of classes and kept in memory."""

from collections.abc import Mapping

from rekam.coverage.rules import Counts, gap_class


def draw_map(*, place: str, villages: Mapping[str, Counts]) -> Mapping[str, str] | None:
    """Two SVG drawings ("wide", "narrow") of the gap by kelurahan; None where we know no centroids."""
    classes = {code: gap_class(found.not_recorded, wajib=found.wajib) for code, found in villages.items()}
    raise NotImplementedError((place, classes))
