"""Signing in, the second step, passwords, and what a page says when the fault is ours."""

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse

from ownway.interfaces.web.home import views
from tests.factories import PASSWORD, Somebody, somebody

pytestmark = pytest.mark.django_db
NEW = "nine patient otters"


@pytest.fixture
def ada() -> Somebody:
    """A person with an account."""
    return somebody("Ada Okonkwo")


def signs_in(who: Somebody, password: str = PASSWORD) -> tuple[Client, Any]:
    """A browser, and the answer to signing in."""
    client = Client()
    return client, client.post(reverse("account_login"), {"login": who.email, "password": password})


def code_of(secret: str) -> str:
    """What an app shows at this moment."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_nobody_makes_an_account_alone() -> None:
    answer = Client().get(reverse("account_signup"))
    assert "An account is made for you" in answer.content.decode()
    Client().post(reverse("account_signup"), {"email": "new@example.org", "password1": NEW, "password2": NEW})
    assert signs_in(Somebody(None, "", "new@example.org"), NEW)[1].status_code == 200


def test_a_forgotten_password_is_replaced_through_the_email(ada: Somebody) -> None:
    client = Client()
    client.post(reverse("account_reset_password"), {"email": ada.email})
    link = re.search(r"https?://[^/\s]+(/account/password/new/\S+)", mail.outbox[-1].body)
    assert link
    form = client.get(link.group(1), follow=True)
    assert "Choose a new password" in form.content.decode()
    done = client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW}, follow=True)
    assert "Your password is changed" in done.content.decode()
    assert signs_in(ada)[1].status_code == 200
    assert signs_in(ada, NEW)[1].status_code == 302
    again = Client().get(link.group(1), follow=True)
    assert "This link does not work any more" in again.content.decode()


def test_asking_for_a_password_tells_nobody_who_has_an_account(ada: Somebody) -> None:
    known = Client().post(reverse("account_reset_password"), {"email": ada.email}, follow=True)
    unknown = Client().post(reverse("account_reset_password"), {"email": "nobody@example.org"}, follow=True)
    plain = [re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in (known, unknown)]
    assert plain[0] == plain[1]


def test_a_password_is_changed_and_a_poor_one_refused(ada: Somebody) -> None:
    client, _ = signs_in(ada)
    path = reverse("account_change_password")
    poor = client.post(path, {"oldpassword": PASSWORD, "password1": "short", "password2": "short"})
    assert "too short" in poor.content.decode()
    good = client.post(path, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert good.status_code == 302
    assert signs_in(ada, NEW)[1].status_code == 302


def test_a_second_step_is_switched_on_asked_for_and_switched_off(ada: Somebody) -> None:
    client, _ = signs_in(ada)
    assert "Switch it on" in client.get(reverse("mfa_index")).content.decode()
    asked = client.get(reverse("mfa_activate_totp"), follow=True)
    assert "Is it still you?" in asked.content.decode()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'ow-code-letters">([A-Z2-7]+)<', page)
    assert secret
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "There is a problem" in wrong.content.decode()
    done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret.group(1))}, follow=True)
    spare = re.findall(r"<li>([0-9a-f]{8})</li>", done.content.decode())
    assert len(spare) == 10
    assert spare[0] in client.get(reverse("mfa_download_recovery_codes")).content.decode()
    again, answer = signs_in(ada)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert again.get(reverse("file:mine")).status_code == 302, "half signed in is not signed in"
    assert "The second step" in again.get(reverse("mfa_authenticate")).content.decode()
    assert again.post(reverse("mfa_authenticate"), {"code": "999999"}).status_code == 200
    assert again.post(reverse("mfa_authenticate"), {"code": spare[0]}).status_code == 302
    assert "Ada Okonkwo" in again.get("/").content.decode()
    assert "Make new spare codes" in client.get(reverse("mfa_generate_recovery_codes")).content.decode()
    client.post(reverse("mfa_deactivate_totp"))
    assert signs_in(ada)[1]["Location"] == "/"


def test_people_of_the_demonstration_are_told_in_a_demonstration_only(
    settings: Any, tmp_path: Path, ada: Somebody
) -> None:
    assert "People of the demonstration" not in Client().get(reverse("account_login")).content.decode()
    listed = tmp_path / "people.json"
    listed.write_text(json.dumps([{"who": "Ada, a person", "email": ada.email, "password": PASSWORD}]))
    settings.OWNWAY_DEMO = str(listed)
    page = Client().get(reverse("account_login")).content.decode()
    assert "People of the demonstration" in page
    assert ada.email in page


def test_a_fault_of_ours_is_told_without_asking_the_database(
    ada: Somebody, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    client, _ = signs_in(ada)
    client.raise_request_exception = False

    def fails(*given: object, **named: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(views, "of_person", fails)
    answer = client.get("/")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert "Something went wrong on our side" in page
    assert "planted" not in page
    assert "Ada" not in page


@pytest.mark.req("H1")
def test_the_fields_of_a_password_are_named_in_the_readers_language(ada: Somebody) -> None:
    client, _ = signs_in(ada)
    client.post(reverse("public:show_as"), {"language": "cy", "next": "/"})
    page = client.get(reverse("account_change_password")).content.decode()
    assert "Eich cyfrinair nawr" in page
    assert 'aria-label="Dangos y cyfrinair"' in page
    assert "Password" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
