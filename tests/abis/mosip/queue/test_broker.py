"""The broker that an installation's variables name, and those that name none."""

from pathlib import Path

import pytest

from rekam.abis.mosip.queue.broker import Pair, find_broker
from rekam.abis.mosip.rules import ADJUDICATE
from rekam.kernel.errors import RuleBroken


def test_the_variables_make_the_broker(tmp_path: Path) -> None:
    (tmp_path / "word").write_text("secret\n")
    made = find_broker(
        {
            "REKAM_MOSIP_QUEUE": "stomp+tls://a.example:61612, stomp+tls://b.example:61612",
            "REKAM_MOSIP_QUEUE_USER": "abis",
            "REKAM_MOSIP_QUEUE_PASSWORD_FILE": str(tmp_path / "word"),
            "REKAM_MOSIP_QUEUE_NAMES": "a b c d",
            "REKAM_MOSIP_QUEUE_FORM": "bytes",
        }
    )

    assert made is not None
    assert made.hosts == (("a.example", 61612), ("b.example", 61612))
    assert (made.sealed, made.user, made.password, made.as_text) == (True, "abis", "secret", False)
    assert (made.pair_of("mosip.abis.insert"), made.pair_of(ADJUDICATE)) == (
        Pair(questions="a", answers="b"),
        Pair(questions="c", answers="d"),
    )
    assert "secret" not in repr(made)
    assert find_broker({}) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"REKAM_MOSIP_QUEUE": "stomp://a.example:61613"},  # another machine without TLS
        {"REKAM_MOSIP_QUEUE": "stomp+tls://a.example"},
        {"REKAM_MOSIP_QUEUE": "tcp://127.0.0.1:61616"},
        {"REKAM_MOSIP_QUEUE": "stomp://127.0.0.1:99999"},
        {"REKAM_MOSIP_QUEUE": "stomp+tls://a.example:1 stomp://127.0.0.1:1"},
        {"REKAM_MOSIP_QUEUE_NAMES": "a b"},
        {"REKAM_MOSIP_QUEUE_FORM": "xml"},
        {"REKAM_MOSIP_ANSWERS": "https://hub.example/"},  # every answer would go out twice
    ],
)
def test_variables_of_no_sense_are_told_at_the_start(wrong: dict[str, str]) -> None:
    with pytest.raises(RuleBroken, match="mosip_queue"):
        find_broker({"REKAM_MOSIP_QUEUE": "stomp://127.0.0.1:61613"} | wrong)
