"""The pages of allocation and the open rules, as a browser without script gets them."""

import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as rules
from ownway.steps.allocation import actions, queries
from ownway.steps.allocation.rules.voices import Standing
from ownway.values import Asker, new_identifier
from tests.allocating import PROGRAMME, install
from tests.factories import Somebody, somebody, stands_beside, works_with

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def programme(repository: Path) -> str:
    """The programme of these tests, in force today; gives its version."""
    return install(repository, timezone.now())


@pytest.fixture
def rosa() -> Somebody:
    """A person who asks for support."""
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    return worker


def asks(who: Somebody) -> Asker:
    """The one who asks."""
    now = timezone.now()
    return people.asker_for_party(who.party, request=new_identifier(now), now=now)


def browser(who: Somebody) -> Client:
    """A browser in which somebody has signed in."""
    client = Client()
    assert client.post(reverse("account_login"), {"login": who.email, "password": who.password}).status_code == 302
    return client


def text_of(answer: Any) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def hidden(answer: Any) -> dict[str, str]:
    """The fields nobody sees of the form on a page."""
    main = answer.content.decode().split("<main", 1)[1]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main))


def send(client: Client, address: str, **typed: str) -> Any:
    """Open a page, fill its form and send it."""
    return client.post(address, {**hidden(client.get(address)), **typed})


def started(rosa: Somebody, client: Client) -> UUID:
    """A self-assessment started on the page."""
    answer = send(client, reverse("allocation:start", args=[rosa.party]))
    assert answer.status_code == 303, text_of(answer)
    return UUID(answer["Location"].strip("/").split("/")[-1])


def answer_through(client: Client, rosa: Somebody, assessment: UUID, level: int = 1) -> None:
    """Answer page after page until the answers are to be checked."""
    seen = queries.assessment(asks(rosa), assessment=assessment, now=timezone.now())
    address = reverse("allocation:question", args=[assessment, seen.questions[0].id])
    while "/question/" in address:
        name = address.split("/question/")[1].strip("/")
        current = queries.assessment(asks(rosa), assessment=assessment, now=timezone.now()).question(name)
        assert current is not None
        question = current.question
        if question.kind.value == "text":
            typed = "A good life 🌿 שלום"
        elif question.kind.value == "yes_no":
            typed = "level:no"
        else:
            typed = f"level:{question.levels[min(level, len(question.levels) - 1)].id}"
        answer = send(client, address, answer=typed)
        assert answer.status_code == 303, text_of(answer)
        address = answer["Location"]


def handed_in(client: Client, rosa: Somebody) -> tuple[UUID, Any]:
    """An assessment answered on the pages and handed in, with the page of the estimate."""
    assessment = started(rosa, client)
    answer_through(client, rosa, assessment)
    answer = send(client, reverse("allocation:check_answers", args=[assessment]))
    assert answer.status_code == 303, text_of(answer)
    return assessment, client.get(answer["Location"])


@pytest.mark.req("A1", "A3", "A4")
def test_a_person_answers_page_by_page_and_is_told_an_estimate_with_every_reason(rosa: Somebody) -> None:
    client = browser(rosa)
    _assessment, page = handed_in(client, rosa)
    words = text_of(page)
    assert page.status_code == 200
    assert "Nobody has checked it yet" in words
    assert "a week" in words
    assert "illustrati" in words
    assert "We check this with you by" in words
    assert reverse("rules:version", args=[PROGRAMME, rules.in_force(PROGRAMME, on=timezone.now().date())]) in (
        page.content.decode()
    )
    home = text_of(client.get("/"))
    assert "Estimate:" in home


@pytest.mark.req("A1")
def test_one_who_leaves_comes_back_to_where_they_were(rosa: Somebody) -> None:
    client = browser(rosa)
    assessment = started(rosa, client)
    send(client, reverse("allocation:question", args=[assessment, "good_life"]), answer="Near my sister.")
    again = browser(rosa)
    assert "Go on where you left off" in text_of(again.get("/"))
    tasks = again.get(reverse("allocation:tasks", args=[assessment]))
    assert reverse("allocation:question", args=[assessment, "what_matters"]) in tasks.content.decode()
    kept = again.get(reverse("allocation:question", args=[assessment, "good_life"]))
    assert "Near my sister." in text_of(kept)


@pytest.mark.req("A5")
def test_two_open_pages_make_two_answers_that_are_shown_together(rosa: Somebody) -> None:
    client = browser(rosa)
    assessment = started(rosa, client)
    address = reverse("allocation:question", args=[assessment, "nights"])
    first, second = client.get(address), client.get(address)
    client.post(address, {**hidden(first), "answer": "level:some"})
    crossed = client.post(address, {**hidden(second), "answer": "level:lot"})
    assert crossed["Location"] == address
    page = client.get(address)
    assert "Two answers were given" in text_of(page)
    client.post(address, {**hidden(page), "answer": "level:lot"})
    assert "Two answers were given" not in text_of(client.get(address))


