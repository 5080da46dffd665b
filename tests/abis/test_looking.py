"""Which finger, with or without marks, how near: all in the address."""

from urllib.parse import parse_qsl

import pytest

from rekam.abis.looking import Look, look_of
from rekam.abis.prints import Mark, Print

FINGERS = ["right_index", "left_index"]


def again(address: str) -> Look:
    return look_of(dict(parse_qsl(address.removeprefix("?"))), pictured=FINGERS)


def test_every_step_is_an_address_and_comes_back_as_the_same_look() -> None:
    look = again("")
    assert look == Look(position="right_index")
    assert look.farther == ""
    near = again(again(look.nearer).nearer)
    assert (near.zoom, near.nearer) == (3, "")
    assert again(near.farther).zoom == 2
    bare = again(near.other_marks)
    assert bare == Look(position="right_index", marks=False, zoom=3)
    assert again(bare.of("left_index")) == Look(position="left_index", marks=False, zoom=3)


@pytest.mark.parametrize("asked", ["?dekat=9", "?dekat=x", "?bagian=face", "?dekat=0"])
def test_what_is_not_known_shows_the_first_finger_whole(asked: str) -> None:
    assert again(asked) == Look(position="right_index")


def test_nearer_looks_at_the_numbered_minutiae_and_stays_inside_the_picture() -> None:
    far = Mark(x=10, y=10, tail_x=10, tail_y=10, number=0)
    laid = Mark(x=290, y=200, tail_x=290, tail_y=200, number=1)
    shown = Print(width=300, height=400, marks=(far, laid))
    assert shown.window(zoom=1) == "0 0 300 400"
    assert shown.window(zoom=2) == "150 100 150 200"
    assert Print(width=300, height=400, marks=()).window(zoom=2) == "75 100 150 200"
