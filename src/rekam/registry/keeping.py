"""How long this room keeps what (kernel.keeping)."""

from rekam.kernel.keeping import ACTOR, Keeping
from rekam.registry.bulk import services as imports
from rekam.registry.entries import services as entries
from rekam.registry.exports import services as exports

LINES = (
    Keeping(
        what="files of exports",
        reason="they are fetched within their time or not at all",
        months=0,
        since="the export ran out",
        remains="who asked and allowed, what for, and keyed marks by which a leaked file is traced",
        kind="exports",
        forget=lambda before, at, dry: exports.forget_exports(before=before, actor=ACTOR, at=at, dry_run=dry),
        vault=("export",),
        fields=("registry.Export.content", "registry.Export.fields", "registry.Export.marks"),
    ),
    Keeping(
        what="lists from SIAK sent at the pages: file, staging, first rows, rejected lines; the file goes "
        "sooner, with the decision",
        reason="decided on within days, and the next list comes in a month; SIAK has the data",
        months=1,
        since="the list came",
        remains="who sent and decided, when, hash, counts, the code; one that nobody decided on is closed",
        kind="imports",
        forget=lambda before, _at, dry: imports.forget_imports(before=before, dry_run=dry),
        fields=("registry.Import.layout", "registry.Import.counts", "registry.Import.sample"),
    ),
    Keeping(
        what="facts and papers of entries that were refused or withdrawn",
        reason="whoever enters it again, or complains, must find them; after that nobody has a purpose for "
        "them",
        months=12,
        since="the decision",
        remains="kind, area, dates, whom it was about, who entered and decided; papers that another entry "
        "has too",
        kind="refused_entries",
        forget=lambda before, _at, dry: entries.forget_refused(before=before, dry_run=dry),
        vault=("document",),
        fields=(
            *("registry.Entry.facts", "registry.Entry.before", "registry.Entry.warnings"),
            *("registry.Entry.papers",),
        ),
    ),
    Keeping(
        what="pairs of rows judged different",
        reason="they would come back each night, and an answer must stay explainable",
        not_yet="kept with the register",
        fields=("registry.Pair.evidence",),
    ),
    Keeping(
        what="residents, family cards, register events, entries that hold with their papers",
        reason="UU 23/2006 and UU 24/2013: population documents and data are kept by the state (article "
        "recalled)",
        not_yet="kept for ever",
        fields=(
            *("registry.Event.facts", "registry.Event.changes", "registry.Event.state"),
            *("registry.Canary.digest",),
        ),
    ),
)
