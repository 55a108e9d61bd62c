"""Shows anyone what studies found for and against personal budgets, and the pilots' figures worked out again."""

from functools import cache

from django.http import HttpRequest
from django.utils.translation import gettext as _
from markupsafe import Markup

from ownway.interfaces.web.design.pages import Shown, page, show
from ownway.interfaces.web.design.saying import language
from ownway.lab.evidence.findings import Way, by_group, findings_in
from ownway.lab.evidence.report import EvidenceReport, report
from ownway.lab.evidence.rows import read_pilots
from ownway.lab.evidence.showing import figure2
from ownway.lab.reports.pictures import Picture


@cache
def of_the_pilots() -> EvidenceReport:
    """Return the pilots' report; its rows come with the program and do not change while it runs."""
    return report(read_pilots())


@page("public.see_evidence")
def evidence(request: HttpRequest) -> Shown:
    """Set the findings for and against side by side by user group, with how each was found and what it cannot say."""
    groups = groups_in_words()
    return show(
        "public/evidence.html",
        title=_("Does it work? What studies found"),
        groups=[(groups.get(group, group), ways) for group, ways in by_group(findings_in(language())).items()],
        ways=[
            (Way.FOR, _("Speaks for it")),
            (Way.AGAINST, _("Speaks against it")),
            (Way.NEITHER, _("No difference, or not known")),
        ],
    )


@page("public.see_evidence")
def figures(request: HttpRequest) -> Shown:
    """Set each printed figure of the pilots beside what its rows give, with figure 2 drawn again."""
    told = of_the_pilots()
    drawn = figure2(told.points)
    parts = list(dict.fromkeys(check.part for check in told.checks))
    return show(
        "public/pilots.html",
        title=_("The pilots’ figures, worked out again"),
        counts=told.counts,
        checks=len(told.checks),
        outcomes=outcomes_in_words(),
        picture=drawn,
        svg=as_markup(drawn, "figure-2"),
        parts=[(part, [check for check in told.checks if check.part == part]) for part in parts],
    )


def as_markup(picture: Picture, name: str) -> Markup:
    """Return a picture of the lab for a page; every text in it was escaped when it was drawn."""
    return Markup(picture.svg(name))


def groups_in_words() -> dict[str, str]:
    """Return whom a finding is about, in the words of the page."""
    return {
        "everyone": _("Everyone"),
        "older people": _("Older people"),
        "learning disability": _("People with learning disabilities"),
        "mental health": _("People with mental ill health"),
        "physical disability": _("People with physical disabilities"),
    }


def outcomes_in_words() -> dict[str, str]:
    """Return what can come of a check, in the words of the page."""
    return {
        "agrees": _("agrees"),
        "differs": _("differs"),
        "nothing printed": _("nothing printed"),
        "cannot be worked out": _("cannot be worked out"),
    }
