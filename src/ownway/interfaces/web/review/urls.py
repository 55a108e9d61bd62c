"""The addresses of the pages of review."""

from django.urls import path

from ownway.interfaces.web.review import concluding, views

app_name = "review"
urlpatterns = [
    path("of/<uuid:person>/", views.overview, name="overview"),
    path("of/<uuid:person>/ask/", views.call, name="call"),
    path("<uuid:review>/", views.review, name="review"),
    path("<uuid:review>/question/<str:question>/", views.question, name="question"),
    path("<uuid:review>/conclude/", concluding.conclude, name="conclude"),
]
