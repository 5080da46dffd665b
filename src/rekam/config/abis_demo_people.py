"""Two simulated adjudicators at the workbench of `rekam abis demo`: they click as people do, over HTTP.

They are told whose bodies were drawn, so what they say proves the way of a case, not anybody's eye.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

import httpx

from rekam.abis.alone.people import open_adjudicator
from rekam.abis.mosip.queries import before_people, registrations_of
from rekam.abis.queries import cases
from rekam.accounts.passwords import made_up_password
from rekam.kernel.database import EVERYWHERE, NOTHING, scope

PEOPLE = ("adjudicator-1", "adjudicator-2")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def open_accounts() -> Mapping[str, str]:
    """Accounts of both, with their passwords."""
    passwords = {name: made_up_password() for name in PEOPLE}
    with scope(NOTHING):
        for name, password in passwords.items():
            open_adjudicator(name, number=name, password=password, at=datetime.now(UTC))
    return passwords


def waiting_cases() -> Mapping[str, str]:
    """Addresses of the cases that wait, by the registration that is compared."""
    with scope(EVERYWHERE):
        names = {subject: name for row in before_people() for subject, name in registrations_of(row).items()}
        return {names[case.candidate]: f"/cases/{case.uuid}/" for case in cases()}


def judge(base: str, *, name: str, password: str, answers: Mapping[str, str]) -> None:
    """Sign in, look at each case and say what its answer is.

    answers   address of a case -> "same" or "different"
    Raises httpx.HTTPStatusError where a page is not as it should be.
    """
    with httpx.Client(base_url=base, timeout=60, trust_env=False) as browser:
        _send(browser, "/sign-in/", username=name, password=password, next="/cases/")
        for address, answer in answers.items():
            _send(browser, address, answer=answer, reason="the drawn bodies tell it")


def _send(browser: httpx.Client, page: str, **typed: str) -> None:
    form = browser.get(page).raise_for_status()
    token = TOKEN.search(form.text)
    assert token is not None
    sent = browser.post(page, data={"csrfmiddlewaretoken": token[1], **typed})
    if not sent.is_redirect:
        raise httpx.HTTPStatusError(f"{page}: {sent.status_code}", request=sent.request, response=sent)
