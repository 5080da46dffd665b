"""Pages of losses and alarms."""

from django.urls import path

from rekam.cards.blanks.losses import views

urlpatterns = [
    path("hilang/", views.report, name="losses"),
    path("blanko/<str:serial>/ditemukan/", views.found, name="found"),
    path("blanko/<str:serial>/ditemukan/pastikan/", views.confirm_found, name="confirm_found"),
    path("alarm/", views.alarms, name="blank_alarms"),
    path("alarm/<uuid:alarm>/jawab/", views.answer, name="answer_blank_alarm"),
]
