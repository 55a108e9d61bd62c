"""Shows a programme's rules whole to anyone: as a page, with its worked examples, and as data."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.pages import Shown, page, show
from ownway.interfaces.web.design.saying import here, sentence_of
from ownway.interfaces.web.open_rules import facts, publishing, questions, saying, steps
from ownway.registers.programmes import queries as programmes
from ownway.rulebook import exact_json
from ownway.rulebook.engines.one import CannotWorkOut, work_out
from ownway.rulebook.fhir import questionnaire_of
from ownway.rulebook.load import read_examples
from ownway.rulebook.model import Pack
from ownway.rulebook.schema import SCHEMAS
from ownway.values.cannot import NotFound


@page("programmes.see_rules")
def listed(request: HttpRequest) -> Shown:
    """List the programmes whose rules hold today; ``?q=`` keeps those in whose name or summary the words stand."""
    today = here(request.now)  # type: ignore[attr-defined]
    easy = bool(request.showing.easy_read)  # type: ignore[attr-defined]
    sought = request.GET.get("q", "").strip()[:100]
    found = []
    for one in programmes.programmes(on=today):
        pack = programmes.pack(one.version)
        name = saying.say(pack, "pack.name", easy=easy)
        summary = saying.say(pack, "pack.summary", easy=easy)
        text = f"{one.id} {name} {summary}".casefold()
        if all(word in text for word in sought.casefold().split()):
            found.append({"id": one.id, "name": name, "summary": summary, "pack": pack})
    found.sort(key=lambda told: str(told["name"]).casefold())
    return show("public/rules.html", title=_("The rules, in the open"), found=found, sought=sought)


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
    pack = pack_of(programme, version)
    easy = bool(request.showing.easy_read)  # type: ignore[attr-defined]
    told = []
    for example in read_examples(pack, programmes.files(version)):
        worked, refused = None, ""
        try:
            worked = work_out(pack, example.answers, example.as_of)
        except CannotWorkOut as cannot:
            refused = sentence_of(cannot, easy=easy)
        told.append((example, worked, refused, questions.answered(pack, example, easy=easy)))
    return show(
        "rules/examples.html",
        title=_("Worked examples"),
        pack=pack,
        notices=facts.notices(pack, easy=easy),
        version=version,
        told=told,
    )


@page("programmes.see_rules")
def data(request: HttpRequest, programme: str, version: str) -> HttpResponse:
    """Give the rules of a version as data: its own files, as they were kept, with both hashes."""
    pack = pack_of(programme, version)
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


@page("programmes.see_rules")
def questionnaire(request: HttpRequest, programme: str, version: str) -> HttpResponse:
    """Give the questions of a version as a FHIR R4 Questionnaire with the points of each answer."""
    pack = pack_of(programme, version)
    text = exact_json.write(questionnaire_of(pack, request.build_absolute_uri(request.path)))
    return HttpResponse(text, content_type="application/fhir+json; charset=utf-8")


@page("programmes.see_rules")
def schemas(request: HttpRequest) -> Shown:
    """Tell of the schemas by which an editor helps to write a programme."""
    told = [(name, schema["title"]) for name, schema in sorted(SCHEMAS.items())]
    return show("rules/schemas.html", title=_("The form of a programme, for editors"), schemas=told)


@page("programmes.see_rules")
def schema(request: HttpRequest, name: str) -> HttpResponse:
    """Give one schema.

    :raises NotFound: when there is none of that name.
    """
    if name not in SCHEMAS:
        raise NotFound("programmes.unknown_schema", name=name)
    return HttpResponse(exact_json.write(SCHEMAS[name]), content_type="application/schema+json; charset=utf-8")


def _rules(request: HttpRequest, programme: str, version: str) -> Shown:
    pack = pack_of(programme, version)
    easy = bool(request.showing.easy_read)  # type: ignore[attr-defined]
    today = here(request.now)  # type: ignore[attr-defined]
    standing = programmes.standing(version, on=today)
    return show(
        "rules/programme.html",
        title=saying.say(pack, "pack.name", easy=easy),
        pack=pack,
        programme=programme,
        version=version,
        notices=facts.notices(pack, easy=easy),
        sections=questions.sections(pack, easy=easy),
        steps=steps.steps(pack, easy=easy),
        eligibility=facts.eligibility(pack, easy=easy),
        limits=facts.limits(pack, easy=easy),
        streams=facts.streams(pack, easy=easy),
        tables=[facts.degrees(pack, easy=easy), facts.tiers(pack, easy=easy)],
        lists=facts.lists(pack, easy=easy),
        clocks=facts.clocks(pack),
        marks=facts.marks(),
        audit=programmes.audit_of(version),
        standing=standing,
        error_share="" if standing.validation is None else saying.share(standing.validation.error_share),
        impact=publishing.impact(standing),
        versions=publishing.versions(programmes.standings(programme, on=today), version),
    )


def pack_of(programme: str, version: str) -> Pack:
    """Return the pack of a version of that programme.

    :raises NotFound: when the programme never had that version.
    """
    pack = programmes.pack(version)
    if pack.id != programme:
        raise NotFound("programmes.unknown_version", version=version)
    return pack
