"""What the task in the middle of a person's page needs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from rekam.enrolment.capture_rules import EXCEPTION_PHOTO, FACE, SIGNATURE
from rekam.enrolment.photo_rules import Reason
from rekam.enrolment.portraits.words import FINDINGS, REASONS
from rekam.station import plan, showing
from rekam.station.desk import Work
from rekam.station.exception_photo import is_asked
from rekam.station.forms import SignForm
from rekam.station.naming import name_in_group, part_name
from rekam.station.plan import Progress
from rekam.station.store.visits import Draft
from rekam.station.views import told_context
from rekam.ui.parts import Button, Fact, Frame, State


def template(page: str) -> str:
    """The template of a page."""
    named = {plan.NOTICE: "notice", plan.SIGNATURE_PAGE: "signature", plan.SUMMARY: "summary"}
    return f"station/{named.get(page, 'capture')}.html"


def task(
    work: Work, *, draft: Draft, page: str, progress: Progress, live: bool, language: str
) -> dict[str, Any]:
    """The context of the task; each page has its own.

    live      whether what the scanner sees is asked for in place of what was captured
    language  of the notice, "" for the office's own
    """
    if page == plan.NOTICE:
        told = told_context.notice(work, draft=draft, language=language)
        return told | {"buttons": _notice_buttons(progress, draft=draft)}
    if page == plan.SIGNATURE_PAGE:
        return _signature(work, draft=draft, progress=progress)
    if page == plan.SUMMARY:
        return _summary(work, draft=draft, progress=progress)
    return _capture(work, draft=draft, page=page, progress=progress, live=live)


def _capture(work: Work, *, draft: Draft, page: str, progress: Progress, live: bool) -> dict[str, Any]:
    positions = plan.GROUPS[page]
    frames = [
        showing.frame(work, draft=draft.id, position=position, progress=progress) for position in positions
    ]
    poor = any(one.state is State.BAD for one in frames)
    tries = dict(draft.tries)
    attempt = max(tries.get(position, 0) for position in positions)
    bounds = work.worklist.parameters.of(positions[0])
    hand = {"jari-kanan": "right", "jari-kiri": "left"}.get(page, "")
    captured = any(position in progress.qualities for position in positions)
    context = {
        "live": reverse("station:live", args=[page]) if live or not captured else "",
        "title": _title(page),
        "attempt": attempt,
        "attempts": bounds.attempts,
        "frames": frames,
        "hand": hand,
        "hand_words": _("tangan kanan, tanpa jempol") if hand == "right" else _("tangan kiri, tanpa jempol"),
        "tips": showing.tips(frames, positions=positions) if hand else {},
        "limit": bounds.good,
        "advice": _advice(page),
        "trouble": _worst(frames, positions=positions),
        "buttons": _capture_buttons(
            draft, page=page, progress=progress, attempt=attempt, tired=attempt >= bounds.attempts and poor
        ),
        "singles": [(p, part_name(p)) for p in positions if len(positions) > 1 and not progress.is_absent(p)],
    }
    if page == plan.FACE_PAGE:
        context |= _photo(progress)
    if page in plan.FINGER_PAGES:
        context |= showing.hands(work, draft=draft.id, progress=progress)
    return context


def _photo(progress: Progress) -> dict[str, Any]:
    """What was found in the photograph, and the reasons for which it may be kept all the same."""
    photo = progress.photo
    asked = FACE in progress.qualities and not photo.approved and photo.findings
    return {
        "findings": [FINDINGS[finding] for finding in photo.findings],
        "reasons": list(REASONS.items()) if asked else [],
        "reason": REASONS.get(Reason(photo.reason)) if photo.reason else "",
    }


def _title(page: str) -> str:
    return {
        plan.FACE_PAGE: _("Wajah"),
        "jari-kanan": _("Empat jari kanan"),
        "jari-kiri": _("Empat jari kiri"),
        "jempol": _("Dua jempol"),
        plan.IRIS_PAGE: _("Kedua iris"),
    }[page]


def _advice(page: str) -> str:
    return {
        plan.FACE_PAGE: _("Tanpa kacamata; wajah lurus ke kamera, kedua telinga dan dahi terlihat."),
        "jari-kanan": _("Letakkan empat jari kanan rata dan rapat di kaca, tekan ringan."),
        "jari-kiri": _("Letakkan empat jari kiri rata dan rapat di kaca, tekan ringan."),
        "jempol": _("Letakkan kedua jempol berdampingan di kaca."),
        plan.IRIS_PAGE: _("Buka mata lebar, tanpa kacamata dan lensa kontak, lihat ke lensa."),
    }[page]


def _worst(frames: list[Frame], *, positions: tuple[str, ...]) -> str:
    bad = [part_name(p) for p, one in zip(positions, frames, strict=True) if one.state is State.BAD]
    return ", ".join(bad)


def _capture_buttons(
    draft: Draft, *, page: str, progress: Progress, attempt: int, tired: bool
) -> list[Button]:
    """The keys of a capture; after too many poor tries the first is to keep the best with a reason."""
    to_approve = page == plan.FACE_PAGE and FACE in progress.qualities and not progress.photo.approved
    fit = progress.is_done(page) or (to_approve and not progress.photo.findings)
    capture = Button(
        label=_("Ambil ulang") if attempt else _("Ambil"),
        kind="secondary" if fit or tired else "primary",
        name="act",
        value="capture",
        key=" ",
        cap=_("Spasi"),
    )
    forward = _approve(fit=fit) if to_approve else _forward(draft, page=page, done=fit and not tired)
    return [capture, forward, _except(draft, page=page, tired=tired), _back(draft, page=page)]


def _except(draft: Draft, *, page: str, tired: bool) -> Button:
    href = reverse("station:exception", args=[draft.id, page])
    if tired:
        label = _("Pakai yang terbaik, beri alasan")
        return Button(label=label, kind="primary", href=f"{href}?terbaik=1", key="p", cap="P")
    return Button(label=_("Pengecualian"), href=href, key="p", cap="P")


def _forward(draft: Draft, *, page: str, done: bool) -> Button:
    return Button(
        label=_("Lanjut") if done else _("Lanjut, ini nanti"),
        kind="primary" if done else "secondary",
        href=reverse("station:page", args=[draft.id, plan.page_after(page)]),
        key="Enter",
    )


def _approve(*, fit: bool) -> Button:
    """The resident has to see the photograph before fingers and irises (practice since October 2024)."""
    label = _("Warga setuju, lanjut") if fit else _("Pakai foto ini, warga setuju")
    kind = "primary" if fit else "secondary"
    return Button(label=label, kind=kind, name="act", value="approve", key="Enter")


def _back(draft: Draft, *, page: str) -> Button:
    before = plan.page_before(page)
    href = reverse("station:page", args=[draft.id, before]) if before else reverse("station:people")
    return Button(label=_("Mundur"), href=href, key="Escape", cap="Esc", end=True)


def _notice_buttons(progress: Progress, *, draft: Draft) -> list[Button]:
    label = _("Sudah dibacakan lagi") if progress.noticed else _("Sudah dibacakan, lanjut")
    return [
        Button(label=label, kind="primary", name="act", value="read", key="Enter"),
        Button(label=_("Dibaca sendiri, lanjut"), name="act", value="shown", key="b", cap="B"),
        _back(draft, page=plan.NOTICE),
    ]


def _signature(work: Work, *, draft: Draft, progress: Progress) -> dict[str, Any]:
    seen = (draft.id, SIGNATURE) in work.previews
    done = progress.is_done(plan.SIGNATURE_PAGE)
    return {
        "signed": progress.signed,
        "code": progress.exceptions.get(SIGNATURE, ""),
        "image": reverse("station:preview", args=[draft.id, SIGNATURE]) if seen else "",
        "buttons": [
            Button(
                label=_("Simpan tanda tangan"),
                kind="secondary" if done else "primary",
                name="act",
                value="keep",
                key=" ",
                cap=_("Spasi"),
            ),
            _forward(draft, page=plan.SIGNATURE_PAGE, done=done),
            _except(draft, page=plan.SIGNATURE_PAGE, tired=False),
            _back(draft, page=plan.SIGNATURE_PAGE),
        ],
    }


def _summary(work: Work, *, draft: Draft, progress: Progress) -> dict[str, Any]:
    facts = [
        _fact(draft, page=page, progress=progress, work=work) for page in (*plan.GROUPS, plan.SIGNATURE_PAGE)
    ]
    missing = [page for page in plan.PAGES[:-1] if not progress.is_done(page)]
    return {
        "facts": [*facts, *told_context.wrong(work, draft=draft)],
        "complete": not missing,
        "form": SignForm(),
        "photo_asked": is_asked(draft),
        "photo_url": reverse("station:exception_photo", args=[draft.id]),
        "photo": _exception_photo(work, draft=draft),
        "buttons": [
            Button(label=_("Tanda tangani dan simpan"), kind="primary", name="act", value="sign"),
            _back(draft, page=plan.SUMMARY),
        ],
    }


def _exception_photo(work: Work, *, draft: Draft) -> Frame:
    """The photograph of what is excepted, as a frame."""
    name = part_name(EXCEPTION_PHOTO).capitalize()
    if EXCEPTION_PHOTO not in work.bench.outbox.parts(draft.id):
        return Frame(name=name, state=State.NONE, word=_("belum"))
    seen = (draft.id, EXCEPTION_PHOTO) in work.previews
    image = reverse("station:preview", args=[draft.id, EXCEPTION_PHOTO]) if seen else ""
    return Frame(name=name, state=State.GOOD, word=_("ada"), image=image)


def _fact(draft: Draft, *, page: str, progress: Progress, work: Work) -> Fact:
    href = reverse("station:page", args=[draft.id, page])
    if page == plan.SIGNATURE_PAGE:
        code = progress.exceptions.get(SIGNATURE, "")
        absent = _("pengecualian %(code)s") % {"code": code} if code else _("belum")
        value = _("ada") if progress.signed else absent
        return Fact(key=_("Tanda tangan"), value=value, href=href, act=_("Ubah"))
    told = [_told(work, draft=draft, position=one, progress=progress) for one in plan.GROUPS[page]]
    return Fact(key=_title(page), value=", ".join(told), href=href, act=_("Ubah"))


def _told(work: Work, *, draft: Draft, position: str, progress: Progress) -> str:
    one = showing.frame(work, draft=draft.id, position=position, progress=progress)
    quality = "" if one.quality is None else str(one.quality)
    code = progress.exceptions.get(position, "")
    words = one.word or _("pengecualian")
    return " ".join(part for part in (name_in_group(position), words, quality, code) if part)
