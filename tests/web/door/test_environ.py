"""What pages are told of a request, and what nobody may tell them in a proxy's name."""

from types import SimpleNamespace

from rekam.web.door.environ import environ_of, length_of


class Headers(dict[str, list[str]]):
    def get_all(self, key: str) -> list[str]:
        return self.get(key, [])


def scope(**headers: list[str]) -> SimpleNamespace:
    return SimpleNamespace(
        http_version="1.1",
        server="[::1]:8000",
        client="127.0.0.1:40000",
        scheme="http",
        method="POST",
        path="/kartu/é/",
        query_string="a=b",
        authority=None,
        headers=Headers({name.replace("__", "-"): values for name, values in headers.items()}),
    )


def test_a_request_is_told_as_pep_3333_says() -> None:
    asked = scope(host=["office"], content__length=["5"], cookie=["a=1", "b=2"], accept=["x", "y"])
    told = environ_of(asked, body="body")
    wanted = {
        "PATH_INFO": "/kartu/é/".encode().decode("latin-1"),
        "QUERY_STRING": "a=b",
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_NAME": "::1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "office",
        "HTTP_COOKIE": "a=1; b=2",
        "HTTP_ACCEPT": "x,y",
        "CONTENT_LENGTH": "5",
        "wsgi.input": "body",
    }
    assert wanted.items() <= told.items()


def test_a_name_with_an_underscore_is_not_taken_for_the_proxys() -> None:
    told = environ_of(scope(x_forwarded_for=["1.2.3.4"]), body=b"")
    assert not [name for name in told if "FORWARDED" in name]


def test_a_length_that_is_no_number_is_none() -> None:
    lengths = [["12"], [], ["-1"], ["1e3"], ["9" * 19], ["٣"]]
    assert [length_of(scope(content__length=one)) for one in lengths] == [12, 0, 0, 0, 0, 0]
