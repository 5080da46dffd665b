"""The API's addresses, under /api/v1/verification/."""

from rekam.verification.api.views import api

app_name = "verification_api"
urlpatterns = api.urls[0]
