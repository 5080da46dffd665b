"""How long each kind of data is kept, why, and what remains (pure); makes docs/reference/retention.md.

Personal data go when their time is over. Source: UU 27/2022 Pasal 16 (2) and 43 (articles recalled).
In force from 2022-10-17. How many months is the office's choice where no law says it; the reason stands
beside it. A change here is a change of policy: it belongs in a commit with its reason.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What the daily job lets go."""

    UPLOADS = "uploads"
    CORRECTION_PAPERS = "correction_papers"
    CONTACTS = "contacts"
    CALL_UP_LISTS = "call_up_lists"
    PACKETS = "packets"
    EXPORTS = "exports"
    IMPORTS = "imports"
    REFUSED_ENTRIES = "refused_entries"
    SESSIONS = "sessions"
    SIGN_IN_TRIES = "sign_in_tries"
    PULL_TRIES = "pull_tries"
    OFFICERS_BODIES = "officers_bodies"
    PAIRINGS = "pairings"
    PORTRAITS = "portraits"


@dataclass(frozen=True)
class Keeping:
    """One line of the table.

    what     in words
    reason   the law, or why so long and no longer
    months   after `since`; 0 = no longer; None = as long as the register, or until `since` where it is told
    since    from when the months run
    remains  what is left of it afterwards
    kind     what the job does it as; None where it is not applied
    not_yet  why it is not applied
    """

    what: str
    reason: str
    months: int | None
    since: str
    remains: str
    kind: Kind | None = None
    not_yet: str = ""


_NOT_BUILT = "room not built"

TABLE: tuple[Keeping, ...] = (
    Keeping(
        "unfinished uploads of packets",
        "the laptop keeps the packet and can begin again",
        1,
        "the upload was begun and no byte came",
        "nothing",
        Kind.UPLOADS,
    ),
    Keeping(
        "sealed packets",
        "needed until the recording is print-ready and both receipts are given; then a second copy of a body",
        12,
        "stage two of the receipt",
        "the hash, both receipts; samples, templates and particulars, which lie in the vault by themselves",
        Kind.PACKETS,
    ),
    Keeping(
        "refused packets",
        "until then they may be the only copy of somebody's visit",
        None,
        "a person closes it",
        "the hash, the receipt, the code",
        not_yet="closing them is not built",
    ),
    Keeping(
        "photographed papers of corrections from a recording that became no entry",
        "whoever complains must find them; after that they are copies of identity papers without a purpose",
        12,
        "the case was closed",
        "which elements, who decided, when and why; entries keep theirs as entries do",
        Kind.CORRECTION_PAPERS,
    ),
    Keeping(
        "telephone numbers given for a reminder",
        "the card is ready within months; withdrawn numbers go at once",
        12,
        "the packet came",
        "the answer, its version and day",
        Kind.CONTACTS,
    ),
    Keeping(
        "officers' own templates",
        "they keep the officer's body out of residents' recordings, and serve nothing else",
        0,
        "the account was closed or has another role; somebody took them away; nobody confirmed them in time",
        "who, when, on which laptop, who confirmed, why they are gone",
        Kind.OFFICERS_BODIES,
    ),
    Keeping(
        "new photographs that never came into force",
        "a refused one may be asked about; one that nobody agreed to serves nothing",
        1,
        "the photograph was taken",
        "who took it, when and why, what was found in it, who refused it",
        Kind.PORTRAITS,
    ),
    Keeping(
        "invitations to pair a laptop",
        "who invited, asked and confirmed is looked up when a laptop is lost or found within the year",
        12,
        "the invitation",
        "the station with its key; invitation and decision in the audit",
        Kind.PAIRINGS,
    ),
    Keeping(
        "call-up lists of visits",
        "results are entered and the next visit is planned within a season",
        3,
        "the day of the visit",
        "where and when; in the audit, who was on the list",
        Kind.CALL_UP_LISTS,
    ),
    Keeping(
        "files of exports",
        "they are fetched within their time or not at all",
        0,
        "the export ran out",
        "who asked and allowed, what for, and keyed marks by which a leaked file is traced",
        Kind.EXPORTS,
    ),
    Keeping(
        "lists from SIAK sent at the pages: file, staging, first rows, rejected lines; the file goes sooner, "
        "with the decision",
        "decided on within days, and the next list comes in a month; SIAK has the data",
        1,
        "the list came",
        "who sent and decided, when, the hash, counts, the code; one that nobody decided on is closed",
        Kind.IMPORTS,
    ),
    Keeping(
        "facts and papers of entries that were refused or withdrawn",
        "whoever enters it again, or complains, must find them; after that nobody has a purpose for them",
        12,
        "the decision",
        "kind, area, dates, whom it was about, who entered and decided; papers that another entry has too",
        Kind.REFUSED_ENTRIES,
    ),
    Keeping(
        "sessions of officers at the pages",
        "an ended session lets nobody in",
        0,
        "the session ended",
        "sign-in and acts in the audit",
        Kind.SESSIONS,
    ),
    Keeping(
        "refused requests of stations for a list",
        "guessing is counted over minutes; a pattern shows within months",
        3,
        "the request",
        "nothing; granted ones stay, so that none is played again",
        Kind.PULL_TRIES,
    ),
    Keeping(
        "refused sign-ins at the pages",
        "guessing is counted over minutes; a pattern shows within months",
        3,
        "the try",
        "one entry of the audit each, with a keyed hash in place of the name",
        Kind.SIGN_IN_TRIES,
    ),
    Keeping(
        "rejected applications and their papers",
        "an appeal must find them; after that they are copies of identity papers without a purpose",
        12,
        "the refusal",
        "number, kind, dates, reason code",
        not_yet=_NOT_BUILT,
    ),
    Keeping("one-time passwords", "valid for minutes", 0, "used or run out", "nothing", not_yet=_NOT_BUILT),
    Keeping(
        "pairs of rows judged different",
        "they would come back each night, and an answer must stay explainable",
        None,
        "",
        "",
        not_yet="kept with the register",
    ),
    Keeping(
        "residents, family cards, register events",
        "UU 23/2006 and UU 24/2013: population documents and data are kept by the state (article recalled)",
        None,
        "",
        "",
        not_yet="kept for ever",
    ),
    Keeping(
        "samples and templates of bodies, the ladder, cards and blanks",
        "one person = one NIK holds only against all who were recorded",
        None,
        "",
        "",
        not_yet="kept for ever",
    ),
    Keeping(
        "the audit",
        "every look at a resident stays provable; it holds no name and no NIK",
        None,
        "",
        "",
        not_yet="kept for ever",
    ),
)


