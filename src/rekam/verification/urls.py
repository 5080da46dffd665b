"""Institutions: the office's pages."""

from django.urls import path

from rekam.verification.partners import views
from rekam.verification.reports import views as reports
from rekam.verification.sandbox import views as sandbox

app_name = "verification"

urlpatterns = [
    path("coba/", sandbox.try_out, name="try_out"),
    path("", views.partners, name="partners"),
    path("baru/", views.new, name="new"),
    path("<uuid:partner>/", views.partner, name="partner"),
    path("<uuid:partner>/setujui/", views.approve, name="approve"),
    path("<uuid:partner>/langkah/", views.step, name="step"),
    path("<uuid:partner>/kunci/", views.add_key, name="add_key"),
    path("<uuid:partner>/laporan/", reports.make, name="make_report"),
    path("kunci/<uuid:partner_key>/cabut/", views.revoke_key, name="revoke_key"),
    path("laporan/<uuid:use_report>/benarkan/", reports.confirm, name="confirm_report"),
    path("laporan/<uuid:use_report>/pemakaian.<str:form>", reports.report_file, name="report_file"),
]
