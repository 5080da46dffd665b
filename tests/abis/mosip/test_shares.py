"""The line to the data share: one login for many fetches, renewed silently, and to named places only."""

import httpx
import pytest

from rekam.abis.mosip import shares
from rekam.abis.mosip.rules import Failed, Failure
from rekam.abis.mosip.shares import Login, Share, place_at
from rekam.kernel.errors import RuleBroken
from rekam.simulation.mosip_share import CLIENT, LOGIN, SECRET, SHARE, ShareState, running_share


def line(address: str, *, secret: str = SECRET) -> Share:
    login = Login(url=f"{address}{LOGIN}", app="regproc", client=CLIENT, secret=secret)
    return Share.at([f"{address}{SHARE}"], login=login)


def refused(share: Share, url: str) -> Failure:
    with pytest.raises(Failed) as broken:
        share.fetch(url)
    return broken.value.failure


def test_one_login_serves_many_fetches_and_is_renewed_when_it_ran_out() -> None:
    """ABIS3030, ABIS3031: the token is used again, and its end is no answer to MOSIP."""
    state = ShareState(documents={"a": b"AAAA", "b": b"BBBB"}, expired={"old"})
    with running_share(state) as address:
        share = line(address)
        assert (share.fetch(f"{address}{SHARE}/a"), share.fetch(f"{address}{SHARE}/b")) == (b"AAAA", b"BBBB")
        assert state.logins == 1
        state.end_login()
        assert share.fetch(f"{address}{SHARE}/a") == b"AAAA"
        assert state.logins == 2
        assert refused(share, f"{address}{SHARE}/old") is Failure.URL_EXPIRED
        assert refused(share, f"{address}{SHARE}/none") is Failure.NOT_FETCHED
        assert refused(line(address, secret="wrong"), f"{address}{SHARE}/a") is Failure.NOT_FETCHED
        assert SECRET not in repr(share)


def answering(*answers: httpx.Response | Exception) -> tuple[Share, list[httpx.Request]]:
    """A line without login to a share that gives these answers in turn."""
    left, seen = list(answers), []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    client = httpx.Client(transport=httpx.MockTransport(handle), trust_env=False)
    return Share([place_at("https://share.example/docs")], None, client), seen


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (httpx.Response(302, headers={"Location": "http://127.0.0.1/"}), Failure.NOT_FETCHED),
        (httpx.Response(500, content=b"x"), Failure.NOT_FETCHED),
        (httpx.Response(200, content=b"  "), Failure.NOT_FETCHED),
        (httpx.ConnectTimeout("slow"), Failure.NOT_FETCHED),
        (httpx.Response(403), Failure.NOT_FETCHED),
        (httpx.Response(200, json={"errors": [{"errorCode": "DAT-SER-006"}]}), Failure.URL_EXPIRED),
        (
            httpx.Response(
                200, json={"errors": [{"errorCode": "DAT-SER-006", "message": "Data share not found"}]}
            ),
            Failure.NOT_FETCHED,
        ),
        (httpx.Response(200, content=b'{"errors": [7'), Failure.NOT_FETCHED),
    ],
)
def test_each_way_to_fail_has_its_code(answer: httpx.Response | Exception, expected: Failure) -> None:
    share, seen = answering(answer)

    assert refused(share, "https://share.example/docs/1") is expected
    assert len(seen) == 1  # no redirect was followed, nothing asked twice


def test_a_document_without_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "MOST_BYTES", 1000)
    share, _ = answering(httpx.Response(200, content=b"A" * 1001))

    assert refused(share, "https://share.example/docs/1") is Failure.NOT_FETCHED


@pytest.mark.parametrize(
    "url",
    [
        "https://share.example/docs2/1",
        "https://share.example.evil.example/docs/1",
        "https://share.example:8443/docs/1",
        "http://share.example/docs/1",
        "https://user@share.example/docs/1",
        "https://share.example/docs/../login",
        "https://evil.example\\@share.example/docs/1",
        "https://169.254.169.254/docs/1",
        "file:///etc/passwd",
        "https://[::1",
        "not an address",
    ],
)
def test_nothing_is_fetched_from_anywhere_else(url: str) -> None:
    share, seen = answering()

    assert refused(share, url) is Failure.NOT_FETCHED
    assert seen == []


def test_a_place_speaks_tls_unless_it_is_this_machine() -> None:
    place_at("http://127.0.0.1:8080/x")
    for address in ("http://share.example/docs", "ftp://share.example", "https://", "docs"):
        with pytest.raises(RuleBroken) as broken:
            place_at(address)
        assert broken.value.code == "mosip_address"
