"""Recordings and where they stand."""

from django.urls import include, path

from rekam.enrolment import views, views_told

app_name = "enrolment"

urlpatterns = [
    path("", include("rekam.enrolment.operators.urls")),
    path("", include("rekam.enrolment.waiting.urls")),
    path("pekerja/", include("rekam.enrolment.operations.urls")),
    path("paket-ditolak/", views.refused, name="refused"),
    path("<uuid:record>/", views.record, name="record"),
    path("<uuid:record>/foto-pengecualian/", views.exception_photo, name="exception_photo"),
    path("tanpa-nik/<uuid:record>/", views_told.walk_in, name="walk_in"),
    path("tanpa-nik/<uuid:record>/luar-wilayah/", views_told.away, name="away"),
    path("koreksi/<uuid:case>/berkas/<int:number>/", views_told.paper, name="correction_paper"),
    path("<uuid:record>/cabut/<str:purpose>/", views_told.withdraw, name="withdraw_consent"),
    path("<uuid:record>/periksa/", views.check_again, name="check_again"),
    path("<uuid:record>/orang/", views.reveal, name="reveal"),
]
