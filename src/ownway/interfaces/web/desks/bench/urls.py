"""The addresses of the bench."""

from django.urls import path

from ownway.interfaces.web.desks.bench import loading, pricing, showing

app_name = "bench"
urlpatterns = [
    path("bench/", loading.runs, name="runs"),
    path("bench/load/<slug:programme>/<str:version>/", loading.load, name="load"),
    path("bench/<uuid:run>/", loading.run, name="run"),
    path("bench/<uuid:run>/people/", loading.people, name="people"),
    path("bench/<uuid:run>/weigh/", showing.weigh, name="weigh"),
    path("bench/<uuid:run>/price/", pricing.price, name="price"),
    path("bench/<uuid:run>/check/", showing.check, name="check"),
    path("bench/<uuid:run>/simulate/", showing.simulate, name="simulate"),
    path("bench/<uuid:run>/phase/", showing.phase, name="phase"),
    path("bench/<uuid:run>/publish/", showing.publish, name="publish"),
    path("bench/<uuid:run>/run.zip", showing.archive, name="archive"),
]
