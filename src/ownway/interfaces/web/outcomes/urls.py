"""The addresses of the pages of outcomes."""

from django.urls import path

from ownway.interfaces.web.outcomes import telling, views

app_name = "outcomes"
urlpatterns = [
    path("of/<uuid:person>/", views.overview, name="overview"),
    path("of/<uuid:person>/tell/wishes/", telling.wishes, name="wishes"),
    path("of/<uuid:person>/tell/life/", telling.life, name="life"),
    path("of/<uuid:person>/tell/changes/", telling.changes, name="changes"),
]
