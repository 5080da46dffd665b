"""The addresses of call-ups, for officers; what a code opens is in public_urls."""

from django.urls import path

from rekam.outreach.callups import views, views_answers, views_own, views_rounds

urlpatterns = [
    path("panggilan/", views.lists, name="calls"),
    path("panggilan/baru/", views.add, name="add_call_list"),
    path("panggilan/daftar/<uuid:call_list>/", views.show_list, name="call_list"),
    path("panggilan/daftar/<uuid:call_list>/kertas/", views.paper, name="call_paper"),
    path("panggilan/daftar/<uuid:call_list>/surat/", views.letters, name="call_letters"),
    path("panggilan/daftar/<uuid:call_list>/kirim/", views.send_link, name="send_call_list"),
    path("panggilan/daftar/<uuid:call_list>/ketik/", views_answers.key_in, name="key_in"),
    path("panggilan/daftar/<uuid:call_list>/jawab/", views_own.answer_list, name="answer_call_list"),
    path("sekolah-saya/panggilan/", views_own.own_calls, name="own_calls"),
    path("sekolah-saya/panggilan/buat/", views_own.make_own, name="make_own_calls"),
    path("sekolah-saya/panggilan/kertas/", views_own.own_paper, name="own_paper"),
    path("sekolah-saya/panggilan/lembar/", views_own.own_slips, name="own_slips"),
    path("panggilan/kasus/", views_answers.cases, name="call_cases"),
    path("panggilan/kasus/<uuid:call_case>/", views_answers.decide_case, name="decide_call_case"),
    path("panggilan/putaran/baru/", views_rounds.draw, name="draw_round"),
    path("panggilan/putaran/<uuid:call_round>/", views_rounds.show_round, name="call_round"),
    path("panggilan/putaran/<uuid:call_round>/akhiri/", views_rounds.end_round, name="end_call_round"),
    path("panggilan/hari/", views_rounds.deadlines, name="call_deadlines"),
    path(
        "panggilan/hari/<uuid:call_deadline>/cabut/", views_rounds.withdraw_deadline, name="withdraw_deadline"
    ),
    path("panggilan/putaran/<uuid:call_round>/daftar/", views_rounds.make_lists, name="make_call_lists"),
]
