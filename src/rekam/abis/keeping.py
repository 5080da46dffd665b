"""How long this room keeps what (kernel.keeping)."""

from rekam.abis.mosip import forgetting as mosip
from rekam.abis.osia import forgetting as osia
from rekam.kernel.keeping import Keeping

LINES = (
    Keeping(
        what="samples and templates of bodies, searches and judgements",
        reason="one person = one NIK holds only against all who were recorded",
        not_yet="kept for ever; what another system deletes goes at once",
        vault=("sample", "template"),
        fields=(
            *("abis.Sample.address", "abis.Subject.missing"),
            *("abis.Template.address", "abis.Template.qualities"),
            *(
                "abis.SearchRun.parameters",
                "abis.SearchRun.candidates",
                "abis.Verdict.shown",
                "abis.Case.not_by",
            ),
        ),
    ),
    Keeping(
        what="messages of a MOSIP and their answers: its record ids, addresses in its data share until done,"
        " bodies that it lent for people to compare",
        reason="it may ask again for an answer that was lost; a month for who looks into it",
        months=1,
        since="MOSIP took the answer; until then they stay",
        remains="the records that were inserted, and the entries of the audit",
        kind="mosip_messages",
        forget=lambda before, at, dry: mosip.forget_messages(before=before, at=at, dry_run=dry),
        fields=("abis.Message.asked", "abis.Message.answer"),
    ),
    Keeping(
        what="tasks of an OSIA client and their answers: its ids, scores, addresses of images until done",
        reason="it may ask again for an answer that was lost; a month for who looks into it",
        months=1,
        since="the answer was made; until then they stay",
        remains="the encounters, and the entries of the audit",
        kind="osia_tasks",
        forget=lambda before, _at, dry: osia.forget_tasks(before=before, dry_run=dry),
        fields=("abis.Task.asked", "abis.Task.held", "abis.Task.answer"),
    ),
)
