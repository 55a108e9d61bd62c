"""The addresses of the pages of allocation."""

from django.urls import path

from ownway.interfaces.web.allocation.views import answering, checking, eligibility, figures, moving, starting

app_name = "allocation"
urlpatterns = [
    path("of/<uuid:person>/", starting.overview, name="overview"),
    path("of/<uuid:person>/start/", starting.start, name="start"),
    path("of/<uuid:person>/support-before/", moving.package, name="package"),
    path("<uuid:assessment>/", answering.tasks, name="tasks"),
    path("<uuid:assessment>/question/<str:question>/", answering.question, name="question"),
    path("<uuid:assessment>/check-answers/", answering.check_answers, name="check_answers"),
    path("<uuid:assessment>/checking/", checking.checking, name="checking"),
    path("<uuid:assessment>/checking/<str:question>/", checking.check_question, name="check_question"),
    path("<uuid:assessment>/eligibility/", eligibility.eligibility, name="eligibility"),
    path("<uuid:assessment>/tell/", checking.tell, name="tell"),
    path("<uuid:assessment>/told-in-person/", moving.told_in_person, name="told_in_person"),
    path("figure/<uuid:figure>/", figures.figure, name="figure"),
    path("figure/<uuid:figure>/challenge/", figures.challenge, name="challenge"),
    path("figure/<uuid:figure>/move/", figures.move, name="move"),
]
