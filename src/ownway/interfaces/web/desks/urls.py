"""The addresses of the desks."""

from django.urls import path

from ownway.interfaces.web.desks import people, views

app_name = "desks"
urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/intake/", people.intake, name="intake"),
    path("desk/<uuid:person>/visits/", people.visits, name="visits"),
    path("desk/<uuid:person>/hand-over/", people.hand_over, name="hand_over"),
    path("desk/<uuid:person>/decides/", people.capacity, name="capacity"),
    path("desk/<uuid:person>/represents/", people.represent, name="represent"),
]
