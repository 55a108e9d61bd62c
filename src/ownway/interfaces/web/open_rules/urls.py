"""The addresses of the open rules beside today's: every version, as a page, as data and as its own files."""

from django.urls import path

from ownway.interfaces.web.open_rules import views

app_name = "rules"
urlpatterns = [
    path("rules/<slug:programme>/versions/<str:version>/", views.version, name="version"),
    path("rules/<slug:programme>/versions/<str:version>/examples/", views.examples, name="examples"),
    path("rules/<slug:programme>/versions/<str:version>/rules.json", views.data, name="data"),
]
