"""The addresses of the first page and of one person's seven steps."""

from django.urls import path

from ownway.interfaces.web.home import views

app_name = "home"
urlpatterns = [
    path("", views.front, name="front"),
    path("people/<uuid:person>/", views.person, name="person"),
]
