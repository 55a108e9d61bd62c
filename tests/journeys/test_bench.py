"""A rule is fitted on the bench in a browser, script off: load, weigh, price, check, simulate, phase in, keep."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from ownway.interfaces.jobs import tasks
from ownway.registers.programmes import actions as programmes
from tests.factories import set_up, somebody
from tests.journeys.conftest import DESK, PHONE, Walking
from tests.steps import PACKS, PROGRAMME


def work_off() -> None:
    """Do what the worker does with the work of the bench that waits."""
    for job in ProcrastinateJob.objects.filter(task_name="bench.carry_out"):
        tasks.carry_out_bench_work(**job.args)


@pytest.mark.req("L1", "L2", "L4", "K2")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_rule_is_fitted_and_tried_before_it_is_kept(walk: Walking, width: int) -> None:
    now = timezone.now() - timedelta(days=3)
    programmes.install(set_up(now), now=now, folder=PACKS / PROGRAMME)
    desk = walk("Edith", width=width)
    desk.signs_in(somebody("Edith Vaughan", "pack_designer")).follows("My desk", within="header")
    desk.follows("The bench: fit a rule and try it on everyone").page.locator("main a[href*='/load/']").first.click()
    desk.presses("Load them").sees_error("Write an answer")
    desk.writes("Or: how many people are to be made up?", "300").writes("Which people are they", "Made up for a try")
    desk.presses("Load them").sees("The people who were loaded", "300 people").presses("Go on")
    address = urlsplit(desk.page.url).path
    desk.sees("Next: Weigh the questions").presses("Next: Weigh the questions")
    desk.presses("Weigh the questions").sees("This is being worked out.")
    work_off()
    desk.page.reload()
    desk.sees("Of 100 points altogether").follows("Back", within="body").presses("Next: Price the points")
    desk.sees("Everyone together:").presses("Draw it again").sees("Everyone together:")
    desk.presses("Fit it and test it").sees("The fit is being tested")
    work_off()
    desk.page.reload()
    desk.sees("The last fit, tested").presses("Go on").presses("Next: Check that it is fair")
    desk.presses("Check it").sees("This is being worked out.")
    work_off()
    desk.page.reload()
    desk.sees("It passes.").follows("Back", within="body").presses("Next: Try it on everyone")
    desk.presses("Try it on everyone").sees("This is being worked out.")
    work_off()
    desk.page.reload()
    desk.sees("Who gets more and who gets less", "Everything in one file").follows("Back", within="body")
    desk.follows("Keep it as a draft").sees("What is still missing").follows("Phase it in")
    desk.presses("Write it into the rule").sees_error("Choose")
    desk.chooses("No more than a tenth a year").presses("Write it into the rule").sees("This is being worked out.")
    work_off()
    desk.page.reload()
    desk.sees("Chosen", "People above the new sum").presses("Go on")
    desk.presses("Next: Keep it as a draft").presses("Keep it as a draft").sees("a draft: it holds for nobody")
    desk.goes_to(address).follows("Keep it as a draft")
    desk.sees("Before it can be published", "The audit finds nothing open")


@pytest.mark.req("L1")
def test_a_slider_that_moves_draws_the_table_anew_at_once(walk: Walking) -> None:
    now = timezone.now() - timedelta(days=3)
    version = programmes.install(set_up(now), now=now, folder=PACKS / PROGRAMME)
    desk = walk("Edith", width=DESK, script=True)
    desk.signs_in(somebody("Edith Vaughan", "pack_designer")).goes_to(f"/bench/load/{PROGRAMME}/{version}/")
    desk.writes("Or: how many people are to be made up?", "200").writes("Which people are they", "Made up for a try")
    desk.presses("Load them").presses("Go on").follows("Price the points")
    before = desk.page.locator("#drawn").inner_text()
    desk.page.locator("#pot").focus()
    for _ in range(5):
        desk.page.keyboard.press("ArrowLeft")
    desk.page.wait_for_function("said => document.getElementById('drawn').innerText !== said", arg=before)
    assert desk.page.locator("#drawn svg").count() == 1


@pytest.mark.req("L2", "L4")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_another_programme_and_who_comes_are_looked_at_beside_the_stages(walk: Walking, width: int) -> None:
    now = timezone.now() - timedelta(days=3)
    version = programmes.install(set_up(now), now=now, folder=PACKS / PROGRAMME)
    programmes.install(set_up(now), now=now, folder=PACKS / "de-sgb-xi")
    desk = walk("Edith", width=width)
    desk.signs_in(somebody("Edith Vaughan", "pack_designer")).goes_to(f"/bench/load/{PROGRAMME}/{version}/")
    desk.writes("Or: how many people are to be made up?", "400").writes("Which people are they", "Made up for a try")
    desk.presses("Load them").presses("Go on").follows("Hold it against another programme")
    desk.page.locator("main input[type=radio]").first.check(force=True)
    desk.presses("Hold it against this one").sees("This is being worked out.")
    work_off()
    desk.page.reload()
    desk.sees("As if both had the same money in all", "By user group")
    desk.goes_to(urlsplit(desk.page.url).path).follows("Back", within="body")
    desk.follows("Who comes, and what panels move").writes(
        "The people who live there", "sex; woman; 900\nsex; man; 900"
    )
    desk.presses("Look at it").sees("This is being worked out.")
    work_off()
    desk.page.reload()
    desk.sees("Who comes", "What a panel moved", "the panel moved").goes_to(urlsplit(desk.page.url).path)
