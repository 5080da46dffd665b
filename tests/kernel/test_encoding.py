"""A file that is not UTF-8 is refused with the place that is wrong."""

import pytest

from rekam.kernel.encoding import place_of


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(
    ("content", "line", "byte"), [(b"\xff", 1, 1), (b"a\nCaf\xe9\n", 2, 4), (b"a\r\nb\r\n\xe9", 3, 1)]
)
def test_the_place_is_counted_from_one_and_behind_the_mark(
    mark: bytes, content: bytes, line: int, byte: int
) -> None:
    with pytest.raises(UnicodeDecodeError) as wrong:
        (mark + content).decode("utf-8-sig")
    assert place_of(wrong.value) == {"line": line, "byte": byte}
