"""How long this room keeps what (kernel.keeping)."""

from rekam.kernel.keeping import Keeping
from rekam.messages import services

LINES = (
    Keeping(
        what="messages: template, channel, hours, what became of them; address and text until they left",
        reason="a complaint about a message comes within months; an address is of no use once it left",
        months=6,
        since="the message left, or was given up",
        remains="that an address wants no messages, as a keyed digest",
        kind="messages",
        forget=lambda before, _at, dry: services.forget_messages(before=before, dry_run=dry),
        fields=("sending.Message.sealed",),
    ),
)
