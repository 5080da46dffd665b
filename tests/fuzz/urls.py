"""All addresses of both servers, so that one run drives them: ours, and those of the ABIS alone."""

from django.urls import include, path

from rekam.config import urls

handler500 = urls.handler500
urlpatterns = [
    path("api/v1/mosip/", include("rekam.abis.mosip.urls")),
    path("osia/v1/", include("rekam.abis.osia.urls")),
    *urls.urlpatterns,
]
