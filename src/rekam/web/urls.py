"""Home, sign in and out, and what is not built yet."""

from django.urls import include, path

from rekam.web import views, views_audit, views_history

app_name = "web"

urlpatterns = [
    path("", views.home, name="home"),
    path("masuk/", views.log_in, name="log_in"),
    path("keluar/", views.log_out, name="log_out"),
    path("contoh/masuk/", views.enter_demo, name="enter_demo"),
    path("riwayat-akses/", views_history.own, name="own_history"),
    path("riwayat-akses/<uuid:uuid>/", views_history.letter, name="history_letter"),
    path("catatan-akses/", views_audit.log, name="log"),
    path("meja/", include("rekam.web.desk.urls")),
    path("", include("rekam.web.watch.urls")),
    path("belum-dibangun/", views.not_built, name="not_built"),
]
