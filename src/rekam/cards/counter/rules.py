"""When a card may leave the counter (pure)."""

from rekam.kernel.errors import RuleBroken


def check_hand_over(*, matched: bool, exception_by: str) -> None:
    """Refuse to give a card out without a 1:1 match, or the word of two officers in its place.

    matched       whether a finger or an iris taken at the counter is the record's
    exception_by  the first officer, who gave a reason why nothing can be compared; "" = nobody did
    Raises RuleBroken("holder_not_matched").
    Source: the 1:1 finger match before hand-over is the published procedure of the offices (Bengkalis,
    sippn.menpan.go.id 7981629); that people without readable fingers are not turned away is our reading
    of UU 24/2013 Pasal 63 (1), no article words the exception. In force from 2013-12-24.
    """
    if not matched and not exception_by:
        raise RuleBroken("holder_not_matched")
