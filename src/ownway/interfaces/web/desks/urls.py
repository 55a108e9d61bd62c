"""The addresses of the desks."""

from django.urls import path

from ownway.interfaces.web.desks import views

app_name = "desks"
urlpatterns = [
    path("desk/", views.desk, name="desk"),
]
