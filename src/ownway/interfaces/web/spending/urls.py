"""The addresses of the pages of spending."""

from django.urls import path

from ownway.interfaces.web.spending.views import (
    account,
    after_events,
    events,
    handing_in,
    in_house,
    means,
    recording,
    savings,
    sources,
)

app_name = "spending"
urlpatterns = [
    path("of/<uuid:person>/", account.account, name="account"),
    path("of/<uuid:person>/write-down/", recording.record, name="record"),
    path("of/<uuid:person>/sources/", sources.sources, name="sources"),
    path("of/<uuid:person>/funder/", sources.funder, name="funder"),
    path("of/<uuid:person>/funder/look/", sources.funder_look, name="funder_look"),
    path("of/<uuid:person>/funder/keep/", sources.keep_funder, name="keep_funder"),
    path("of/<uuid:person>/pay/", means.pay, name="pay"),
    path("of/<uuid:person>/pay/check/", means.check, name="means_check"),
    path("of/<uuid:person>/pay/waiver/", means.ask_waiver, name="ask_waiver"),
    path("of/<uuid:person>/pay/tell/<slug:question>/", means.question, name="means_question"),
    path("of/<uuid:person>/our-own-support/", in_house.charge, name="charge_in_house"),
    path("of/<uuid:person>/move/", account.move, name="move"),
    path("of/<uuid:person>/line/", handing_in.typed, name="typed"),
    path("of/<uuid:person>/statement/", handing_in.statement, name="statement"),
    path("of/<uuid:person>/statement/lines/", handing_in.entries, name="entries"),
    path("of/<uuid:person>/saved/", savings.savings, name="savings"),
    path("of/<uuid:person>/saved/for/", savings.save_for, name="save_for"),
    path("of/<uuid:person>/saved/for/<uuid:meant>/", savings.save_no_longer, name="save_no_longer"),
    path("of/<uuid:person>/left-over/", savings.tell_surplus, name="tell_surplus"),
    path("of/<uuid:person>/left-over/<uuid:surplus>/", savings.take_surplus, name="take_surplus"),
    path("of/<uuid:person>/left-over/<uuid:surplus>/let-be/", savings.let_surplus_be, name="let_surplus_be"),
    path("of/<uuid:person>/happened/", events.events, name="events"),
    path("of/<uuid:person>/happened/tell/", events.tell_event, name="tell_event"),
    path("of/<uuid:person>/happened/look/", events.choose_event, name="choose_event"),
    path("of/<uuid:person>/happened/<slug:kind>/<str:on>/", events.record_event, name="record_event"),
    path("happened/<uuid:event>/", events.event, name="event"),
    path("happened/<uuid:event>/goes-on/", after_events.resume, name="resume"),
    path("happened/<uuid:event>/undo/", after_events.undo, name="undo_event"),
    path("happened/<uuid:event>/assistants/", after_events.pay_short, name="pay_short"),
    path("happened/<uuid:event>/last-account/", after_events.settle, name="settle"),
    path("happened/<uuid:event>/came-back/", after_events.returned, name="returned"),
    path("spend/<uuid:spend>/", recording.spend, name="spend"),
    path("spend/<uuid:spend>/receipt/", handing_in.keep_receipt, name="keep_receipt"),
    path("receipt/<uuid:receipt>/", handing_in.receipt, name="receipt"),
]
