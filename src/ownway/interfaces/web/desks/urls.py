"""The addresses of the desks."""

from django.urls import path

from ownway.interfaces.web.desks import arriving, inviting, people, views

app_name = "desks"
urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/intake/", people.intake, name="intake"),
    path("desk/new/", arriving.somebody_new, name="somebody_new"),
    path("desk/<uuid:person>/beside/", arriving.beside, name="beside"),
    path("desk/<uuid:person>/beside/invite/", inviting.invite, name="invite"),
    path("desk/<uuid:person>/beside/invited/<uuid:invitation>/", inviting.confirm, name="confirm_invited"),
    path("invited/<str:secret>/", inviting.invited, name="invited"),
    path("desk/<uuid:person>/beside/new/", arriving.note_beside, name="note_beside"),
    path("desk/<uuid:person>/beside/<uuid:who>/sign-in/", arriving.let_sign_in, name="let_sign_in"),
    path("desk/<uuid:person>/beside/<uuid:who>/<slug:relation>/end/", arriving.end_beside, name="end_beside"),
    path("desk/<uuid:person>/visits/", people.visits, name="visits"),
    path("desk/<uuid:person>/hand-over/", people.hand_over, name="hand_over"),
    path("desk/<uuid:person>/decides/", people.capacity, name="capacity"),
    path("desk/<uuid:person>/represents/", people.represent, name="represent"),
]
