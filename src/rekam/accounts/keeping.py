"""How long this room keeps what (kernel.keeping)."""

from rekam.accounts import services
from rekam.accounts.residents import forgetting as residents
from rekam.kernel.keeping import Keeping

LINES = (
    Keeping(
        what="codes of residents' accounts, and how often strangers asked",
        reason="a code holds for days at most; what was tried is told by the audit",
        months=1,
        since="it was made",
        remains="that an officer gave a code, to whom and by what papers, in the audit",
        kind="resident_codes",
        forget=lambda before, _at, dry: residents.forget_codes(before=before, dry_run=dry),
        fields=("accounts.SentCode.sealed",),
    ),
    Keeping(
        what="residents' accounts: address, passkeys, whom each is linked with",
        reason="whoever does not come back for two years begins anew (our own measure)",
        months=24,
        since="somebody entered it last",
        remains="the account's drawn name and that it was closed, linked with nobody",
        kind="unused_resident_accounts",
        forget=lambda before, at, dry: residents.close_unused(before=before, at=at, dry_run=dry),
        fields=("accounts.ResidentLogin.sealed",),
    ),
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
        what="officers' days of reading in two figures each, and stops with what the head asked",
        reason="what is usual is read from sixty days; a stop belongs to the account (our own measure)",
        not_yet="kept as long as the account",
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
