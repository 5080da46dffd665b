"""What the visits of an office taught about the turn-out of its sites."""

from collections.abc import Sequence
from datetime import date

from rekam.outreach.events.models import Event
from rekam.outreach.planning.turnout import Guess, Seen, Turnout, learn
from rekam.outreach.results.models import Report
from rekam.outreach.results.queries import newest_reports
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.queries import turnout_of


def learnt(sites: Sequence[Site], *, until: date | None = None) -> Sequence[Turnout]:
    """The turn-out of each of these sites, in their order, from the newest report of each visit.

    until  visits after that day are left out; None = all
    """
    guesses = {
        at: Guess(share=turnout_of(site).share, kecamatan=site.kecamatan) for at, site in enumerate(sites)
    }
    number: dict[int | None, int] = {site.pk: at for at, site in enumerate(sites)}
    seen = [
        Seen(site=at, called=report.counts.could_come, came=report.counts.came, full=report.queue_left)
        for report in _reports(until=until)
        if (at := number.get(report.visit.site_id)) is not None
    ]
    told = learn(guesses, seen)
    return [told[at] for at in range(len(sites))]


def turnout_at(site: Site, *, among: Sequence[Site]) -> Turnout:
    """The turn-out of one site, drawn to those of the others in its kecamatan as a plan draws it.

    among  the office's sites; this one may be missing
    """
    others = [one for one in among if one.pk != site.pk]
    return learnt([site, *others])[0]


def _reports(*, until: date | None) -> Sequence[Report]:
    """Without events to which people registered: they would have come anyway."""
    registered = Event.objects.filter(registered__gt=0)
    rows = newest_reports().exclude(visit__in=registered.values("visit"))
    if until is not None:
        rows = rows.filter(visit__on__lte=until)
    return list(rows.order_by("pk"))
