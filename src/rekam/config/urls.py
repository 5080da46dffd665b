"""Every address of the server."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

urlpatterns: list[URLPattern | URLResolver] = [
    # first, since banks ask it by the hundred a second and addresses are tried in this order
    path("api/v1/verification/", include("rekam.verification.api.urls")),
    path("", include("rekam.web.urls")),
    path("", include("rekam.accounts.urls")),
    path("", include("rekam.accounts.residents.urls")),
    path("", include("rekam.web.residents.urls")),
    path("", include("rekam.messages.urls")),
    path("bahasa/", set_language, name="set_language"),
    path("pola/", include("rekam.ui.urls")),
    path("capaian/", include("rekam.coverage.urls")),
    path("data-terbuka/", include("rekam.coverage.open_data.urls")),
    path("jemput-bola/", include("rekam.outreach.urls")),
    path("panggilan/", include("rekam.outreach.callups.public_urls")),
    path("kartu/", include("rekam.cards.urls")),
    path("", include("rekam.credentials.urls")),
    path("register/", include("rekam.registry.urls")),
    path("permohonan/", include("rekam.applications.urls")),
    path("pengaduan/", include("rekam.applications.complaints.urls")),
    path("janji/", include("rekam.applications.bookings.urls")),
    path("lembaga/", include("rekam.verification.urls")),
    path("batas/", include("rekam.accounts.caps.urls")),
    path("api/v1/", include("rekam.enrolment.api_urls")),
    path("api/v1/", include("rekam.devices.api_urls")),
    path("api/v1/", include("rekam.cards.printing.api_urls")),
    path("", include("rekam.verification.consent.urls")),
    path("api/v1/wallets/", include("rekam.credentials.wallets.urls")),
    path("laptop/", include("rekam.devices.urls")),
    path("alat/gangguan/", include("rekam.devices.outages.urls")),
    path("alat/", include("rekam.devices.kits.urls")),
    path("perekaman/", include("rekam.enrolment.urls")),
    path("status/", include("rekam.enrolment.standing_urls")),
    path("tunjukkan/", include("rekam.credentials.presenting.urls")),
    path("ikd/", include("rekam.credentials.presenting.api_urls")),
    path("periksa/ktp/", include("rekam.credentials.reading.urls")),
    path("ajudikasi/", include("rekam.abis.urls")),
    path("api/v1/", include("rekam.outreach.api_urls")),
    path("", include("rekam.credentials.issuing.api_urls")),
]

handler500 = "rekam.web.middleware.failure"
