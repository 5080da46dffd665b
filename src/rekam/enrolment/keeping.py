"""How long this room keeps what (kernel.keeping)."""

from rekam.enrolment import forgetting
from rekam.enrolment.operators import services as operators
from rekam.enrolment.portraits import services as portraits
from rekam.enrolment.waiting import services as waiting
from rekam.kernel.keeping import Keeping

PACKETS = (
    Keeping(
        what="unfinished uploads of packets",
        reason="the laptop keeps the packet and can begin again",
        months=1,
        since="the upload was begun and no byte came",
        remains="nothing",
        kind="uploads",
        forget=lambda before, _at, dry: forgetting.forget_uploads(before=before, dry_run=dry),
    ),
    Keeping(
        what="sealed packets of recordings",
        reason="needed until the recording is print-ready and both receipts are given; then a second copy of "
        "a body",
        months=12,
        since="stage two of the receipt",
        remains="the hash, both receipts; samples, templates and particulars, which lie in the vault by "
        "themselves",
        kind="packets",
        forget=lambda before, at, dry: forgetting.forget_packets(before=before, at=at, dry_run=dry),
        vault=("packet",),
        fields=("enrolment.Packet.address",),
    ),
    Keeping(
        what="sealed packets of hand-overs away from the counter",
        reason="the act stands in its pack's list, and a photograph lies in the vault by itself; a list that "
        "is disputed is so within the year",
        months=12,
        since="stage two of the receipt",
        remains="the hash, which the next act of the pack names; both receipts; the act",
        kind="hand_over_packets",
        forget=lambda before, at, dry: forgetting.forget_hand_overs(before=before, at=at, dry_run=dry),
    ),
    Keeping(
        what="refused packets",
        reason="until then they may be the only copy of somebody's visit",
        since="a person closes it",
        remains="the hash, the receipt, the code",
        not_yet="closing them is not built",
        vault=("refused",),
    ),
)

LINES = (
    *PACKETS,
    Keeping(
        what="photographed papers of corrections from a recording that became no entry",
        reason="whoever complains must find them; after that they are copies of identity papers without a "
        "purpose",
        months=12,
        since="the case was closed",
        remains="which elements, who decided, when and why; entries keep theirs as entries do",
        kind="correction_papers",
        forget=lambda before, _at, dry: forgetting.forget_papers(before=before, dry_run=dry),
        vault=("document",),
        fields=("enrolment.CorrectionCase.papers", "enrolment.CorrectionCase.elements"),
    ),
    Keeping(
        what="telephone numbers given for a reminder",
        reason="the card is ready within months; withdrawn numbers go at once",
        months=12,
        since="the packet came",
        remains="the answer, its version and day",
        kind="contacts",
        forget=lambda before, _at, dry: forgetting.forget_contacts(before=before, dry_run=dry),
        fields=("enrolment.OptionalConsent.contact",),
    ),
    Keeping(
        what="officers' own templates",
        reason="they keep the officer's body out of residents' recordings, and serve nothing else",
        months=0,
        since="the account was closed or has another role; somebody took them away; nobody confirmed them in "
        "time",
        remains="who, when, on which laptop, who confirmed, why they are gone",
        kind="officers_bodies",
        forget=lambda before, _at, dry: operators.forget_bodies(before=before, dry_run=dry),
        vault=("officer",),
        fields=(
            *("enrolment.OfficerBody.template", "enrolment.OfficerBody.photo"),
            *("enrolment.OfficerBody.qualities", "enrolment.OfficerBody.exceptions"),
        ),
    ),
    Keeping(
        what="officers' words of decided submissions, also of those about a recording that only SIAK has",
        reason="the office reports by month and is audited for the year before (our own measure)",
        months=24,
        since="the decision; where nobody had to decide, the asking",
        remains="what was asked of which recording, its coded reason, who asked and decided, and when",
        kind="submissions",
        forget=lambda before, _at, dry: waiting.forget_words(before=before, dry_run=dry),
        fields=("enrolment.Submission.why", "enrolment.Submission.answer"),
    ),
    Keeping(
        what="new photographs that never came into force",
        reason="a refused one may be asked about; one that nobody agreed to serves nothing",
        months=1,
        since="the photograph was taken",
        remains="who took it, when and why, what was found in it, who refused it",
        kind="portraits",
        forget=lambda before, _at, dry: portraits.forget_unused(before=before, dry_run=dry),
        vault=("portrait",),
        fields=("enrolment.PortraitChange.after", "enrolment.PortraitChange.findings"),
    ),
    Keeping(
        what="words and witnesses of photographs that were taken without a finger or iris",
        reason="who disputes the photograph must find the witnesses (two years are our own measure)",
        months=24,
        since="the photograph came into force",
        remains="the coded cause, who took it, who approved it, and when",
        kind="portrait_words",
        forget=lambda before, _at, dry: portraits.forget_words(before=before, dry_run=dry),
        fields=("enrolment.PortraitChange.excuse_reason", "enrolment.PortraitChange.witnesses"),
    ),
    Keeping(
        what="the ladder, portrait, signature, photograph of what is missing, particulars of a recording",
        reason="cards are printed from them; one person = one NIK holds only against all who were recorded",
        not_yet="kept for ever",
        vault=("particulars", "portrait", "signature", "exception"),
        fields=(
            *("enrolment.Record.particulars", "enrolment.Record.portrait", "enrolment.Record.signature"),
            *("enrolment.Record.exception_photo", "enrolment.RecordEvent.facts"),
            "enrolment.PortraitChange.before",
        ),
    ),
)
