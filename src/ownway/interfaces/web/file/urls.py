"""The addresses of a person's file."""

from django.urls import path

from ownway.interfaces.web.file import challenges, copying, kept, reaching, views

app_name = "file"
urlpatterns = [
    path("my-file/", views.mine, name="mine"),
    path("my-file/who-looked/", views.my_looks, name="looks"),
    path("people/<uuid:person>/file/", views.of_person, name="of_person"),
    path("people/<uuid:person>/file/who-looked/", views.looks_at, name="looks_at"),
    path("people/<uuid:person>/file/reach/", reaching.reach, name="reach"),
    path("people/<uuid:person>/file/what-is-kept/", copying.what_is_kept, name="what_is_kept"),
    path("people/<uuid:person>/file/copy/", copying.copy, name="copy"),
    path("decisions/<uuid:decision>/", views.decision, name="decision"),
    path("decisions/<uuid:decision>/challenge/", challenges.challenge, name="challenge"),
    path("decisions/<uuid:decision>/challenge/<uuid:challenge>/take-back/", challenges.take_back, name="take_back"),
    path("decisions/<uuid:decision>/reply/", challenges.reply, name="reply"),
    path("challenges/<uuid:challenge>/answer/", challenges.answer, name="answer"),
    path("letters/<uuid:letter>/", views.letter, name="letter"),
    path("letters/<uuid:letter>/print/", views.printed, name="printed"),
    path("kept/", kept.kept, name="kept"),
    path("kept/while-typing/", kept.while_typing, name="while_typing"),
    path("kept/forget/", kept.forget, name="forget"),
]
