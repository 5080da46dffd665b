"""Who is recorded, who is missing, where."""

from django.urls import include, path

from rekam.coverage import views
from rekam.coverage.first_time import views as first_time
from rekam.coverage.overdue import views as overdue
from rekam.coverage.projection.views import projection
from rekam.coverage.quality import views as quality
from rekam.coverage.reports import views as reports
from rekam.coverage.statement import views as statement
from rekam.coverage.targets.views import targets, withdraw

app_name = "coverage"

urlpatterns = [
    path("", views.start, name="start"),
    path("periksa-angka/", include("rekam.coverage.reconcile.urls")),
    path("proyeksi/", projection, name="projection"),
    path("target/", targets, name="targets"),
    path("target/tarik/", withdraw, name="withdraw_target"),
    path("mutu/<str:code>/", quality.quality, name="quality"),
    path("mutu/<str:code>/<str:check>/", quality.doubtful, name="quality_people"),
    path("nik-nonaktif/<str:code>/", overdue.overdue, name="overdue"),
    path("nik-nonaktif/<str:code>/nama/", overdue.overdue_people, name="overdue_people"),
    path("<str:code>/", views.area, name="area"),
    path("<str:code>/pernyataan/", statement.press, name="statement"),
    path("<str:code>/pemilih-pemula/", first_time.page, name="first_time"),
    path("<str:code>/pemilih-pemula/csv/", first_time.file, name="first_time_file"),
    path("<str:code>/tabel/", reports.table, name="table"),
    path("<str:code>/tabel/<str:form>/", reports.table_file, name="table_file"),
    path("<str:code>/nama/", views.names, name="names"),
]
