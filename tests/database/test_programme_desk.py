"""The desk for programmes: hand in, read the mistakes, audit, accept, weigh, hear people, publish, take back."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pyarrow import parquet

from ownway.registers.programmes import actions, queries
from ownway.registers.programmes.actions import CannotComment, CannotPublish, CannotPutInForce, CannotWithdraw
from ownway.registers.programmes.queries import State
from ownway.rulebook.load import PackErrors, files_of, files_of_zip, pack_from_files
from ownway.rulebook.model.pack import Waiver
from ownway.rulebook.waiving import with_waiver
from tests.browsing import browser, text_of
from tests.factories import Somebody, set_up, somebody
from tests.steps import PACKS, PROGRAMME, asks
from tests.zipped import zipped

pytestmark = pytest.mark.django_db


def newer(points: str = "6") -> dict[str, str]:
    """The files of the programme with dearer meals: another rule."""
    files = files_of(PACKS / PROGRAMME)
    meals = files["questions/meals.yaml"]
    files["questions/meals.yaml"] = meals.replace("{id: some, points: 5}", f"{{id: some, points: {points}}}")
    table = files["allocation.yaml"]
    files["allocation.yaml"] = table.replace("at: 100, gives: 2420", "at: 120, gives: 2420")
    assert files["questions/meals.yaml"] != meals
    return {name: text for name, text in files.items() if not name.startswith("examples/")}


@pytest.fixture
def old() -> str:
    """The version in force."""
    now = timezone.now() - timedelta(days=3)
    return actions.install(set_up(now), now=now, folder=PACKS / PROGRAMME)


@pytest.fixture
def designer() -> Somebody:
    """Somebody who makes programmes."""
    return somebody("Edith Vaughan", "pack_designer")


@pytest.fixture
def commissioner() -> Somebody:
    """Somebody who answers for them."""
    return somebody("Samir Haddad", "commissioner")


def hand_in(client: Client, content: bytes) -> Any:
    """What the page answers to a file."""
    file = SimpleUploadedFile("programme.zip", content, "application/zip")
    return client.post(reverse("designing:hand_in"), {"content": file})


def page(client: Client, name: str, version: str, *more: str) -> Any:
    """A page about a version."""
    return client.get(reverse(f"designing:{name}", args=[PROGRAMME, version, *more]))


def send(client: Client, name: str, version: str, *more: str, **typed: Any) -> Any:
    """What a page about a version answers to what was typed."""
    return client.post(reverse(f"designing:{name}", args=[PROGRAMME, version, *more]), typed)


def drafted(designer: Somebody, points: str = "6") -> str:
    """A draft."""
    now = timezone.now()
    return actions.keep_pack(asks(designer, now), now=now, files=newer(points))


@pytest.mark.req("K1", "K4")
def test_a_zip_becomes_a_draft_and_its_mistakes_are_told_by_file_and_line(old: str, designer: Somebody) -> None:
    desk = browser(designer)
    files = newer()
    broken = files | {"allocation.yaml": files["allocation.yaml"].replace("per: week", "per: wek")}
    answer = hand_in(desk, zipped(broken))
    assert answer.status_code == 422
    read = text_of(answer)
    assert "allocation.yaml:" in read
    assert "Given: “wek”" in read
    made = hand_in(desk, zipped(files))
    assert made.status_code == 303
    read = text_of(desk.get(made["Location"]))
    assert "a draft: it holds for nobody" in read
    assert "Handed in by Edith Vaughan" in read
    listed = text_of(desk.get(reverse("designing:programmes")))
    assert "a draft: it holds for nobody" in listed
    assert "in force from" in listed


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no zip at all", "a file that is no zip"),
        (zipped({"words.en.yaml": "a: b"}), "no pack.yaml"),
        (zipped({"a/pack.yaml": "id: a", "b/pack.yaml": "id: b"}), "2 files pack.yaml"),
    ],
)
def test_what_is_no_pack_says_so(content: bytes, told: str) -> None:
    with pytest.raises(PackErrors, match=told):
        files_of_zip(content)


def test_a_zip_gives_back_the_files_wherever_their_folder_stands() -> None:
    files = newer()
    assert files_of_zip(zipped(files, "a/b/")) == files
    assert files_of_zip(zipped(files, "")) == files


@pytest.mark.req("K4")
def test_an_open_finding_is_accepted_with_a_reason_in_a_version_of_the_same_rule(old: str, designer: Somebody) -> None:
    desk, version = browser(designer), drafted(designer, "11")
    assert send(desk, "audit", version).status_code == 303
    audit = queries.audit_of(version)
    assert audit is not None
    open_ones = [one["id"] for one in audit["findings"] if one["open"]]
    assert open_ones
    read = text_of(page(desk, "audit", version))
    assert "Accept it, with a reason" in read
    because = "It's meant so: the group wanted it; see §4."
    made = send(desk, "waive", version, open_ones[0], because=because)
    assert made.status_code == 303
    newest = next(one for one in queries.standings(PROGRAMME, on=timezone.localdate()) if one.state is State.DRAFT)
    waived = queries.pack(newest.version)
    assert newest.version != version
    assert waived.rule_hash == queries.pack(version).rule_hash
    accepted = next(one for one in waived.waivers if one.finding == open_ones[0])
    assert (accepted.because, accepted.by) == (because, "Edith Vaughan")
    assert page(desk, "waive", version, "no.such").status_code == 404


def test_a_waiver_goes_into_a_pack_with_and_without_others() -> None:
    files = files_of(PACKS / "de-sgb-xi")
    before = pack_from_files(files).waivers
    waiver = Waiver("cliff.somewhere", "Because: 'so' # and so", "Ada", timezone.localdate())
    assert pack_from_files(with_waiver(files, waiver)).waivers == (waiver, *before)
    bare = files_of(PACKS / PROGRAMME)
    known = pack_from_files(bare).waivers
    assert set(pack_from_files(with_waiver(bare, waiver)).waivers) == {waiver, *known}


@pytest.mark.req("K4")
def test_people_say_something_to_a_draft_and_read_the_answer_with_no_name_of_theirs(
    old: str, designer: Somebody
) -> None:
    version, rosa = drafted(designer), somebody("Rosa Mbeki")
    guest = Client()
    assert "Say something yourself" in text_of(page(guest, "comments", version))
    assert "/sign-in/" in send(guest, "say", version, voice="staff", words="Hello.")["Location"]
    said = send(browser(rosa), "say", version, voice="uses_support", words="Nights count too little.")
    assert said.status_code == 303
    desk = browser(designer)
    assert "1 comment waits for an answer." in text_of(desk.get(reverse("designing:programmes")))
    comment = queries.comments_on(asks(designer, timezone.now()), version=version)[0]
    assert send(browser(rosa), "answer", version, str(comment.id), words="I agree.").status_code == 403
    assert send(desk, "answer", version, str(comment.id), words="Nights count 9 points now.").status_code == 303
    read = text_of(page(guest, "comments", version))
    for words in ("Somebody who uses support", "Nights count too little.", "Edith Vaughan answered on", "9 points now"):
        assert words in read
    assert "Rosa Mbeki" not in read
    now = timezone.now()
    with pytest.raises(CannotComment, match="closed_to_comments"):
        actions.comment(asks(rosa, now), now=now, version=old, voice="staff", words="Too late.")


@pytest.mark.req("K4")
def test_a_version_goes_through_the_pages_to_its_notice_and_is_taken_back_before_it_holds(
    old: str, designer: Somebody, commissioner: Somebody
) -> None:
    desk, office = browser(designer), browser(commissioner)
    version = first = drafted(designer, "11")
    starts = timezone.localdate() + timedelta(days=40)
    day = {"starts-day": starts.day, "starts-month": starts.month, "starts-year": starts.year}
    assert send(desk, "publish", version, consultation="Nobody.", **day).status_code == 422
    soon = timezone.localdate() + timedelta(days=2)
    early = {"starts-day": soon.day, "starts-month": soon.month, "starts-year": soon.year}
    refused = send(office, "publish", version, consultation="The group of 2 May.", **early)
    assert "A new rule needs 28 days of notice" in text_of(refused)
    refused = send(office, "publish", version, consultation="The group of 2 May.", **day)
    assert "no report that it was held against what support costs" in text_of(refused)
    kept = send(
        desk, "validation", version, data="All 412 packages of 2025.", people="401", error_share="23",
        checked_by="Dr Noor Rahmani", **{"checked_on-day": 1, "checked_on-month": 2, "checked_on-year": 2026},
        **{"expires-day": 1, "expires-month": 2, "expires-year": 2030},
    )  # fmt: skip
    assert kept.status_code == 303
    send(desk, "audit", version)
    audit = queries.audit_of(version)
    assert audit is not None
    while waiting := [one["id"] for one in audit["findings"] if one["open"]]:
        version = send(desk, "waive", version, waiting[0], because="The group wants it so.")["Location"].split("/")[-3]
        send(desk, "audit", version)
        audit = queries.audit_of(version)
        assert audit is not None
    assert version != first
    assert send(office, "impact", version).status_code == 303
    assert "For everybody who was told a sum here." in text_of(page(office, "impact", version))
    assert send(office, "publish", version, consultation="The group of 2 May.", **day).status_code == 303
    today = timezone.localdate()
    assert queries.standing(version, on=today).state is State.PUBLISHED
    assert queries.in_force(PROGRAMME, on=starts) == version
    assert send(office, "withdraw", version, words="").status_code == 422
    assert send(office, "withdraw", version, words="The council wants to hear more people.").status_code == 303
    assert queries.standing(version, on=today).state is State.WITHDRAWN
    assert queries.in_force(PROGRAMME, on=starts) == old
    read = text_of(Client().get(reverse("rules:version", args=[PROGRAMME, version])))
    assert "withdrawn: it never held" in read
    assert "The council wants to hear more people." in read
    now = timezone.now()
    for deed in (
        lambda: actions.publish(asks(commissioner, now), now=now, version=version, starts=starts, consultation="x"),
        lambda: actions.put_in_force(asks(commissioner, now), now=now, version=version, starts=starts),
        lambda: actions.withdraw(asks(commissioner, now), now=now, version=version, words="Again."),
    ):
        with pytest.raises((CannotPublish, CannotPutInForce, CannotWithdraw), match=r"programmes\.withdrawn"):
            deed()


def test_what_holds_is_not_taken_back(old: str, commissioner: Somebody) -> None:
    office = browser(commissioner)
    refused = send(office, "withdraw", old, words="We would rather not.")
    assert refused.status_code == 422
    assert "holds already or has held" in text_of(refused)


@pytest.mark.req("A10", "K4", "L2")
def test_what_a_version_changes_is_told_in_words_in_money_and_for_people_of_a_table(
    old: str, designer: Somebody
) -> None:
    desk, version = browser(designer), drafted(designer)
    read = text_of(page(desk, "changes", version))
    assert "meals, levels, some, points: “5” → “6”" in read
    assert "get more" in read
    known = [question.id for question in queries.pack(version).questions if question.scored]
    assert "meals" in known
    table = "name,meals,nights\nAnn,some,none\nBen,lot,\nCleo,sometimes,none\n"
    file = SimpleUploadedFile("people.csv", table.encode(), "text/csv")
    answer = desk.post(
        reverse("designing:impact", args=[PROGRAMME, version]), {"content": file, "name": "Three people of the group"}
    )
    read = text_of(answer)
    assert "1 row could not be read" in read
    assert "4: meals: sometimes" in read
    seen = queries.impact_of(asks(designer, timezone.now()), version=version, now=timezone.now())
    assert seen is not None
    assert (seen.people, seen.population) == (2, "Three people of the group")
    columns = pa.table({"meals": ["some", "lot", "sometimes"], "nights": ["none", None, "none"]})
    parquet.write_table(columns, kept := io.BytesIO())
    again = SimpleUploadedFile("people.parquet", kept.getvalue(), "application/octet-stream")
    read = text_of(
        desk.post(reverse("designing:impact", args=[PROGRAMME, version]), {"content": again, "name": "The same three"})
    )
    assert "1 row could not be read" in read
    assert "3: meals: sometimes" in read
    seen = queries.impact_of(asks(designer, timezone.now()), version=version, now=timezone.now())
    assert seen is not None
    assert (seen.people, seen.population) == (2, "The same three")
    nothing = SimpleUploadedFile("people.csv", b"a,b\n1,2\n", "text/csv")
    refused = desk.post(reverse("designing:impact", args=[PROGRAMME, version]), {"content": nothing})
    assert refused.status_code == 422
    assert "No column of the table is a question" in text_of(refused)


def test_the_desk_leads_there_for_those_who_make_programmes_alone(old: str, designer: Somebody) -> None:
    link = reverse("designing:programmes")
    assert link in browser(designer).get(reverse("desks:desk")).content.decode()
    clerk = browser(somebody("Helen Castle", "finance"))
    assert link not in clerk.get(reverse("desks:desk")).content.decode()
    assert clerk.get(link).status_code == 403


def test_the_folder_of_packs_is_read_as_it_is(tmp_path: Path) -> None:
    """What a zip of a pack's folder holds is what the folder holds."""
    folder = PACKS / "carers"
    files = files_of(folder)
    assert files_of_zip(zipped(dict(files), "carers/")) == files
