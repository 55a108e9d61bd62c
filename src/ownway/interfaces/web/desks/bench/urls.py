"""The addresses of the bench."""

from django.urls import path

from ownway.interfaces.web.desks.bench import beside, loading, phasing, pricing, putting_away, showing

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
    path("bench/<uuid:run>/phase/", phasing.phase, name="phase"),
    path("bench/<uuid:run>/compare/", beside.compare, name="compare"),
    path("bench/<uuid:run>/compare.zip", beside.compared, name="compared"),
    path("bench/<uuid:run>/who-comes/", beside.who_comes, name="who_comes"),
    path("bench/<uuid:run>/publish/", showing.publish, name="publish"),
    path("bench/<uuid:run>/run.zip", showing.archive, name="archive"),
    path("bench/<uuid:run>/report.html", putting_away.report, name="report"),
    path("bench/<uuid:run>/put-away/", putting_away.put_away, name="put_away"),
]
