"""Unlocking and locking the laptop."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from rekam.station.forms import UnlockForm
from rekam.station.middleware import StationRequest, at_work, public
from rekam.station.store import keyring


@public
@require_http_methods(["GET", "POST"])
def unlock(request: StationRequest) -> HttpResponse:
    form = UnlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        begin = request.desk.pull if request.POST.get("act") == "pull" else request.desk.unlock
        work = begin(username=form.cleaned_data["username"], passphrase=form.cleaned_data["passphrase"])
        request.session.cycle_key()
        request.session["work"] = work.token
        return redirect("station:people")
    officers = keyring.officers_of(request.desk.folder / "visit.keys")
    return render(request, "station/unlock.html", {"form": form, "officers": officers})


@at_work
@require_http_methods(["POST"])
def lock(request: StationRequest) -> HttpResponse:
    request.desk.lock()
    request.session.flush()
    return redirect("station:unlock")
