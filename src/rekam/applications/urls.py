"""Applications: the public list, the applicant's pages, the office's work."""

from django.urls import path

from rekam.applications.catalogue import views as catalogue
from rekam.applications.clock import views as clock
from rekam.applications.filing import views as filing
from rekam.applications.products import views as products
from rekam.applications.review import views as review
from rekam.applications.uploads import views as uploads

app_name = "applications"

urlpatterns = [
    path("", catalogue.services, name="services"),
    path("layanan/<str:service>/", catalogue.service, name="service"),
    path("mulai/", filing.begin, name="begin"),
    path("cari/", filing.find, name="find"),
    path("periksa/", products.check, name="check_paper"),
    path("kinerja/", clock.figures, name="figures"),
    path("saya/", filing.page, name="own"),
    path("saya/kode/", filing.code, name="code"),
    path("saya/pemohon/", filing.who, name="who"),
    path("saya/isian/", filing.fill, name="fill"),
    path("saya/syarat/<str:document>/", uploads.paper, name="paper"),
    path("saya/syarat/<str:document>/hapus/", uploads.take_back, name="take_back"),
    path("saya/dokumen.pdf", products.own_paper, name="own_paper"),
    path("saya/kirim/", filing.send, name="send"),
    path("saya/tarik/", filing.withdraw, name="withdraw"),
    path("saya/tutup/", filing.leave, name="leave"),
    path("kerja/", review.queue, name="queue"),
    path("kerja/<uuid:application>/", review.application, name="application"),
    path("kerja/<uuid:application>/dokumen.pdf", products.of_application, name="paper_of"),
    path("kerja/<uuid:application>/langkah/", review.step, name="step"),
    path("kerja/<uuid:application>/putus/", review.decide, name="decide"),
    path("kerja/<uuid:application>/lembar/<uuid:scan>/", review.sheet, name="sheet"),
    path("kerja/<uuid:application>/lembar/<uuid:scan>/nilai/", review.judge, name="judge"),
]
