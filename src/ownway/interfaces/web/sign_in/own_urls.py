"""The addresses of how one signs in, and of the programs that act in one's name."""

from django.urls import path

from ownway.interfaces.web.sign_in import mine

app_name = "sign_in"
urlpatterns = [
    path("account/", mine.mine, name="mine"),
    path("account/programs/new/", mine.new_program, name="new_program"),
    path("account/programs/<uuid:token>/end/", mine.end_program, name="end_program"),
]
