"""Shows a programme's rules whole to anyone: as a page, with its worked examples, and as data."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.pages import Shown, page, show
from ownway.interfaces.web.design.saying import here, language
from ownway.interfaces.web.open_rules import shown
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.engines.one import work_out
from ownway.rulebook.load import read_examples
from ownway.rulebook.model import Pack
from ownway.values.cannot import NotFound


@page("programmes.see_rules")
def programme(request: HttpRequest, programme: str) -> Shown:
    """Tell one programme's rules as they hold today.

    :raises NotFound: when no version of it is in force.
    """
    today = here(request.now)  # type: ignore[attr-defined]
    return _rules(request, programme, programmes.in_force(programme, on=today))


@page("programmes.see_rules")
def version(request: HttpRequest, programme: str, version: str) -> Shown:
    """Tell the rules of one version, however old: the one by which somebody's sum was worked out.

    :raises NotFound: when the programme never had that version.
    """
    return _rules(request, programme, version)


@page("programmes.see_rules")
def examples(request: HttpRequest, programme: str, version: str) -> Shown:
    """Tell the worked examples of a version, each with every step, as the rule works them out now."""
    pack = _pack(programme, version)
    easy = bool(request.showing.easy_read)  # type: ignore[attr-defined]
    told = []
    for example in read_examples(pack, programmes.files(version)):
        worked = work_out(pack, example.answers, example.as_of)
        told.append((example, worked, shown.answered(pack, example, easy=easy)))
    title = _("Worked examples")
    return show("rules/examples.html", title=title, pack=pack, version=version, told=told)


@page("programmes.see_rules")
def data(request: HttpRequest, programme: str, version: str) -> HttpResponse:
    """Give the rules of a version as data: its own files, as they were kept, with both hashes."""
    pack = _pack(programme, version)
    given = {
        "programme": pack.id,
        "version": version,
        "rule_hash": pack.rule_hash,
        "words_hash": pack.words_hash,
        "illustrative": pack.illustrative,
        "currency": pack.currency,
        "in_force": {
            "from": pack.in_force.start.isoformat(),
            "until": pack.in_force.end.isoformat() if pack.in_force.end else None,
        },
        "files": programmes.files(version),
    }
    return JsonResponse(given, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _rules(request: HttpRequest, programme: str, version: str) -> Shown:
    pack = _pack(programme, version)
    easy = bool(request.showing.easy_read)  # type: ignore[attr-defined]
    today = here(request.now)  # type: ignore[attr-defined]
    return show(
        "rules/programme.html",
        title=pack.say("pack.name", language(), easy),
        pack=pack,
        programme=programme,
        version=version,
        sections=shown.sections(pack, easy=easy),
        steps=shown.steps(pack, easy=easy),
        lists=shown.lists(pack, easy=easy),
        clocks=shown.clocks(pack),
        versions=[(known, since, known == version, since <= today) for known, since in programmes.versions(programme)],
    )


def _pack(programme: str, version: str) -> Pack:
    pack = programmes.pack(version)
    if pack.id != programme:
        raise NotFound("programmes.unknown_version", version=version)
    return pack