def test_the_same_form_sent_twice_is_one_answer(rosa: Somebody) -> None:
    client = browser(rosa)
    assessment = started(rosa, client)
    address = reverse("allocation:question", args=[assessment, "nights"])
    typed = {**hidden(client.get(address)), "answer": "level:some"}
    assert client.post(address, typed)["Location"] == client.post(address, typed)["Location"]
    seen = queries.assessment(asks(rosa), assessment=assessment, now=timezone.now()).question("nights")
    assert seen is not None
    assert len(seen.answers) == 1


@pytest.mark.parametrize(
    ("question", "typed", "told"),
    [
        ("nights", "", "Choose one answer"),
        ("nights", "level:enormous", "Choose one of the answers on this page"),
        ("good_life", "before\x00after", "cannot"),
        ("good_life", "x" * 50_000, "too long"),
    ],
)
def test_what_cannot_be_kept_is_told_beside_the_field_and_in_the_summary(
    rosa: Somebody, question: str, typed: str, told: str
) -> None:
    client = browser(rosa)
    assessment = started(rosa, client)
    answer = send(client, reverse("allocation:question", args=[assessment, question]), answer=typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "govuk-error-summary" in page
    assert "govuk-error-message" in page
    if question == "good_life":
        assert typed.replace("\x00", "")[:20] in page
    assert queries.assessment(asks(rosa), assessment=assessment, now=timezone.now()).answered == 0
    assert told in text_of(answer)


@pytest.mark.req("A5")
def test_a_practitioner_finds_it_on_the_desk_checks_it_settles_a_difference_and_tells_the_budget(
    rosa: Somebody, idris: Somebody
) -> None:
    daughter = somebody("Lindiwe Mbeki")
    stands_beside(daughter, rosa)
    client = browser(rosa)
    assessment, _page = handed_in(client, rosa)
    sent = send(browser(daughter), reverse("allocation:question", args=[assessment, "nights"]), answer="level:lot")
    assert sent.status_code == 303, text_of(sent)

    desk = browser(idris)
    assert "Rosa Mbeki" in text_of(desk.get(reverse("desks:desk")))
    checking = reverse("allocation:checking", args=[assessment])
    assert "Answers that differ (1)" in text_of(desk.get(checking))
    assert send(desk, checking).status_code == 303
    tell = reverse("allocation:tell", args=[assessment])
    early = send(desk, tell, words="")
    assert early.status_code == 422
    assert "still have to be agreed" in text_of(early)

    ask = reverse("allocation:check_question", args=[assessment, "nights"])
    silent = send(desk, ask, deed="settle", answer="level:some", words="")
    assert silent.status_code == 422
    assert "Say why" in text_of(silent)
    assert send(desk, ask, deed="settle", answer="level:some", words="We kept a diary.").status_code == 303
    blind = send(desk, tell, words="Thank you for the tea.")
    assert "settled otherwise than the person said" in text_of(blind)
    facts = reverse("allocation:facts", args=[assessment])
    assert send(desk, reverse("allocation:show_facts", args=[assessment])).status_code == 303
    assert "We kept a diary." in text_of(client.get(facts))
    assert send(client, facts).status_code == 303
    assert send(desk, tell, words="Thank you for the tea.").status_code == 303

    figure = queries.figure_of(asks(rosa), person=rosa.party, now=timezone.now())
    assert figure is not None
    words = text_of(client.get(reverse("allocation:figure", args=[figure.id])))
    assert "Your indicative budget" in words
    assert "Idris Vaughan decided this" in words
    assert "Thank you for the tea." in words
    assert "What changed since your estimate" in words
    sent = send(client, reverse("allocation:challenge", args=[figure.id]), words="Nights are harder.")
    assert sent.status_code == 303
    assert "The answer is due by" in text_of(client.get(sent["Location"]))


def test_a_practitioner_writes_down_what_the_person_says_by_phone(rosa: Somebody, idris: Somebody) -> None:
    client = browser(idris)
    answer = send(client, reverse("allocation:start", args=[rosa.party]), channel="phone")
    assessment = UUID(answer["Location"].strip("/").split("/")[-1])
    page = client.get(reverse("allocation:question", args=[assessment, "nights"]))
    assert "Write down what they say" in text_of(page)
    assert (
        send(client, reverse("allocation:question", args=[assessment, "nights"]), answer="level:lot").status_code == 303
    )
    seen = queries.assessment(asks(rosa), assessment=assessment, now=timezone.now()).question("nights")
    assert seen is not None
    assert seen.standing is Standing.UNCHECKED
    assert [(one.voice, one.channel) for one in seen.answers] == [("person", "phone")]


@pytest.mark.req("A12")
def test_a_lower_sum_waits_for_the_talk_in_person(rosa: Somebody, idris: Somebody) -> None:
    handed, _page = handed_in(browser(rosa), rosa)
    desk = browser(idris)
    before = {"pence": "9,000", "every": "month", "since-day": "1", "since-month": "5", "since-year": "2024"}
    assert send(desk, reverse("allocation:package", args=[rosa.party]), **before).status_code == 303
    send(desk, reverse("allocation:checking", args=[handed]))
    tell = reverse("allocation:tell", args=[handed])
    assert "must hear it from you in person" in text_of(desk.get(tell))
    assert send(desk, tell, words="").status_code == 422
    today = timezone.localdate()
    talk = {"on-day": str(today.day), "on-month": str(today.month), "on-year": str(today.year), "words": "At home."}
    assert send(desk, reverse("allocation:told_in_person", args=[handed]), **talk).status_code == 303
    assert send(desk, tell, words="").status_code == 303
    assert "less than the support there was before" in text_of(
        browser(rosa).get(reverse("allocation:overview", args=[rosa.party]))
    )


def test_nobody_else_finds_a_page_of_hers(rosa: Somebody) -> None:
    assessment, _page = handed_in(browser(rosa), rosa)
    figure = queries.figure_of(asks(rosa), person=rosa.party, now=timezone.now())
    assert figure is not None
    stranger = browser(somebody("Kwame Boateng"))
    for address in (
        reverse("allocation:overview", args=[rosa.party]),
        reverse("allocation:start", args=[rosa.party]),
        reverse("allocation:tasks", args=[assessment]),
        reverse("allocation:question", args=[assessment, "nights"]),
        reverse("allocation:check_answers", args=[assessment]),
        reverse("allocation:checking", args=[assessment]),
        reverse("allocation:check_question", args=[assessment, "nights"]),
        reverse("allocation:tell", args=[assessment]),
        reverse("allocation:told_in_person", args=[assessment]),
        reverse("allocation:package", args=[rosa.party]),
        reverse("allocation:figure", args=[figure.id]),
        reverse("allocation:challenge", args=[figure.id]),
        reverse("allocation:move", args=[figure.id]),
    ):
        assert stranger.get(address).status_code == 404, address


@pytest.mark.req("A3", "H2")
def test_anyone_reads_the_rule_its_points_its_table_its_clocks_and_its_examples(programme: str) -> None:
    client = Client()
    page = client.get(reverse("public:rules_of_programme", args=[PROGRAMME]))
    words = text_of(page)
    assert page.status_code == 200
    for expected in ("At night", "Someone must be awake for me.", "£2,420", "20 days", "illustrati"):
        assert expected in words, expected
    examples = text_of(client.get(reverse("rules:examples", args=[PROGRAMME, programme])))
    assert "£128.00 a week" in examples
    data = client.get(reverse("rules:data", args=[PROGRAMME, programme])).json()
    assert data["version"] == programme
    assert "allocation.yaml" in data["files"]
    assert client.get(reverse("rules:version", args=[PROGRAMME, "no-such-version"])).status_code == 404


@pytest.mark.req("H1")
def test_easy_read_shows_the_other_words(rosa: Somebody) -> None:
    client = browser(rosa)
    assessment = started(rosa, client)
    address = reverse("allocation:question", args=[assessment, "nights"])
    assert "From when you go to bed" in text_of(client.get(address))
    client.post(reverse("public:show_as"), {"easy_read": "yes", "next": "/"})
    assert "From bedtime until morning." in text_of(client.get(address))
    answer_through(client, rosa, assessment)
    told = send(client, reverse("allocation:check_answers", args=[assessment]))
    assert "This is our first idea. Nobody has checked it yet." in text_of(client.get(told["Location"]))


@pytest.mark.req("A3")
def test_a_statutory_scheme_of_another_country_is_asked_told_and_published_by_the_same_pages(
    rosa: Somebody, repository: Path
) -> None:
    now = timezone.now()
    version = install(repository, now, "de-sgb-xi")
    asker = asks(rosa)
    assessment = actions.start_assessment(asker, now=now, person=rosa.party, programme="de-sgb-xi")
    for _round in range(3):
        for one in queries.assessment(asker, assessment=assessment, now=now).questions:
            if one.value is None and one.question.levels:
                level = one.question.levels[-1].id
                value = {"yes": level == "yes"} if one.question.kind.value == "yes_no" else {"level": level}
                actions.answer(asker, now=now, assessment=assessment, question=one.id, value=value)
    figure = actions.hand_in(asker, now=now, assessment=assessment)
    client = browser(rosa)
    for address in (
        reverse("allocation:figure", args=[figure]),
        reverse("allocation:check_answers", args=[assessment]),
        reverse("allocation:tasks", args=[assessment]),
        reverse("public:rules_of_programme", args=["de-sgb-xi"]),
        reverse("rules:examples", args=["de-sgb-xi", version]),
        *(
            reverse("allocation:question", args=[assessment, one.id])
            for one in queries.assessment(asker, assessment=assessment, now=now).questions
            if not one.question.levels
        ),
    ):
        page = client.get(address)
        assert page.status_code == 200, address
        assert "£" not in page.content.decode(), address
    assert queries.figure(asker, figure=figure, now=now).worked.per.value == "month"
