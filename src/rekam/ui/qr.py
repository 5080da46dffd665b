"""A QR code as SVG inside the page: nothing is fetched for it, and the secret stays out of addresses."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe

SCALE = 5  # pixels of a module


def qr_svg(text: str) -> SafeString:
    """An SVG element of the text, without inline style, so that the strict policy lets it through.

    With a size of its own and a viewBox: a style sheet that makes it smaller must not cut it off.
    """
    drawn, code = io.BytesIO(), segno.make(text, error="m")
    code.save(
        drawn,
        kind="svg",
        scale=SCALE,
        xmldecl=False,
        svgns=True,
        svgclass="a-qr",
        lineclass=None,
        omitsize=False,
    )
    width, height = code.symbol_size(scale=SCALE)
    svg = drawn.getvalue().decode().replace("<svg ", f'<svg viewBox="0 0 {width} {height}" ', 1)
    return mark_safe(svg)  # noqa: S308 - drawn by us, from squares only
