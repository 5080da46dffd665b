"""Applications: the public list, the applicant's pages, the office's work."""

from django.urls import path

from rekam.applications.catalogue import views as catalogue
from rekam.applications.childcards import views as childcards
from rekam.applications.clock import views as clock
from rekam.applications.filing import views as filing
from rekam.applications.filing import views_assisting as assisting
from rekam.applications.holding import views as holding
from rekam.applications.notices import views as notices
from rekam.applications.notices import views_breach, views_public
from rekam.applications.products import views as products
from rekam.applications.review import views as review
from rekam.applications.uploads import views as uploads
from rekam.applications.uploads import views_parts as parts

app_name = "applications"

urlpatterns = [
    path("", catalogue.services, name="services"),
    path("layanan/<str:service>/", catalogue.service, name="service"),
    path("mulai/", filing.begin, name="begin"),
    path("cari/", filing.find, name="find"),
    path("periksa/", products.check, name="check_paper"),
    path("periksa/kunci.json", products.keys, name="paper_keys"),
    path("kinerja/", clock.figures, name="figures"),
    path("saya/", filing.page, name="own"),
    path("saya/kode/", filing.code, name="code"),
    path("saya/pemohon/", filing.who, name="who"),
    path("saya/isian/", filing.fill, name="fill"),
    path("saya/syarat/<str:document>/", uploads.paper, name="paper"),
    path("saya/syarat/<str:document>/hapus/", uploads.take_back, name="take_back"),
    path("saya/syarat/<str:document>/bagian/", parts.begin, name="begin_part"),
    path("saya/syarat/<str:document>/bagian/<str:sha256>/", parts.part, name="part"),
    path("saya/dokumen.pdf", products.own_paper, name="own_paper"),
    path("saya/kirim/", filing.send, name="send"),
    path("saya/tarik/", filing.withdraw, name="withdraw"),
    path("akun/buka/", holding.open_held, name="open_held"),
    path("akun/tambah/", holding.add, name="keep"),
    path("saya/tutup/", filing.leave, name="leave"),
    path("rekaman/", views_public.follow, name="follow"),
    path("pengumuman/", views_public.announcements, name="announcements"),
    path("pemberitahuan/", notices.overview, name="notices"),
    path("pemberitahuan/cetak/", notices.print_letters, name="print_notices"),
    path("pemberitahuan/surat/<uuid:batch>.pdf", notices.batch, name="notice_letters"),
    path("kebocoran/", views_breach.breaches, name="breaches"),
    path("kebocoran/baru/", views_breach.write, name="write_breach"),
    path("kebocoran/<uuid:breach>/", views_breach.breach, name="breach"),
    path("kebocoran/<uuid:breach>/kirim/", views_breach.send, name="send_breach"),
    path("dampingan/", assisting.assisted, name="assisted"),
    path("saya/tanda.pdf", assisting.slip, name="slip"),
    path("kerja/", review.queue, name="queue"),
    path("kerja/kia/", childcards.blanks, name="child_blanks"),
    path("kerja/<uuid:application>/kia.pdf", childcards.face, name="child_card"),
    path("kerja/<uuid:application>/luar-domisili/", review.open_door, name="open_door"),
    path("kerja/<uuid:application>/", review.application, name="application"),
    path("kerja/<uuid:application>/dokumen.pdf", products.of_application, name="paper_of"),
    path("kerja/<uuid:application>/langkah/", review.step, name="step"),
    path("kerja/<uuid:application>/putus/", review.decide, name="decide"),
    path("kerja/<uuid:application>/lembar/<uuid:scan>/", review.sheet, name="sheet"),
    path("kerja/<uuid:application>/lembar/<uuid:scan>/nilai/", review.judge, name="judge"),
]
