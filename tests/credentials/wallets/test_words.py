"""Every sentence of the wallet has its English, and none is left of sentences that went."""

import json
import re

from rekam.credentials.wallets.shell import PAGES

FOLDER = PAGES / "wallet"
APART = {"english.js", "words.js", "sw.js"}
STRING = r'"((?:[^"\\]|\\.)*)"'


def test_each_sentence_has_its_english_and_none_is_left_over() -> None:
    scripts = {path.name: path.read_text() for path in FOLDER.glob("*.js")}
    used = {
        one
        for name, text in scripts.items()
        if name not in APART
        for one in re.findall(rf"\bt\(\s*{STRING}", text)
    }
    menu = re.search(r"MENU = \[(.*)\];", scripts["app.js"])
    assert menu is not None
    used |= {label for _, label in re.findall(r'\["(\w*)", "(\w+)"\]', menu[1])}
    english = dict(re.findall(rf"^  {STRING}: {STRING},$", scripts["english.js"], re.MULTILINE))

    assert {json.loads(f'"{one}"') for one in used} == {json.loads(f'"{one}"') for one in english}
    for text, said in english.items():
        assert set(re.findall(r"\{\w+\}", said)) == set(re.findall(r"\{\w+\}", text)), text
