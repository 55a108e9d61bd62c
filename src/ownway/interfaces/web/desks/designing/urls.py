"""The addresses of the desk for programmes, and of what anybody says to a draft."""

from django.urls import path

from ownway.interfaces.web.desks.designing import commenting, deciding, finding, listing

VERSION = "<slug:programme>/<str:version>"

app_name = "designing"
urlpatterns = [
    path("programmes/", listing.programmes, name="programmes"),
    path("programmes/hand-in/", listing.hand_in, name="hand_in"),
    path(f"programmes/{VERSION}/", listing.version, name="version"),
    path(f"programmes/{VERSION}/changes/", listing.changes, name="changes"),
    path(f"programmes/{VERSION}/audit/", finding.audit, name="audit"),
    path(f"programmes/{VERSION}/accept/<str:finding>/", finding.waive, name="waive"),
    path(f"programmes/{VERSION}/validation/", finding.validation, name="validation"),
    path(f"programmes/{VERSION}/impact/", finding.impact, name="impact"),
    path(f"programmes/{VERSION}/publish/", deciding.publish, name="publish"),
    path(f"programmes/{VERSION}/hold/", deciding.hold, name="hold"),
    path(f"programmes/{VERSION}/withdraw/", deciding.withdraw, name="withdraw"),
    path(f"programmes/{VERSION}/answer/<uuid:comment>/", commenting.answer, name="answer"),
    path(f"rules/{VERSION}/comments/", commenting.comments, name="comments"),
    path(f"rules/{VERSION}/comments/say/", commenting.say, name="say"),
]
