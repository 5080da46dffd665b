"""How long this room keeps what (kernel.keeping)."""

from rekam.devices.outages import services as outages
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
    Keeping(
        what="silences of stations",
        reason="an outage may be looked into for a year; which laptop was off says something of who works",
        months=12,
        since="the end of the silence",
        remains="the outage that was made of it",
        kind="silences",
        forget=lambda before, _at, dry: outages.forget_silences(before=before, dry_run=dry),
    ),
    Keeping(
        what="outages: sites, causes, hours, counts, notes of officers",
        reason="what a year of outages cost is held against other years; nobody of the register stands in it",
        not_yet="kept for ever",
        fields=(
            *("devices.Outage.sites", "devices.Outage.stations"),
            "devices.OutageStep.sites",
        ),
    ),
)
