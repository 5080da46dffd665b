"""Files as they come: encodings, packing, delimiters; and hostile ones."""

import gzip
import hashlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rekam.kernel.errors import RuleBroken
from rekam.registry.bulk import reading
from rekam.registry.bulk.reading import Source, take_in

HEAD = "NIK;NAMA_LGKP\n"


def taken(content: bytes, folder: Path) -> Source:
    path = folder / "daftar.csv"
    path.write_bytes(content)
    work = folder / "work"
    work.mkdir(exist_ok=True)
    return take_in(path, work=work)


def text_of(source: Source) -> list[str]:
    return source.path.read_text(encoding="utf-8-sig").splitlines()


def test_clean_utf8_is_read_where_it_lies(tmp_path: Path) -> None:
    content = (HEAD + "1;ANDRÉ\n").encode()
    source = taken(content, tmp_path)
    assert source.path == tmp_path / "daftar.csv"
    assert (source.encoding, source.delimiter, source.header) == ("utf-8", ";", ("NIK", "NAMA_LGKP"))
    assert source.sha256 == hashlib.sha256(content).hexdigest()


def test_a_byte_order_mark_is_no_letter_of_the_first_name(tmp_path: Path) -> None:
    assert taken(b"\xef\xbb\xbf" + HEAD.encode(), tmp_path).header == ("NIK", "NAMA_LGKP")


def test_windows_1252_is_found_by_itself(tmp_path: Path) -> None:
    source = taken((HEAD + "1;ANDRÉ’S\n2;ZOË\n").encode("windows-1252"), tmp_path)
    assert source.encoding == "windows-1252"
    assert text_of(source) == ["NIK;NAMA_LGKP", "1;ANDRÉ’S", "2;ZOË"]


def test_one_broken_line_of_utf8_is_marked_and_the_others_keep_their_numbers(tmp_path: Path) -> None:
    source = taken(HEAD.encode() + "1;ANDRÉ\n".encode() + b"2;\xff\xfe\n" + b"3;A\n", tmp_path)
    assert source.unread == (3,)
    assert text_of(source) == ["NIK;NAMA_LGKP", "1;ANDRÉ", reading.MARK, "3;A"]


@pytest.mark.parametrize("bad", [b"2;A\x00B", b"2;A\x01B", b"2;\x1fB"])
def test_control_letters_make_a_line_unreadable(bad: bytes, tmp_path: Path) -> None:
    assert taken(HEAD.encode() + b"1;A\n" + bad + b"\n", tmp_path).unread == (3,)


def test_a_line_that_ends_for_some_readers_alone_is_unreadable(tmp_path: Path) -> None:
    """Else DuckDB and the proof of a line would number what follows differently, and a header break csv."""
    source = taken(HEAD.encode() + b'1;A\rB\n2;C\r\n3;"D"\rE\n4;F\n', tmp_path)
    assert source.unread == (2, 4)
    assert text_of(source) == ["NIK;NAMA_LGKP", reading.MARK, "2;C", reading.MARK, "4;F"]
    with pytest.raises(RuleBroken, match="import_no_header"):
        taken(b"NIK;NAMA_LGKP\r1;A\r2;B\r", tmp_path)


@pytest.mark.parametrize("before", [0, reading.BLOCK - 40_000])
def test_a_line_that_is_too_long_is_marked_and_the_others_keep_their_numbers(
    before: int, tmp_path: Path
) -> None:
    fill = b"".join(b"1;" + b"B" * 997 + b"\n" for _ in range(before // 1000))
    longest = b"2;" + b"A" * (reading.LONGEST_LINE - 2)
    source = taken(HEAD.encode() + fill + longest + b"\n" + longest + b"A\n3;A\n", tmp_path)
    assert source.unread == (before // 1000 + 3,)
    assert text_of(source)[-3:] == [longest.decode(), reading.MARK, "3;A"]


@pytest.mark.parametrize("delimiter", list(reading.DELIMITERS))
def test_four_delimiters(delimiter: str, tmp_path: Path) -> None:
    source = taken(f"NIK{delimiter}NAMA_LGKP{delimiter}X\n".encode(), tmp_path)
    assert source.header == ("NIK", "NAMA_LGKP", "X")


def test_gz_is_unpacked_and_hashed_as_it_came(tmp_path: Path) -> None:
    packed = gzip.compress((HEAD + "1;A\n").encode())
    source = taken(packed, tmp_path)
    assert text_of(source)[1] == "1;A"
    assert source.sha256 == hashlib.sha256(packed).hexdigest()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import_file_empty"),
        (gzip.compress(b"", mtime=0), "import_file_empty"),
        (b"PK\x03\x04" + bytes(200), "import_file_binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(200)), "import_file_binary"),
        ("NIK;NAMA\n".encode("utf-16"), "import_file_binary"),
        (bytes(range(256)) * 40, "import_file_binary"),
        (b"NIK\n1\n", "import_no_header"),
        (b"\n\n", "import_no_header"),
        (gzip.compress(b"NIK;NAMA\n", mtime=0)[:-4], "import_file_packed_wrong"),
        (b"\x1f\x8bnonsense", "import_file_packed_wrong"),
        (gzip.compress(b"NIK;NAMA\n" + bytes(40_000_000)), "import_file_too_large"),
    ],
)
def test_what_is_no_list_is_refused_with_a_code(content: bytes, code: str, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken) as refused:
        taken(content, tmp_path)
    assert refused.value.code == code


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="import_file_missing"):
        take_in(tmp_path / "tidak-ada.csv", work=tmp_path)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(st.characters(codec="cp1252", categories=["L"]), min_size=1, max_size=12))
def test_a_name_is_the_same_from_either_encoding(name: str, tmp_path: Path) -> None:
    for encoding in ("utf-8", "windows-1252"):
        source = taken(f"NIK;NAMA_LGKP\n1;{name}É\n".encode(encoding), tmp_path)
        if source.encoding == encoding:  # a few words of Windows-1252 are sound UTF-8 too
            assert text_of(source)[1] == f"1;{name}É"


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300))
def test_no_bytes_do_anything_but_be_read_or_refused(content: bytes, tmp_path: Path) -> None:
    with suppress(RuleBroken):
        assert len(taken(content, tmp_path).header) > 1
