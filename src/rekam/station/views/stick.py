"""Packets to a stick and from one, for the pages that offer it."""

from pathlib import Path

from django.utils.translation import gettext as _

from rekam.kernel.errors import RuleBroken
from rekam.station import second_medium
from rekam.station.desk import Desk
from rekam.station.identity import load_trust


def exported(desk: Desk) -> str:
    """Write what the server does not have to every second medium; what to say of it.

    Raises RuleBroken("second_medium_missing") and the codes of `second_medium.export`.
    """
    media = _media(desk)
    count = max(second_medium.export(desk.outbox, medium=medium, at=desk.stamp()) for medium in media)
    names = ", ".join(medium.name for medium in media)
    return _("%(count)d paket ada di %(names)s. Bawa ke kantor; paket tetap juga di laptop ini.") % {
        "count": count,
        "names": names,
    }


def taken_in(desk: Desk) -> str:
    """Take packets and receipts in from every second medium; what to say of it.

    Raises RuleBroken("second_medium_missing") and the codes of `load_trust`.
    """
    keys = load_trust(desk.folder)
    told = [
        second_medium.take_in(desk.outbox, medium=medium, keys=keys, at=desk.stamp())
        for medium in _media(desk)
    ]
    return _("%(packets)d paket baru, %(receipts)d tanda terima, %(failed)d berkas ditolak.") % {
        "packets": sum(one.packets for one in told),
        "receipts": sum(one.receipts for one in told),
        "failed": sum(len(one.failed) for one in told),
    }


def _media(desk: Desk) -> list[Path]:
    media = second_medium.at_hand(desk.second)
    if not media:
        raise RuleBroken("second_medium_missing")
    return media
