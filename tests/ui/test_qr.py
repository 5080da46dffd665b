"""A code that a style sheet makes smaller stays whole."""

import re

import pytest

from rekam.ui.qr import qr_svg


@pytest.mark.parametrize("text", ["x", "openid4vp://?client_id=" + "x" * 300])
def test_a_code_can_be_drawn_in_any_size(text: str) -> None:
    whole = re.match(r'<svg viewBox="0 0 (\d+) (\d+)" .*width="(\d+)" height="(\d+)"', qr_svg(text))

    assert whole is not None
    assert whole.groups()[:2] == whole.groups()[2:]
