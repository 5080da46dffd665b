"""Who is recorded, who is missing, where."""

from django.urls import include, path

from rekam.coverage import views
from rekam.coverage.overdue import views as overdue
from rekam.coverage.quality import views as quality

app_name = "coverage"

urlpatterns = [
    path("", views.start, name="start"),
    path("", include("rekam.coverage.province.urls")),
    path("", include("rekam.coverage.community.urls")),
    path("mutu/<str:code>/", quality.quality, name="quality"),
    path("mutu/<str:code>/<str:check>/", quality.doubtful, name="quality_people"),
    path("nik-nonaktif/<str:code>/", overdue.overdue, name="overdue"),
    path("nik-nonaktif/<str:code>/nama/", overdue.overdue_people, name="overdue_people"),
    path("<str:code>/", views.area, name="area"),
    path("<str:code>/nama/", views.names, name="names"),
]
