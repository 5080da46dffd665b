"""What a code opens, without an account."""

from django.urls import path

from rekam.outreach.callups import views_public

app_name = "calls"

urlpatterns = [
    path("", views_public.enter, name="enter"),
    path("jawab/", views_public.answer, name="answer"),
]
