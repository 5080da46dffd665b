"""How long answers can be given again, and clients of the sandbox are kept."""

from rekam.kernel.keeping import Keeping
from rekam.verification.api import services
from rekam.verification.consent.keeping import LINES as CONSENT
from rekam.verification.presence.keeping import LINES as PRESENCE
from rekam.verification.sandbox import services as sandbox

LINES = (
    *CONSENT,
    *PRESENCE,
    Keeping(
        what="answers to institutions, to be given again for the same reference",
        reason="a line that broke is tried again within hours; what was answered stands elsewhere for longer",
        months=1,
        since="it was answered",
        remains="the question's own entry; the reference is free again",
        kind="answers_to_repeat",
        forget=lambda before, _at, dry: services.forget_given(before=before, dry_run=dry),
        fields=(
            "verification.Given.answer",
            "verification.Given.question",
            "verification.Given.stated_caller",
        ),
    ),
    Keeping(
        what="clients of the sandbox",
        reason="they hold for thirty days; who is still trying opens another one in a minute",
        months=2,
        since="it was opened",
        remains="nothing",
        kind="sandbox_clients",
        forget=lambda before, _at, dry: sandbox.forget_clients(before=before, dry_run=dry),
        fields=("verification.SandboxClient.jwk",),
    ),
)
