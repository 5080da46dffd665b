from django.urls import path

from rekam.abis.osia import views

app_name = "osia"
ONE = "persons/<str:person>/encounters/<str:encounter>"
urlpatterns = [
    path("persons", views.persons, name="persons"),
    path("persons/<str:person>", views.person, name="person"),
    path("persons/<str:person>/encounters", views.encounters, name="encounters"),
    path(ONE, views.encounter, name="encounter"),
    path(f"{ONE}/status", views.status, name="status"),
    path(f"{ONE}/galleries", views.encounter_galleries, name="encounter_galleries"),
    path(f"{ONE}/templates", views.templates, name="templates"),
    path("persons/<str:target>/merge/<str:source>", views.merge, name="merge"),
    path("persons/<str:target>/move/<str:source>/encounters/<str:encounter>", views.move, name="move"),
    path("identify/<str:gallery>", views.identify, name="identify"),
    path("identify/<str:gallery>/<str:person>", views.identify_person, name="identify_person"),
    path(
        "identify/<str:gallery>/<str:person>/encounters/<str:encounter>",
        views.identify_encounter,
        name="identify_encounter",
    ),
    path("verify", views.verify_two, name="verify_two"),
    path("verify/<str:gallery>/<str:person>", views.verify, name="verify"),
    path("galleries", views.galleries, name="galleries"),
    path("galleries/<str:gallery>", views.gallery, name="gallery"),
    path("tasks/<str:task>/status", views.task_status, name="task_status"),
    path("tasks/<str:task>/redeliver", views.redeliver, name="redeliver"),
]
