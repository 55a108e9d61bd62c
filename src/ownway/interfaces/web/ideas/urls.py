"""The addresses of ideas: read by anyone, taken into a plan, told by a person, checked by a second one."""

from django.urls import path

from ownway.interfaces.web.ideas import checking, reading, taking, telling

app_name = "ideas"
urlpatterns = [
    path("ideas/", reading.found, name="all"),
    path("ideas/story/<uuid:story>/", reading.story, name="story"),
    path("ideas/to-check/", checking.waiting, name="to_check"),
    path("ideas/to-check/<uuid:story>/", checking.check, name="check"),
    path("ideas/of/<uuid:person>/", telling.mine, name="mine"),
    path("ideas/of/<uuid:person>/tell/", telling.tell, name="tell"),
    path("ideas/of/<uuid:person>/<uuid:story>/", telling.own, name="own"),
    path("ideas/of/<uuid:person>/<uuid:story>/take-back/", telling.take_back, name="take_back"),
    path("planning/of/<uuid:person>/ideas/", taking.beside_plan, name="beside_plan"),
    path("planning/of/<uuid:person>/ideas/<uuid:story>/", taking.take_up, name="take_up"),
]
