"""The addresses of the pages of planning."""

from django.urls import path

from ownway.interfaces.web.planning.views import (
    choosing,
    commenting,
    costing,
    falling_through,
    handing_in,
    helping,
    on_paper,
    reading,
    spoken,
    wishing,
    writing,
)

app_name = "planning"
urlpatterns = [
    path("<uuid:person>/beside/<str:question>/", commenting.beside, name="comments"),
    path("<uuid:person>/comments/<uuid:comment>/", commenting.answer, name="answer_comment"),
    path("of/<uuid:person>/", writing.plan, name="plan"),
    path("of/<uuid:person>/on-word/", spoken.write_on_word, name="write_on_word"),
    path("of/<uuid:person>/paper/", on_paper.print_form, name="print_form"),
    path("of/<uuid:person>/key-in/", on_paper.key_in, name="key_in"),
    path("of/<uuid:person>/hand-in-on-word/", spoken.hand_in_on_word, name="hand_in_on_word"),
    path("of/<uuid:person>/section/<str:question>/", writing.section, name="section"),
    path("of/<uuid:person>/wishes/add/", wishing.add, name="add_aim"),
    path("of/<uuid:person>/wishes/<uuid:aim>/", wishing.change, name="aim"),
    path("of/<uuid:person>/wishes/<uuid:aim>/take-out/", wishing.drop, name="drop_aim"),
    path("of/<uuid:person>/support/add/", costing.add, name="add_line"),
    path("of/<uuid:person>/support/<uuid:line>/", costing.change, name="line"),
    path("of/<uuid:person>/support/<uuid:line>/take-out/", costing.drop, name="drop_line"),
    path("of/<uuid:person>/then/add/", falling_through.add, name="add_contingency"),
    path("of/<uuid:person>/then/<uuid:contingency>/", falling_through.change, name="contingency"),
    path("of/<uuid:person>/then/<uuid:contingency>/take-out/", falling_through.drop, name="drop_contingency"),
    path("of/<uuid:person>/depth/", choosing.depth, name="depth"),
    path("of/<uuid:person>/depth/lessen/", choosing.lessen, name="lessen_depth"),
    path("of/<uuid:person>/standard-service/", choosing.standard_service, name="standard_service"),
    path("of/<uuid:person>/helpers/", helping.let_in, name="helpers"),
    path("of/<uuid:person>/helpers/<uuid:helper>/end/", helping.end, name="end_help"),
    path("of/<uuid:person>/orders/", helping.note_order, name="orders"),
    path("of/<uuid:person>/orders/<uuid:order>/end/", helping.end_order, name="end_order"),
    path("of/<uuid:person>/hand-in/", handing_in.hand_in, name="hand_in"),
    path("of/<uuid:person>/take-back/", handing_in.take_back, name="take_back"),
    path("of/<uuid:person>/next-version/", handing_in.next_version, name="next_version"),
    path("version/<uuid:version>/", reading.version, name="version"),
    path("version/<uuid:version>/print/", reading.printed, name="print"),
    path("version/<uuid:version>/then/", falling_through.one_page, name="falling_through"),
    path("version/<uuid:version>/then/print/", falling_through.printed, name="print_falling_through"),
]
