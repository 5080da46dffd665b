"""The indices of a large gallery follow its growth."""

import uuid
from dataclasses import replace
from pathlib import Path

import pytest

from rekam.abis import gallery_store
from rekam.abis.engine.gallery import Gallery
from rekam.abis.engine.parameters import DEFAULT
from rekam.abis.engine.positions import Position
from rekam.abis.engine.shortlist import INDEXED
from tests.abis.engine.bodies import person


def test_a_large_gallery_has_indices_and_new_ones_when_many_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = person(1, fingers=2, eyes=False)
    gallery = Gallery.create(tmp_path)
    known: list[dict[Position, int]] = []
    monkeypatch.setattr(gallery_store, "DEFAULT", replace(DEFAULT, index_from=50))
    for first, more in ((1, 49), (50, 1), (51, 5), (56, 1)):
        gallery.append_many((uuid.UUID(int=k), one) for k in range(first, first + more))
        gallery_store._keep_indexed(gallery)
        known.append({place: len(index) for place, index in gallery.view().indices.items()})

    assert known == [{}, *(dict.fromkeys(INDEXED, rows) for rows in (50, 50, 56))]
