"""The workbench of the ABIS alone: who comes in, what its pages say, how two people decide a case."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from rekam.abis.alone import people
from rekam.abis.models import Case
from rekam.abis.mosip.manual import questions
from rekam.abis.rules import Answer
from rekam.accounts.models import Account
from rekam.config.settings import abis as alone
from rekam.kernel.database import EVERYWHERE, scope
from tests.abis.mosip.manual.test_questions import ANA, BEN, cases, mosip, question
from tests.abis.mosip.test_door import NOON, Mosip

__all__ = ["mosip"]
WORD = "apple-tree-with-nine-birds"
INDONESIAN = re.compile(r"\b(dan|yang|tidak|rekaman|putusan|kasus|jari|orang|NIK)\b", re.IGNORECASE)
OURS = (
    *("MIDDLEWARE", "TEMPLATES", "ROOT_URLCONF", "MESSAGE_STORAGE", "SESSION_COOKIE_NAME", "LOGIN_URL"),
    *("REKAM_SECOND_FACTOR", "REKAM_SECOND_FACTOR_ROLES", "REKAM_PASSWORD_DAYS", "STORAGES"),
)


@pytest.fixture
def bench(mosip: Mosip, settings: Any) -> Any:
    for name in OURS:
        if hasattr(alone, name):
            setattr(settings, name, getattr(alone, name))
    for one in ("wati", "yusuf"):
        people.open_adjudicator(one, number=f"N-{one}", password=WORD, at=NOON)
    with translation.override("en"):
        yield mosip


def enter(name: str) -> Client:
    person = Client()
    told = person.post("/sign-in/", {"username": name, "password": WORD, "next": "/cases/"})
    assert (told.status_code, told["Location"]) == (302, "/cases/")
    return person


def words(page: Any) -> str:
    """What a page says, without its own addresses."""
    text = re.sub(r"<[^>]+>", " ", page.content.decode())
    return " ".join(text.split())


def test_two_people_decide_a_case_in_english_and_mosip_is_told(bench: Mosip) -> None:
    asked = question(bench, (BEN, 1, 1), (ANA, 1, 0))
    assert bench.post(asked) is None
    bench.work()
    case = f"/cases/{cases()[ANA].uuid}/"

    for name in ("wati", "yusuf"):
        person = enter(name)
        pages = [person.get("/cases/"), person.get(case)]
        for page in pages:
            assert page.status_code == 200
            assert INDONESIAN.findall(words(page)) == []
        assert "Names and faces are not here" in words(pages[1])
        assert ANA not in pages[1].content.decode()
        eye = person.get(f"{case}A/iris_left.png")
        assert eye["Content-Type"] == "image/png"
        short = person.post(case, {"answer": "same", "reason": "same"})
        assert short.status_code == 400
        done = person.post(case, {"answer": "same", "reason": "crypts and freckles agree"})
        assert done["Location"] == "/cases/"
        again = person.get(case)
        assert (again.status_code, INDONESIAN.findall(words(again))) == (409, [])

    assert questions.answer_decided(clock=lambda: NOON) == 1
    (same,) = bench.post(asked)["candidateList"]["candidates"]
    assert same["analytics"]["primaryOperatorComments"] == "crypts and freckles agree"
    decided = person.get(f"/cases/decided/{cases()[ANA].uuid}/")
    assert (decided.status_code, INDONESIAN.findall(words(decided))) == (200, [])
    with scope(EVERYWHERE):
        assert Case.objects.get().answer == Answer.SAME


@pytest.mark.usefixtures("log_put_back")
def test_nobody_else_comes_in(bench: Mosip) -> None:
    stranger = Client()
    for page in ("/cases/", "/cases/decided/"):
        assert stranger.get(page)["Location"] == f"/sign-in/?next={page}"
    wrong = stranger.post("/sign-in/", {"username": "wati", "password": "guess"})
    assert "do not match" in words(wrong)
    wati = enter("wati")
    assert wati.get(f"/cases/{ANA}/").status_code == 404
    people.end_adjudicator("wati", at=NOON)
    assert wati.get("/cases/")["Location"] == "/sign-in/?next=/cases/"
    Account.objects.filter(username="yusuf").update(role="head")
    assert enter("yusuf").get("/cases/").status_code == 403
    # The doors of machines stand beside, and want their token as ever.
    assert stranger.get("/api/v1/mosip/state").status_code == 401
    assert stranger.post("/api/v1/mosip/messages", "x", content_type="application/json").status_code == 401
