"""How long this room keeps what (kernel.keeping)."""

from rekam.kernel.keeping import Keeping
from rekam.outreach import services

LINES = (
    Keeping(
        what="call-up lists of visits",
        reason="results are entered and the next visit is planned within a season",
        months=3,
        since="the day of the visit",
        remains="where and when; in the audit, who was on the list",
        kind="call_up_lists",
        forget=lambda before, _at, dry: services.forget_lists(before=before, dry_run=dry),
        fields=("outreach.Visit.people",),
    ),
    Keeping(
        what="refused requests of stations for a list",
        reason="guessing is counted over minutes; a pattern shows within months",
        months=3,
        since="the request",
        remains="nothing; granted ones stay, so that none is played again",
        kind="pull_tries",
        forget=lambda before, _at, dry: services.forget_tries(before=before, dry_run=dry),
        fields=("outreach.Pull.nonce",),
    ),
)
