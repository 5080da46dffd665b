"""How long this room keeps what (kernel.keeping)."""

from rekam.devices.pairing import services as pairing
from rekam.kernel.keeping import Keeping

LINES = (
    Keeping(
        what="invitations to pair a laptop",
        reason="who invited, asked and confirmed is looked up when a laptop is lost or found within the year",
        months=12,
        since="the invitation",
        remains="the station with its key; invitation and decision in the audit",
        kind="pairings",
        forget=lambda before, _at, dry: pairing.forget_invitations(before=before, dry_run=dry),
        fields=("devices.Pairing.public_key",),
    ),
    Keeping(
        what="stations and their keys",
        reason="a packet's signature stays checkable",
        not_yet="kept for ever",
        fields=("devices.Station.public_key",),
    ),
)
