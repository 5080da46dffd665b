"""Lists from SIAK: send one, see how far it is and what it would change, let somebody else decide."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.caps.rules import Sort
from rekam.accounts.caps.services import spend
from rekam.accounts.permissions import Account, allow, allowed, officer, who
from rekam.accounts.queries import named, same_person
from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import private_folder
from rekam.registry.bulk import queries, services, waking
from rekam.registry.bulk.columns import NO_LAYOUT, Layout, read_mapping
from rekam.registry.bulk.forms import SendForm
from rekam.registry.bulk.models import Import
from rekam.registry.bulk.refusals import BULK
from rekam.registry.bulk.rejects import without_originals
from rekam.registry.bulk.rules import Kind, State
from rekam.registry.bulk.steps import folder_of
from rekam.registry.bulk.telling import STATES, STEPS, changed_fields, codes_told, told

MAPPING_BYTES = 100_000


@require_GET
@allow("registry.see_imports")
def imports(request: HttpRequest) -> HttpResponse:
    latest = queries.latest()
    context = {
        "rows": [(one, *STATES[State(one.state)]) for one in latest],
        "names": named(one.sent_by for one in latest),
        "may_send": allowed(officer(request), "registry.import"),
    }
    return render(request, "registry/bulk/imports.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@allow("registry.import")
def send(request: HttpRequest) -> HttpResponse:
    account = officer(request)
    form = SendForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "registry/bulk/send.html", {"form": form}, status=400 if form.errors else 200)
    one = services.receive(
        kind=Kind(form.cleaned_data["kind"]),
        file_name=form.cleaned_data["file"].name,
        as_of=form.cleaned_data["as_of"],
        layout=_layout(form.cleaned_data["mapping"]),
        actor=account.username,
        at=timezone.now(),
    )
    _keep(form.cleaned_data["file"], to=private_folder(folder_of(one.uuid)) / "file.csv")
    waking.wake(one.uuid)
    return redirect("registry:import", one.uuid)


def _layout(upload: "UploadedFile[bytes] | None") -> Layout:
    if upload is None:
        return NO_LAYOUT
    if (upload.size or 0) > MAPPING_BYTES:
        raise RuleBroken("mapping_malformed")
    with tempfile.NamedTemporaryFile(suffix=Path(upload.name or "").suffix) as file:
        file.write(upload.read())
        file.flush()
        return read_mapping(Path(file.name))


def _keep(upload: "UploadedFile[bytes]", *, to: Path) -> None:
    """Django has streamed a large file to a disk already; it goes to the imports' own folder."""
    to.touch(mode=0o600)
    with to.open("wb") as file:
        shutil.copyfileobj(upload, file, 1 << 20)


@require_GET
@allow("registry.see_imports")
def one_import(request: HttpRequest, uuid: UUID) -> HttpResponse:
    account = officer(request)
    one = queries.get_import(uuid)
    state, word = STATES[State(one.state)]
    people = [str(row["resident"]) for rows in one.sample.values() for row in rows if row["resident"]]
    if one.sample:
        show(request, "registry.import.seen", people=people, purpose=Purpose.VERIFICATION, case=str(uuid))
    ready = one.state == State.READY
    may_approve = _may_approve(one, account)
    context = {
        "one": one,
        "names": named((one.sent_by, one.decided_by)),
        "state": state,
        "word": word,
        "running": one.state in {State.RECEIVED, State.CHECKING, State.APPROVED},
        "step": STEPS.get(one.step, _("menunggu giliran")),
        "from_shell": BULK["import_from_shell"] if one.by_command and ready else "",
        "may_approve": may_approve,
        "may_refuse": ready
        and (allowed(account, "registry.approve_import") or account.username == one.sent_by),
        "awaits_another": ready and not one.by_command and not may_approve,
        "rejects": codes_told(one, "rejects"),
        "warnings": codes_told(one, "warnings"),
        "sections": _sections(one),
        "told": BULK.get(one.code, ""),
        "has_rejects": _rejects_path(one).exists(),
    }
    return render(request, "registry/bulk/import.html", context)


def _may_approve(one: Import, account: Account) -> bool:
    open_to_pages = one.state == State.READY and not one.by_command
    may = open_to_pages and allowed(account, "registry.approve_import")
    return may and not same_person(one.sent_by, account.username)


def _sections(one: Import) -> Iterator[dict[str, object]]:
    titles = {
        "new": _("Baru"),
        "changed": _("Berubah"),
        "held": _("Ditahan"),
        "gone": _("Tidak ada lagi dalam daftar"),
    }
    for kind, title in titles.items():
        rows = [
            (row, told("area_code", row["area"]), changed_fields(row["facts"]))
            for row in one.sample.get(kind, [])
        ]
        differs = kind in {"changed", "held"}
        yield {"differs": differs, "title": title, "number": one.counts.get(kind, 0), "rows": rows}


def _rejects_path(one: Import) -> Path:
    return folder_of(one.uuid) / "rejects.csv"


@require_GET
@allow("registry.see_imports", fresh=True)
def rejects(request: HttpRequest, uuid: UUID) -> FileResponse | StreamingHttpResponse:
    """The rejected lines for who sent them, counted as an export; where and why for everybody else."""
    one, account, at = queries.get_import(uuid), officer(request), timezone.now()
    path = _rejects_path(one)
    if not path.exists():
        raise RuleBroken("not_found")
    own = account.username == one.sent_by
    if own:
        spend(account=account, people=int(one.counts["rejected"]), at=at, sort=Sort.EXPORTED)
    record(
        "registry.import.rejects_taken",
        actor=account.username,
        at=at,
        purpose=Purpose.VERIFICATION,
        case=str(uuid),
        originals=own,
    )
    if own:
        return FileResponse(path.open("rb"), as_attachment=True, filename=f"ditolak-{one.as_of}.csv")
    answer = StreamingHttpResponse(without_originals(path), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="ditolak-{one.as_of}.csv"'
    return answer


@require_POST
@allow("registry.approve_import", fresh=True)
def approve(request: HttpRequest, uuid: UUID) -> HttpResponse:
    services.approve(
        uuid,
        mark_gone=request.POST.get("mark_gone") == "1",
        **who(request),
    )
    waking.wake(uuid)
    return redirect("registry:import", uuid)


@require_POST
@allow("registry.see_imports")
def refuse(request: HttpRequest, uuid: UUID) -> HttpResponse:
    account = officer(request)
    own = queries.get_import(uuid).sent_by == account.username
    if not own and not allowed(account, "registry.approve_import"):
        raise RuleBroken("import_not_yours")
    services.refuse(uuid, actor=account.username, at=timezone.now())
    return redirect("registry:import", uuid)
