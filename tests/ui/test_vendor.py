"""The committed style sheet is the one the sources give, and vendored files are the ones we recorded."""

import hashlib
import json
import re
from pathlib import Path

import pytest

import rekam.ui

ROOT = Path(rekam.ui.__file__).parent
STATIC = ROOT / "static/ui"
RECORD = json.loads((ROOT / "vendor.json").read_text())["packages"]
CSS = (STATIC / "rekam.css").read_text()
TOKENS = (STATIC / "tokens.css").read_text()


@pytest.mark.parametrize("package", RECORD, ids=lambda package: str(package["name"]))
def test_a_vendored_package_is_pinned_and_its_files_are_unchanged(package: dict[str, object]) -> None:
    asked = json.loads((ROOT / "scss/package.json").read_text())["devDependencies"]
    files = package["files"]

    assert asked[package["name"]] == package["version"]
    assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", str(package["integrity"]))
    assert isinstance(files, dict)
    for name, known in files.items():
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == known, name


def test_the_style_sheet_was_built_from_these_sources() -> None:
    sources = hashlib.sha256()
    for path in sorted((ROOT / "scss").glob("*.scss")):
        sources.update(path.read_bytes())

    assert f"sources sha256 {sources.hexdigest()}" in CSS, "run npm run build, see src/rekam/ui/BUILD.md"
    assert "GOV.UK Frontend 6." in CSS[:500]
    assert "MIT licence" in CSS[:500]


@pytest.mark.parametrize(
    "refused", ["light-dark(", "from var(", "&:", "@layer", "gds", "crown", "http", "data:"]
)
def test_the_style_sheet_holds_nothing_that_an_old_browser_or_the_policy_refuses(refused: str) -> None:
    assert refused not in CSS.split("*/", 1)[1].lower()


def test_the_fall_back_colours_are_the_tokens() -> None:
    values = dict(re.findall(r"--([\w-]+):\s*([^;]+);", TOKENS))
    settings = (ROOT / "scss/_settings.scss").read_text()
    for name, fall_back in re.findall(r'"([\w-]+)": (#\w{6})', settings):
        token = values[f"govuk-{name}-colour"]
        living = re.sub(r"var\(--([\w-]+)\)", lambda found: values[found.group(1)], token)
        assert living == fall_back, name


def test_the_fonts_are_small() -> None:
    sizes = [path.stat().st_size for path in STATIC.glob("fonts/*.woff2")]

    assert len(sizes) == 2
    assert max(sizes) < 17_000


@pytest.mark.parametrize("refused", ["eval(", "new Function(", "http-equiv", "importScripts"])
def test_the_charts_hold_nothing_that_the_policy_refuses(refused: str) -> None:
    assert refused not in (STATIC / "echarts.min.js").read_text()
