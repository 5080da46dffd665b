"""How long this room keeps what (kernel.keeping)."""

from rekam.accounts import services
from rekam.kernel.keeping import Keeping

LINES = (
    Keeping(
        what="sessions of officers at the pages",
        reason="an ended session lets nobody in",
        months=0,
        since="the session ended",
        remains="sign-in and acts in the audit",
        kind="sessions",
        forget=lambda before, _at, dry: services.forget_sessions(before=before, dry_run=dry),
    ),
    Keeping(
        what="refused sign-ins at the pages",
        reason="guessing is counted over minutes; a pattern shows within months",
        months=3,
        since="the try",
        remains="one entry of the audit each, with a keyed hash in place of the name",
        kind="sign_in_tries",
        forget=lambda before, _at, dry: services.forget_sign_in_tries(before=before, dry_run=dry),
    ),
    Keeping(
        what="accounts of officers, their keys and second factors",
        reason="each packet and each entry of the audit names an account, and a signature stays checkable",
        not_yet="kept for ever",
        fields=(
            *("accounts.Account.signing_key", "accounts.Account.signing_costs"),
            *("accounts.RetiredKey.public", "accounts.RevokedKey.public"),
            *("accounts.CodeGenerator.sealed_secret",),
            *("accounts.Passkey.credential_id", "accounts.Passkey.public_key"),
        ),
    ),
)
