"""Sign in and out; everything else is abis.views."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.abis.alone.forms import SignInForm
from rekam.accounts.permissions import check_sign_in_tries, enter_by_password


@require_GET
def home(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return redirect("abis:cases")


@require_http_methods(["GET", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request, request.POST or None)
    if request.method == "POST":
        check_sign_in_tries(request, username=request.POST.get("username", ""))
        if form.is_valid():
            return enter_by_password(request, account=form.get_user(), wanted=request.POST.get("next", ""))
    return render(request, "abis/alone/log_in.html", {"form": form})


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("web:log_in")
