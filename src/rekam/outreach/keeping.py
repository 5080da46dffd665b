"""How long this room keeps what (kernel.keeping)."""

from rekam.kernel.keeping import Keeping
from rekam.outreach import services
from rekam.outreach.rounds import telling as rounds
from rekam.outreach.sites.homes import services as homes
from rekam.outreach.sites.lists import services as lists

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
    Keeping(
        what="lists of names of schools and institutions: class, name; birth date until it is known who",
        reason="a class lasts a school year, and next year's list replaces it",
        months=12,
        since="the list came",
        remains="in the audit, when a list came and of how many names",
        kind="name_lists",
        forget=lambda before, _at, dry: lists.forget_names(before=before, dry_run=dry),
        fields=("outreach.NameList.rejects", "outreach.ListedName.candidates"),
    ),
    Keeping(
        what="requests for a recording at home: name, address, telephone, place on the map, needs, note",
        reason="whoever asked may ask what became of it; after that the recording itself tells",
        months=3,
        since="the request was closed",
        remains="the kelurahan, the reason, who asked, the days",
        kind="home_visits",
        forget=lambda before, _at, dry: homes.forget_requests(before=before, dry_run=dry),
    ),
    Keeping(
        what="notes on what came of a visit at home",
        reason="they help whoever goes there again; after that the request itself tells",
        months=3,
        since="the note was written",
        remains="the day, the team, the bucket",
        kind="home_rounds",
        forget=lambda before, _at, dry: rounds.forget_notes(before=before, dry_run=dry),
        fields=("outreach.HomeStop.note",),
    ),
    Keeping(
        what="user names of a team's members",
        reason="they say whom a plan sends; officers' accounts are kept likewise",
        not_yet="kept with the team",
        fields=("outreach.Team.members",),
    ),
)
