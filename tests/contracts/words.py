"""The sentences of each room and their English, read without gettext's programs.

`python -m tests.contracts.words` brings every django.po up to the code (new sentences with an empty
English, gone ones dropped) and compiles django.mo; docs/how-to/translate.md.
"""

import ast
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "rekam"
LANGUAGE = Path("locale/en/LC_MESSAGES")
HEADER = (
    "Language: en\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
)
MARKED = {"gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
IN_TEMPLATE = re.compile(r"""\b(?:_|n?gettext)\((u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")""")
PLURAL = re.compile(
    r"""\bngettext\(u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"), *(u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")"""
)


@dataclass(frozen=True)
class Sentence:
    """One msgid, with its plural where it has one."""

    one: str
    many: str = ""


@dataclass(frozen=True)
class Entry:
    """A sentence and its English, one string or two."""

    sentence: Sentence
    english: tuple[str, ...]
    is_fuzzy: bool = False


def rooms() -> list[str]:
    """The rooms that have sentences; one is enough to know it, so most files are not read."""
    rooms = [path.name for path in sorted(PACKAGE.iterdir()) if path.is_dir()]
    return [room for room in rooms if any(chain(_python_of(room), _templates_of(room)))]


def sentences(room: str) -> list[Sentence]:
    """Every sentence of a room's Python and templates, in the order of files."""
    found: dict[str, Sentence] = {}
    for sentence in _python_of(room):
        found.setdefault(sentence.one, sentence)
    for sentence in _templates_of(room):
        found[sentence.one] = max(sentence, found.get(sentence.one, sentence), key=lambda s: s.many)
    return list(found.values())


def _python_of(room: str) -> Iterator[Sentence]:
    for path in sorted((PACKAGE / room).rglob("*.py")):
        yield from in_python(path.read_text(encoding="utf-8"))


def _templates_of(room: str) -> Iterator[Sentence]:
    for path in sorted((PACKAGE / room).rglob("*.html")):
        yield from in_template(path.read_text(encoding="utf-8"))


def in_python(source: str) -> Iterator[Sentence]:
    """Arguments of gettext and its kin, under whatever name they were imported."""
    if "gettext" not in source:  # each of MARKED says so where it is imported
        return
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in MARKED
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if words:
                yield Sentence(*words[: 2 if names[node.func.id].startswith("ngettext") else 1])


def in_template(source: str) -> Iterator[Sentence]:
    """What translate and blocktranslate tags hold, as Django looks it up (% doubled)."""
    if not settings.configured:
        settings.configure()
    plain = templatize(source)
    for match in IN_TEMPLATE.finditer(plain):
        many = PLURAL.match(plain, match.start())
        yield Sentence(ast.literal_eval(match[1]), ast.literal_eval(many[1]) if many else "")


def read_po(path: Path) -> list[Entry]:
    """The entries of a .po file without its header; obsolete ones are left out."""
    blocks: list[dict[str, str]] = []
    fuzzy, key = False, ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        goes_on = line.startswith('"')
        word, _, rest = (key, "", line) if goes_on else line.partition(" ")
        if word == "msgid" and not goes_on:
            blocks.append({"fuzzy": "fuzzy"} if fuzzy else {})
            fuzzy = False
        if word:
            blocks[-1][word] = blocks[-1].get(word, "") + str(ast.literal_eval(rest))
            key = word
    return [_entry(block) for block in blocks if block["msgid"]]


def _entry(block: dict[str, str]) -> Entry:
    english = tuple(text for name, text in block.items() if name.startswith("msgstr"))
    return Entry(Sentence(block["msgid"], block.get("msgid_plural", "")), english, "fuzzy" in block)


def read_mo(path: Path) -> dict[str, str]:
    """msgid -> msgstr of a compiled file; plurals joined by a zero byte, as they lie there."""
    data = path.read_bytes()
    _, _, count, ids, texts = struct.unpack_from("<5I", data)
    found = {}
    for number in range(count):
        pair = []
        for table in (ids, texts):
            length, start = struct.unpack_from("<2I", data, table + 8 * number)
            pair.append(data[start : start + length].decode())
        found[pair[0]] = pair[1]
    return found


def compiled(entries: list[Entry]) -> dict[str, str]:
    """What the compiled file of these entries holds."""
    pairs = {"": HEADER}
    for entry in entries:
        if all(entry.english) and not entry.is_fuzzy:
            both = (entry.sentence.one, entry.sentence.many) if entry.sentence.many else (entry.sentence.one,)
            pairs["\0".join(both)] = "\0".join(entry.english)
    return pairs


def write_mo(path: Path, entries: list[Entry]) -> None:
    """Compile entries; the same bytes for the same entries."""
    pairs = sorted((key.encode(), value.encode()) for key, value in compiled(entries).items())
    count, tables, body = len(pairs), b"", b""
    start = 28 + 16 * count
    for side in (0, 1):
        for pair in pairs:
            tables += struct.pack("<2I", len(pair[side]), start + len(body))
            body += pair[side] + b"\0"
    path.write_bytes(struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, start) + tables + body)


def write_po(path: Path, entries: list[Entry], *, room: str) -> None:
    """Write entries in their order."""
    head = "\n".join(quoted(line + "\n") for line in HEADER.splitlines())
    blocks = [f'# English of {room}; Indonesian is the source language.\nmsgid ""\nmsgstr ""\n{head}']
    for entry in entries:
        lines = ["#, python-format"] if "%(" in entry.sentence.one or "%%" in entry.sentence.one else []
        lines.append(f"msgid {quoted(entry.sentence.one)}")
        if entry.sentence.many:
            lines.append(f"msgid_plural {quoted(entry.sentence.many)}")
            lines += [f"msgstr[{n}] {quoted(text)}" for n, text in enumerate(entry.english)]
        else:
            lines.append(f"msgstr {quoted(entry.english[0])}")
        blocks.append("\n".join(lines))
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def quoted(text: str) -> str:
    """A string as .po files write it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def bring_up(room: str) -> int:
    """Write a room's .po and .mo again; how many sentences have no English yet."""
    folder = PACKAGE / room / LANGUAGE
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "django.po"
    known = {entry.sentence: entry.english for entry in read_po(path)} if path.exists() else {}
    entries = [
        Entry(sentence, known.get(sentence, ("", "") if sentence.many else ("",)))
        for sentence in sentences(room)
    ]
    write_po(path, entries, room=room)
    write_mo(folder / "django.mo", entries)
    return sum(not all(entry.english) for entry in entries)


if __name__ == "__main__":
    wanting = {room: missing for room in rooms() if (missing := bring_up(room))}
    print(wanting or "every sentence has its English")
    sys.exit(1 if wanting else 0)
