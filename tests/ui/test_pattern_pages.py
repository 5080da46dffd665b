"""/pola/ shows every partial in every state, and nothing that the strict policy would refuse."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client

import rekam.ui

ROOT = Path(rekam.ui.__file__).parent
PARTIALS = sorted(path.stem for path in (ROOT / "templates/ui/components").glob("*.html"))
ELSEWHERE = re.compile(r"(https?:)?//|data:")
PAGES = ["/pola/", "/pola/capaian/", "/pola/stasiun/", "/pola/ajudikasi/", "/pola/warga/"]


class Reader(HTMLParser):
    """Collects what the checks look at."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.offences: list[str] = []
        self.shown: set[str] = set()
        self._script = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.ids += [str(known["id"])] if known.get("id") else []
        self.shown |= set((known.get("data-pattern") or "").split())
        self.offences += [f"{tag} {name}" for name in known if name == "style" or name.startswith("on")]
        self.offences += ["style element"] if tag == "style" else []
        self.offences += ["inline script"] if tag == "script" and "src" not in known else []
        self.offences += [f"{name}={value}" for name, value in attrs if ELSEWHERE.match(value or "")]


def read(client: Client, url: str, language: str = "id") -> Reader:
    response = client.get(url, headers={"Accept-Language": language})
    assert response.status_code == 200
    assert response.headers["Content-Security-Policy"] == "default-src 'self'"
    return Reader(response.content.decode())


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("url", PAGES)
def test_a_page_keeps_to_the_policy_and_its_headings_to_their_order(
    browser_client: Client, url: str, language: str
) -> None:
    page = read(browser_client, url, language)

    assert page.offences == []
    assert page.headings.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in zip(page.headings, page.headings[1:], strict=False))
    assert len(page.ids) == len(set(page.ids))


def test_every_partial_is_shown(browser_client: Client) -> None:
    assert set(PARTIALS) <= read(browser_client, "/pola/").shown


def test_no_partial_holds_a_style_or_a_script() -> None:
    for path in ROOT.glob("templates/**/*.html"):
        text = path.read_text()
        assert not re.search(r"\sstyle=|<style|\son\w+=\"|javascript:", text), path


def test_the_page_speaks_english_when_asked(browser_client: Client) -> None:
    page = browser_client.get("/pola/", headers={"Accept-Language": "en"}).content.decode()

    assert '<html lang="en">' in page
    assert "Skip to content" in page
    assert "There are 4 things to put right" in page
    assert "533,214" in page


def test_the_language_switch_posts_to_django(browser_client: Client) -> None:
    page = browser_client.get("/pola/?a=1").content.decode()
    assert '<input type="hidden" name="next" value="/pola/?a=1">' in page

    answer = browser_client.post("/i18n/setlang/", {"language": "en", "next": "/pola/"})
    assert answer.headers["Location"] == "/pola/"
    assert "Skip to content" in browser_client.get("/pola/").content.decode()
