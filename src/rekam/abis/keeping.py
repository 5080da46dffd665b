"""How long this room keeps what (kernel.keeping)."""

from rekam.kernel.keeping import Keeping

LINES = (
    Keeping(
        what="samples and templates of bodies, searches and judgements",
        reason="one person = one NIK holds only against all who were recorded",
        not_yet="kept for ever",
        vault=("sample", "template"),
        fields=(
            *("abis.Sample.address", "abis.Subject.missing"),
            *("abis.Template.address", "abis.Template.qualities"),
            *("abis.SearchRun.parameters", "abis.SearchRun.candidates", "abis.Verdict.shown"),
        ),
    ),
)
