"""Who is recorded, who is missing, where."""

from django.urls import include, path

from rekam.coverage import views
from rekam.coverage.explore import views as explore
from rekam.coverage.first_time import days as polling_days
from rekam.coverage.first_time import views as first_time
from rekam.coverage.ikd import views as ikd
from rekam.coverage.indicators import views as indicators
from rekam.coverage.open_data import publishing
from rekam.coverage.overdue import views as overdue
from rekam.coverage.people import views as people
from rekam.coverage.projection.views import projection
from rekam.coverage.quality import views as quality
from rekam.coverage.reports import views as reports
from rekam.coverage.statement import views as statement
from rekam.coverage.targets.views import targets, withdraw

app_name = "coverage"

urlpatterns = [
    path("", views.start, name="start"),
    path("", include("rekam.coverage.province.urls")),
    path("", include("rekam.coverage.community.urls")),
    path("periksa-angka/", include("rekam.coverage.reconcile.urls")),
    path("proyeksi/", projection, name="projection"),
    path("target/", targets, name="targets"),
    path("target/tarik/", withdraw, name="withdraw_target"),
    path("mutu/<str:code>/", quality.quality, name="quality"),
    path("mutu/<str:code>/<str:check>/", quality.doubtful, name="quality_people"),
    path("nik-nonaktif/<str:code>/", overdue.overdue, name="overdue"),
    path("nik-nonaktif/<str:code>/nama/", overdue.overdue_people, name="overdue_people"),
    path("ikd/catat/", ikd.keep_count, name="ikd_keep"),
    path("ikd/sosialisasi/", ikd.keep_session, name="ikd_session"),
    path("ikd/<str:code>/", ikd.ikd, name="ikd"),
    path("indikator/", indicators.newest, name="indicators_newest"),
    path("indikator/<str:first>/", indicators.indicators, name="indicators"),
    path("indikator/<str:first>/lembar.csv", indicators.download, name="indicators_csv"),
    path("indikator/<str:first>/<str:indicator>/", indicators.keep, name="indicator_keep"),
    path("jelajah/<str:code>/", explore.explore, name="explore"),
    path("jelajah/<str:code>/data.json", explore.as_json, name="explore_json"),
    path("hari-pemungutan-suara/", polling_days.days, name="polling_days"),
    path("hari-pemungutan-suara/tarik/", polling_days.withdraw, name="withdraw_polling_day"),
    path("terbitan/<uuid:publication>/setujui/", publishing.approve, name="publication_approve"),
    path("terbitan/<uuid:publication>/tutup/", publishing.refuse, name="publication_refuse"),
    path("<str:code>/", views.area, name="area"),
    path("<str:code>/terbitkan/", publishing.publishing, name="publishing"),
    path("<str:code>/terbitkan/minta/", publishing.ask, name="publication_ask"),
    path("<str:code>/pernyataan/", statement.press, name="statement"),
    path("<str:code>/pemilih-pemula/", first_time.page, name="first_time"),
    path("<str:code>/pemilih-pemula/csv/", first_time.file, name="first_time_file"),
    path("<str:code>/tabel/", reports.table, name="table"),
    path("<str:code>/tabel/<str:form>/", reports.table_file, name="table_file"),
    path("<str:code>/nama/", people.names, name="names"),
]
