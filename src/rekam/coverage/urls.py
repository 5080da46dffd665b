"""Who is recorded, who is missing, where."""

from django.urls import include, path

from rekam.coverage import statement_views, views
from rekam.coverage.overdue import views as overdue
from rekam.coverage.quality import views as quality
from rekam.coverage.reports import views as reports

app_name = "coverage"

urlpatterns = [
    path("", views.start, name="start"),
    path("periksa-angka/", include("rekam.coverage.reconcile.urls")),
    path("mutu/<str:code>/", quality.quality, name="quality"),
    path("mutu/<str:code>/<str:check>/", quality.doubtful, name="quality_people"),
    path("nik-nonaktif/<str:code>/", overdue.overdue, name="overdue"),
    path("nik-nonaktif/<str:code>/nama/", overdue.overdue_people, name="overdue_people"),
    path("<str:code>/", views.area, name="area"),
    path("<str:code>/pernyataan/", statement_views.press, name="statement"),
    path("<str:code>/tabel/", reports.table, name="table"),
    path("<str:code>/tabel/<str:form>/", reports.table_file, name="table_file"),
    path("<str:code>/nama/", views.names, name="names"),
]
