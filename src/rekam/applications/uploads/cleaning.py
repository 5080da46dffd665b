"""A scan by its content: a picture is made again from its pixels, a PDF looked through, each by a child."""

from rekam.kernel.errors import RuleBroken
from rekam.kernel.pictures import is_picture, made_again

_PDF = b"%PDF-"


def cleaned(data: bytes) -> tuple[bytes, str]:
    """What is kept of a sheet, and its kind, "jpeg" or "pdf".

    Raises RuleBroken("scan_type_unknown" | "scan_unreadable").
    """
    if is_picture(data):
        try:
            return made_again(data), "jpeg"
        except RuleBroken as broken:
            raise RuleBroken("scan_unreadable") from broken
    if data.startswith(_PDF):
        return data, "pdf"
    raise RuleBroken("scan_type_unknown")
