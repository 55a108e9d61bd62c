"""A challenge is taken back on its page, by who made it or by the person's own side, and by nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ownway.registers.decisions import actions
from ownway.values import Reason, new_identifier
from ownway.values.cannot import NotAllowed
from tests.browsing import browser, send, text_of
from tests.factories import asks, somebody, stands_beside, works_with

pytestmark = pytest.mark.django_db
NOW = timezone.now() - timedelta(hours=1)


@pytest.mark.req("A8")
def test_a_challenge_is_taken_back_by_who_made_it_or_the_persons_own_side() -> None:
    amara, tom, nia = somebody("Amara Nwosu"), somebody("Tom Okafor", "practitioner"), somebody("Nia Nwosu")
    works_with(tom, amara)
    stands_beside(nia, amara, "family")
    made = actions.decide(
        asks(tom, NOW), now=NOW, about=amara.party, kind="budget_told", outcome="told", rule_version="", thing="figure",
        thing_id=new_identifier(NOW), words="I saw how you manage.", challenge_within_days=28,
        reasons=(Reason("decisions.clock_runs", {"due": "2026-03-30"}),),
    )  # fmt: skip
    challenged = actions.challenge(asks(tom, NOW), now=NOW, decision=made, words="It is too little.")
    now = timezone.now()
    with pytest.raises(NotAllowed):
        actions.withdraw_challenge(asks(nia, now), now=now, challenge=challenged)
    address, mine = reverse("file:take_back", args=[made, challenged]), browser(amara)
    assert browser(nia).get(address).status_code in (403, 404)
    assert "Take it back" in text_of(mine.get(reverse("file:decision", args=[made])))
    assert send(mine, address, words="We talked.").status_code == 303
    assert "Taken back on" in text_of(mine.get(reverse("file:decision", args=[made])))
    assert mine.get(address).status_code == 404
    theirs = actions.challenge(asks(tom, now), now=now, decision=made)
    assert send(browser(tom), reverse("file:take_back", args=[made, theirs])).status_code == 303
