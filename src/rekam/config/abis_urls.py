"""Every address of the ABIS alone."""

from django.urls import include, path

urlpatterns = [
    path("", include("rekam.abis.alone.urls")),
    path("cases/", include("rekam.abis.alone.bench_urls")),
    path("api/v1/mosip/", include("rekam.abis.mosip.urls")),
    path("osia/v1/", include("rekam.abis.osia.urls")),
]
