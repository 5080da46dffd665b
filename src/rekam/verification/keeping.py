"""How long this room keeps what (kernel.keeping)."""

from rekam.kernel.keeping import Keeping
from rekam.verification.asking import forgetting
from rekam.verification.comparing import forgetting as comparing

LINES = (
    Keeping(
        what="keyed digests of the NIKs that institutions asked about",
        reason="the watch looks back ten minutes, a NIK's quota a day; a month for who looks into it",
        months=1,
        since="the question",
        remains="the question without them",
        kind="question_traces",
        forget=lambda before, _at, dry: forgetting.forget_traces(before=before, dry_run=dry),
    ),
    Keeping(
        what="how many pictures an institution sent in an hour to be compared; the pictures never",
        reason="the limit looks at one hour; a month for who looks into it",
        months=1,
        since="the hour",
        remains="nothing",
        kind="comparison_tries",
        forget=lambda before, _at, dry: comparing.forget_tries(before=before, dry_run=dry),
    ),
    Keeping(
        what="questions of institutions: their case number, which fields, confirmed or not; never a value",
        reason="two reports of use can be held against them (our own measure)",
        months=24,
        since="the question",
        remains="the counts of the semester's report, and the entry of the audit that the resident sees",
        kind="questions",
        forget=lambda before, _at, dry: forgetting.forget_questions(before=before, dry_run=dry),
        fields=("verification.Asked.matches",),
    ),
    Keeping(
        what="contracts with institutions, their keys, steps and reports of use",
        reason="the state's own contracts and accounts; of no resident",
        fields=(
            "verification.Partner.fields",
            "verification.Partner.codes",
            "verification.PartnerKey.jwk",
            "verification.UseReport.figures",
        ),
        not_yet="kept as the office's archive says",
    ),
)
