from django.urls import path

from rekam.abis.mosip import views

app_name = "mosip"
urlpatterns = [
    path("messages", views.messages, name="messages"),
    path("answers", views.untaken, name="untaken"),
    path("answers/<str:request_id>", views.answer, name="answer"),
    path("state", views.state, name="state"),
]
