"""How many lines the web process holds open."""

import resource

import pytest

from rekam.config import serve


@pytest.mark.parametrize(
    ("files", "lines"), [(resource.RLIM_INFINITY, 16_384), (20_000, 16_384), (4_096, 2_048), (1_024, 128)]
)
def test_there_is_a_file_for_each_line_and_some_for_ourselves(
    files: int, lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve.resource, "getrlimit", lambda _which: (1_024, files))
    monkeypatch.setattr(serve, "OPEN_LINES", 16_384)
    assert serve.open_lines() == lines
