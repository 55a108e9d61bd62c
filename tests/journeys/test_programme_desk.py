"""A programme is made in a browser, script off: handed in, audited, commented on, answered, weighed, and taken back."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from ownway.registers.programmes import actions as programmes
from ownway.rulebook.load import files_of
from tests.factories import set_up, somebody
from tests.journeys.conftest import DESK, PHONE, Walking
from tests.steps import PACKS, PROGRAMME
from tests.zipped import zipped


@pytest.mark.req("K4")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_programme_is_made_with_people(walk: Walking, address: str, width: int, tmp_path: Path) -> None:
    now = timezone.now() - timedelta(days=3)
    programmes.install(set_up(now), now=now, folder=PACKS / PROGRAMME)
    files = files_of(PACKS / PROGRAMME)
    files["questions/meals.yaml"] = files["questions/meals.yaml"].replace("points: 5", "points: 11")
    files["allocation.yaml"] = files["allocation.yaml"].replace("at: 100, gives: 2420", "at: 120, gives: 2420")
    files = {name: text for name, text in files.items() if not name.startswith("examples/")}
    good, broken = tmp_path / "good.zip", tmp_path / "broken.zip"
    good.write_bytes(zipped(files))
    broken.write_bytes(zipped(files | {"planning.yaml": "depth_of_sea: 7\n"}))

    desk = walk("Edith", width=width)
    desk.signs_in(somebody("Edith Vaughan", "pack_designer")).follows("My desk", within="header")
    desk.follows("Programmes and their versions").follows("Hand in a new version")
    desk.page.get_by_label("The programme").set_input_files(broken)
    desk.presses("Hand it in").sees_error("mistakes").sees("planning.yaml:1")
    desk.page.get_by_label("The programme").set_input_files(good)
    desk.presses("Hand it in").sees("a draft: it holds for nobody", "not audited yet")
    version = desk.page.url
    desk.follows("What it changes against the version in force").sees("“5” → “11”")
    desk.goes_to(version).follows("The audit finds nothing open").presses("Audit it now").sees("Open: More need")
    desk.follows("Accept it, with a reason").writes("Why is it accepted?", "The group wants it so.")
    desk.presses("Save and go on").presses("Audit it now").sees("Accepted because: The group wants it so.")
    desk.follows("Back", within="body").follows("What it does to people").presses("Work it out")
    desk.sees("For everybody who was told a sum here.").follows("Back", within="body")
    version = desk.page.url
    desk.follows("It was held against what support costs").follows("Back", within="body")
    desk.follows("What people said was answered")
    comments = desk.page.url

    rosa = walk("Rosa", width=width)
    rosa.signs_in(somebody("Rosa Mbeki")).goes_to(comments)
    rosa.follows("Say something yourself").chooses("Somebody who uses support").writes(
        "What do you want to say?", "Nights count too little."
    )
    rosa.presses("Say it").sees("It has no answer yet.")
    desk.goes_to(comments).follows("Answer it").writes("Your answer", "They count nine points now.").presses("Answer")
    desk.sees("Edith Vaughan answered on")

    office = walk("Samir", width=width)
    office.signs_in(somebody("Samir Haddad", "commissioner")).goes_to(version).follows("Publish it")
    office.presses("Publish it").sees_error("Write an answer").goes_to(version)
    office.follows("Take this version back").writes("Why is it taken back?", "More people want to be heard.")
    office.presses("Take it back").sees("withdrawn: it never held", "More people want to be heard.")
    office.goes_to("/programmes/")
