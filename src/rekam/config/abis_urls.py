"""Every address of the ABIS alone."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/mosip/", include("rekam.abis.mosip.urls")),
    path("osia/v1/", include("rekam.abis.osia.urls")),
]
