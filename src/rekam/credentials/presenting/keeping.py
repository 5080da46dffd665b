"""How long questions are kept (kernel.keeping)."""

from collections.abc import Sequence
from datetime import datetime

from rekam.credentials.presenting import services
from rekam.credentials.presenting.models import Question
from rekam.kernel.keeping import Keeping


def _forget_values(_before: datetime, at: datetime, dry: bool) -> Sequence[str]:
    over = services.shown_before(at=at)
    told = [str(uuid) for uuid in over.values_list("uuid", flat=True)]
    if not dry:
        services.forget(at=at)
    return told


def _forget_questions(before: datetime, _at: datetime, dry: bool) -> Sequence[str]:
    over = Question.objects.filter(asked_at__lt=before)
    told = [str(uuid) for uuid in over.values_list("uuid", flat=True)]
    if not dry:
        over.delete()
    return told


LINES = (
    Keeping(
        what="what a phone showed to an officer, sealed; for an institution only a keyed digest of the NIK",
        reason="the page shows it for a minute, an institution compares for ten; each new question, "
        "and this table, takes away what is older",
        months=0,
        since="a minute after it was shown, the digest ten",
        remains="the verdict and the names of what was asked",
        kind="shown_values",
        forget=_forget_values,
        fields=("credentials.Question.sealed",),
    ),
    Keeping(
        what="questions to phones with their verdicts",
        reason="who asked how often and for what is audited for a year (our own measure)",
        months=12,
        since="it was asked",
        remains="nothing",
        kind="questions_to_phones",
        forget=_forget_questions,
    ),
)
