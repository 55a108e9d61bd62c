"""The evidence page: for and against side by side, the pilots' figures beside their rows, for anyone who chooses."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from ownway.lab.evidence.findings import by_group, findings, findings_in
from ownway.lab.evidence.report import report
from ownway.lab.evidence.rows import read_pilots

pytestmark = pytest.mark.django_db


def page(route: str, showing: str = "en-plain-usual-usual") -> str:
    """A page as anyone sees it."""
    client = Client()
    client.cookies["ownway_showing"] = showing
    answer = client.get(reverse(route))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.mark.req("L9")
def test_anyone_reads_each_finding_with_its_design_and_limits_beside_the_one_against_it() -> None:
    told = page("public:evidence")
    for one in findings():
        assert one.finding in told
        assert one.design in told
        assert one.limits in told
        assert one.source_in_full in told
    assert told.count('class="ow-finding"') == len(findings())
    assert told.count("<h2") >= len(by_group())
    assert "We know of nothing." in told


@pytest.mark.req("L9")
def test_easy_read_tells_every_finding_in_short_sentences() -> None:
    told = page("public:evidence", "en-easy-usual-usual")
    for one in findings():
        assert one.easy in told
        assert one.design not in told
        for sentence in re.split(r"[.?!]\s*", one.easy):
            assert len(sentence.split()) <= 12, sentence


@pytest.mark.req("L3", "L9")
def test_the_pilots_figures_stand_beside_what_their_rows_give_and_figure_2_has_its_table() -> None:
    told = page("public:pilots")
    found = report(read_pilots())
    for check in found.checks:
        assert check.statement in told
        assert check.recomputed in told
    assert '<svg xmlns="http://www.w3.org/2000/svg" role="img"' in told
    for _authority, before, after in found.points:
        assert f"£{before:,}" in told
        assert f"£{after:,}" in told


@pytest.mark.req("L9")
def test_the_front_page_leads_to_the_evidence() -> None:
    assert f'href="{reverse("public:evidence")}"' in page("home:front")


@pytest.mark.req("L9")
@pytest.mark.parametrize("language", ["cy", "de"])
def test_every_finding_is_told_in_the_readers_language(language: str) -> None:
    plain, easy = (
        page("public:evidence", f"{language}-plain-usual-usual"),
        page("public:evidence", f"{language}-easy-usual-usual"),
    )
    for one, english in zip(findings_in(language), findings(), strict=True):
        for field in ("finding", "design", "limits"):
            assert getattr(one, field) in plain
            assert getattr(one, field) != getattr(english, field)
            # Figures are never translated away; a comma may stand for a point.
            digits = [re.sub(r"[.,]", "", number) for number in re.findall(r"\d[\d.,]*\d|\d", getattr(english, field))]
            assert digits == [
                re.sub(r"[.,]", "", number) for number in re.findall(r"\d[\d.,]*\d|\d", getattr(one, field))
            ]
        assert one.easy in easy
        assert one.easy != english.easy
        assert one.source_in_full in plain
        for sentence in re.split(r"[.?!]\s*", one.easy):
            assert len(sentence.split()) <= 15, sentence
    assert findings_in("ar") == findings()
