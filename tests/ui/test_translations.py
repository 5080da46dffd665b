"""English has every sentence of the kit, and the compiled file is the written one."""

import gettext
import re
from pathlib import Path

import rekam.ui

ROOT = Path(rekam.ui.__file__).parent
SENTENCE = re.compile(r"""\{% translate (?:"([^"]+)"|'([^']+)')|gettext\("([^"]+)"\)|_\("([^"]+)"\)""")
WORDS = ROOT / "locale/en/LC_MESSAGES"


def test_every_sentence_is_in_english() -> None:
    written = (WORDS / "django.po").read_text()
    for path in [*ROOT.glob("templates/**/*.html"), *ROOT.glob("*.py")]:
        for pair in SENTENCE.findall(path.read_text()):
            sentence = "".join(pair)
            doubled = sentence.replace("%", "%%")
            assert any(f'msgid "{known}"' in written for known in (sentence, doubled)), (path.name, sentence)
    assert "#, fuzzy" not in written
    assert not re.search(r'msgstr(\[\d\])? ""\n\n', written.split("\n\n", 1)[1] + "\n\n")


def test_the_compiled_file_is_the_written_one() -> None:
    with (WORDS / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    pairs = re.findall(r'msgid "(.+)"\nmsgstr "(.+)"', (WORDS / "django.po").read_text())
    assert len(pairs) > 30
    for source, english in pairs:
        assert compiled.gettext(source) == english
