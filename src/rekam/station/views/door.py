"""Unlocking and locking the laptop."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from rekam.station.forms import UnlockForm
from rekam.station.middleware import StationRequest, at_work, public
from rekam.station.views import stick


@public
@require_http_methods(["GET", "POST"])
def unlock(request: StationRequest) -> HttpResponse:
    if request.POST.get("act") == "export":  # sealed packets need nobody at work
        request.desk.flash = stick.exported(request.desk)
        return redirect("station:unlock")
    form = UnlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        begin = request.desk.pull if request.POST.get("act") == "pull" else request.desk.unlock
        work = begin(username=form.cleaned_data["username"], passphrase=form.cleaned_data["passphrase"])
        request.session.cycle_key()
        request.session["work"] = work.token
        return redirect("station:people")
    context = {"form": form, "officers": request.desk.files.officers()}
    return render(request, "station/unlock.html", context)


@at_work
@require_http_methods(["POST"])
def lock(request: StationRequest) -> HttpResponse:
    request.desk.lock()
    request.session.flush()
    return redirect("station:unlock")
