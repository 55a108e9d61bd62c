"""The addresses of the directory: looking, keeping, exchanging with others, and finding somebody for a plan."""

from django.urls import path

from ownway.interfaces.web.directory import choosing, exchanging, keeping, looking

app_name = "directory"
urlpatterns = [
    path("directory/", looking.found, name="all"),
    path("directory/brokers/", looking.brokers, name="brokers"),
    path("directory/offer/<uuid:provider>/", looking.offer, name="offer"),
    path("directory/open-referral.json", exchanging.out, name="out"),
    path("directory/take-over/", exchanging.take_over, name="take_over"),
    path("directory/keep/", keeping.kept, name="keep"),
    path("directory/keep/add/", keeping.add, name="add"),
    path("directory/keep/<uuid:provider>/", keeping.change, name="change"),
    path("directory/keep/<uuid:provider>/take-out/", keeping.take_out, name="take_out"),
    path("planning/of/<uuid:person>/find/", choosing.for_plan, name="for_plan"),
    path("planning/of/<uuid:person>/find/<uuid:provider>/", choosing.put_in, name="put_in"),
    path("planning/of/<uuid:person>/support/<uuid:line>/find/", choosing.for_line, name="for_line"),
    path("planning/of/<uuid:person>/support/<uuid:line>/find/<uuid:provider>/", choosing.fill, name="fill"),
    path("planning/of/<uuid:person>/brokers/", choosing.brokers, name="brokers_for"),
    path("planning/of/<uuid:person>/brokers/<uuid:provider>/", choosing.choose, name="choose_broker"),
    path("planning/of/<uuid:person>/brokers/<uuid:broker>/end/", choosing.end, name="end_broker"),
]