def over_before(*, months: int, now: datetime) -> datetime:
    """What began before this moment has been kept for so many months; the day is cut to a month's last.

    months  0 or more; 0 is now
    Raises ValueError below 0.
    """
    if months < 0:
        raise ValueError(f"months must be 0 or more, not {months}")
    whole = now.year * 12 + now.month - 1 - months
    year, month = divmod(whole, 12)
    for day in range(now.day, 27, -1):
        try:
            return now.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return now.replace(year=year, month=month + 1)


def applied() -> tuple[tuple[Kind, int], ...]:
    """What the job lets go, with its months, in the order of the table."""
    return tuple(
        (line.kind, line.months) for line in TABLE if line.kind is not None and line.months is not None
    )


def page() -> str:
    """docs/reference/retention.md: the table as Markdown."""
    head = (
        "# Keeping times\n\n"
        "What is kept how long, and what remains. A nightly job applies it; each run writes one entry of the "
        "audit for each\nkind, with how many and a hash of their ids. `rekam retention --dry-run` shows what "
        "a run would let go. Backups\nmade before still hold it: their keeping time is the office's to set. "
        "Made from `src/rekam/web/retention/rules.py`.\n\n"
        "| what | kept | from | why | what remains | applied |\n|---|---|---|---|---|---|"
    )
    return "\n".join([head, *(_row(line) for line in TABLE), ""])


def _row(line: Keeping) -> str:
    kept = {0: "no longer", 1: "1 month"}.get(line.months or 0, f"{line.months} months")
    if line.months is None:
        kept = "until then" if line.since else "for ever"
    applied_as = f"`{line.kind}`" if line.kind else f"no: {line.not_yet}"
    cells = (line.what, kept, line.since or "–", line.reason, line.remains or "all of it", applied_as)
    return f"| {' | '.join(cells)} |"
