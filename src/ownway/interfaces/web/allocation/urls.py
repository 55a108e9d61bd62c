"""The addresses of the pages of allocation."""

from django.urls import path

from ownway.interfaces.web.allocation.views import (
    answering,
    before_telling,
    beginning,
    caring,
    checking,
    eligibility,
    figures,
    keying,
    moving,
    starting,
)

app_name = "allocation"
urlpatterns = [
    path("begin/", beginning.begin, name="begin"),
    path("begin/code/", beginning.begin_code, name="begin_code"),
    path("begin/come-back/", beginning.come_back, name="come_back"),
    path("begin/parts/", beginning.begin_parts, name="begin_parts"),
    path("begin/question/<str:question>/", beginning.begin_question, name="begin_question"),
    path("begin/answers/", beginning.begin_answers, name="begin_answers"),
    path("begin/estimate/", beginning.begin_estimate, name="begin_estimate"),
    path("begin/leave/", beginning.begin_leave, name="begin_leave"),
    path("of/<uuid:person>/bring-over/", beginning.bring_over, name="bring_over"),
    path("of/<uuid:person>/", starting.overview, name="overview"),
    path("of/<uuid:person>/start/", starting.start, name="start"),
    path("of/<uuid:person>/support-before/", moving.package, name="package"),
    path("of/<uuid:person>/my-help/", caring.my_help, name="my_help"),
    path("of/<uuid:person>/my-help/end/", caring.end_help, name="end_help"),
    path("of/<uuid:person>/said-in-private/", caring.private_words, name="private_words"),
    path("<uuid:assessment>/", answering.tasks, name="tasks"),
    path("<uuid:assessment>/help/<str:question>/not-so/", caring.help_not_so, name="help_not_so"),
    path("of/<uuid:person>/paper/", keying.print_form, name="print_form"),
    path("<uuid:assessment>/all-at-once/", keying.all_at_once, name="all_at_once"),
    path("<uuid:assessment>/costs/", before_telling.costs, name="costs"),
    path("<uuid:assessment>/is-this-so/", before_telling.facts, name="facts"),
    path("<uuid:assessment>/is-this-so/show/", before_telling.show_facts, name="show_facts"),
    path("<uuid:assessment>/is-this-so/<str:question>/", before_telling.facts_not_so, name="facts_not_so"),
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
