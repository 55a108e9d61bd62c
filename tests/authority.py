"""One invented authority for the matrix of routes: everybody who may stand to a person, and people at every stage."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils import timezone

from ownway.registers.decisions import queries as decisions
from ownway.registers.letters import queries as letters
from ownway.registers.money import actions as money
from ownway.registers.money import queries as ledger
from ownway.registers.money.models import StreamReport
from ownway.registers.people import actions as people
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Happened
from ownway.steps.agreement import actions as agreeing
from ownway.steps.allocation import actions as allocation
from ownway.steps.allocation import queries as figures
from ownway.steps.control import actions as control
from ownway.steps.planning import actions as planning
from ownway.steps.planning import queries as plans
from ownway.steps.review import actions as reviews
from ownway.steps.spending import actions as spending
from ownway.steps.spending import queries as accounts
from ownway.values import Asker, Basis, Money, new_identifier
from tests import sharing
from tests.factories import LAST_WEEK, Somebody, set_up, somebody, stands_beside, works_with
from tests.newcomers import let_in
from tests.statements import Moved, camt
from tests.steps import (
    PROGRAMME,
    all_tests_passed,
    asks,
    estimated,
    install,
    planned,
    planned_and_handed_in,
    signed,
    told,
)

STAGES = ("answering", "checking", "writing", "judged", "agreed", "panel")
"""How far a person has come: answering the questions; waiting for the check; writing the plan; waiting for the
agreement; living with the money; with the panel for a serious risk."""

TIED = {
    "family:family": "Leila Haddad",
    "representative:represents": "Tomasz Wilk",
    "carer:cares_for": "Grace Adeyemi",
    "practitioner:works_with": "Idris Vaughan",
    "broker:brokers_for": "Maren Holt",
    "provider:provides_for": "Sunita Rao",
}
"""Those who are something to each person of one's own, and nothing to the others."""

OFFICES = {
    "panel:authority": "Oona Byrne",
    "finance:authority": "Felix Arnaud",
    "auditor:authority": "Dorcas Mwangi",
    "commissioner:authority": "Piet Vermeer",
    "researcher:authority": "Noor Rahman",
    "pack_designer:authority": "Kenji Mori",
}
"""Those who hold an office: they are to everybody what they are to one."""

RELATIVES = {"practitioner:family": "Bronwen Pugh", "panel:family": "Luca Ferri", "finance:family": "Ama Boateng"}
"""Those who hold an office and are family: towards their own they are family, and nothing more."""

FORMER = {"practitioner:ended": "Hal Dunne"}
"""Those who were something and are not any more."""

OWN = {
    "answering": "Amina Yusuf",
    "checking": "Bartholomew Quist",
    "writing": "Chidinma Obi",
    "judged": "Delphine Marchetti",
    "agreed": "Eluned Probert",
    "panel": "Fiadh Nolan",
}
OTHERS = {"writing": "Hyacinth Baptiste", "agreed": "Jocasta Thrale"}
"""Two others are enough: between them they have one of everything, and all of it is nobody's business here."""


@dataclass
class Authority:
    """Everybody, and what each person's file holds: ``things["own"]["judged"]["version"]``."""

    seats: dict[str, Somebody] = field(default_factory=dict)
    persons: dict[str, dict[str, Somebody]] = field(default_factory=lambda: {"own": {}, "other": {}})
    things: dict[str, dict[str, dict[str, Any]]] = field(default_factory=lambda: {"own": {}, "other": {}})
    secrets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What no page may tell one who may not know a person: their name and identifier."""

    def at_seat(self, seat: str, stage: str) -> Somebody:
        """Who sits there; the person themselves is another at each stage."""
        return self.persons["own"][stage] if seat == "person:self" else self.seats[seat]


def build() -> Authority:
    """Make the authority, by the actions that pages use."""
    now = timezone.now() - timedelta(hours=2)
    install(now)
    made = Authority()
    for seat, name in {**TIED, **OFFICES, **RELATIVES, **FORMER}.items():
        role = seat.partition(":")[0]
        private = role in ("family", "representative", "carer")
        made.seats[seat] = somebody(name, *(() if private else (role,)))
    stranger = somebody("Rhoda Penhaligon", "practitioner")
    colleague = somebody("Maud Okafor", "practitioner")
    for side, names, worker in (
        ("own", OWN, made.seats["practitioner:works_with"]),
        ("other", OTHERS, stranger),
    ):
        for stage, name in names.items():
            person = made.persons[side][stage] = somebody(name)
            works_with(worker, person)
            if side == "own":
                _tie(made, person)
            beside = made.seats["family:family"]
            if side == "other":
                beside = somebody(f"{name.split()[0]} Younger")
                stands_beside(beside, person)
            found = _things(stage, person, worker, beside, now)
            made.things[side][stage] = {**found, "person": person.party, "helper": beside.party}
            if side == "own" and stage == "writing":
                _let_relatives_in(made, person, found["plan"], now + timedelta(minutes=6))
            made.secrets[name] = (name, str(person.party))
    for stage in STAGES:
        made.things["other"].setdefault(stage, made.things["other"]["writing"])
    for side, worker in (("own", made.seats["practitioner:works_with"]), ("other", stranger)):
        made.things[side]["agreed"] |= let_in(made.persons[side]["agreed"], worker, now + timedelta(minutes=39))
    run = _pay_run(made, now + timedelta(minutes=40))
    _happened(made, stranger, now + timedelta(minutes=45))
    report = _stream_report(made, now)
    today = {"today": now.date(), "report": report, "day": now.day, "month": now.month, "year": now.year, "run": run}
    today["colleague"] = colleague.party
    later = now.date() + timedelta(days=200)
    today |= {"later": later, "later_day": later.day, "later_month": later.month, "later_year": later.year}
    today |= _statement(made, now + timedelta(minutes=50))
    today |= _shared(made, now + timedelta(minutes=52))
    for side in made.things.values():
        for stage in STAGES:
            side[stage] = {**side[stage], **today}
    return made


def _pay_run(made: Authority, now: datetime) -> UUID:
    """A payment run that a second finance officer built and the first may approve; one pair of bank details waits."""
    clerk = somebody("Yvette Lund", "finance")
    given = {"account_name": "E PROBERT", "sort_code": "309430", "account_number": "12345678"}
    for side, persons in made.persons.items():
        payee = persons["agreed"]
        details = people.keep_payment_details(asks(payee, now), now=now, party=payee.party, details=given)
        if side == "own":
            people.confirm_payment_details(asks(clerk, now), now=now, details=details)
            changed = given | {"account_number": "12345679"}
            details = people.keep_payment_details(asks(payee, now), now=now, party=payee.party, details=changed)
        made.things[side]["agreed"]["details"] = details
    limit = Money(10_000_000, "GBP")
    felix = made.seats["finance:authority"].party
    money.set_approval_limit(asks(clerk, now), now=now, party=felix, limit=limit, currency="GBP", starts=now.date())
    for side in made.things.values():
        side["agreed"]["clerk"] = clerk.party
    run = money.build_run(asks(clerk, now), now=now, pay_on=now.date() + timedelta(days=30), key="first")
    for side, persons in made.persons.items():
        made.things[side]["agreed"] |= _hold(clerk, persons["agreed"], now)
    seen = ledger.run(asks(clerk, now), run=run, now=now)
    for side, persons in made.persons.items():
        lines = [line.id for line in seen.lines if line.person == persons["agreed"].party]
        made.things[side]["agreed"]["pay_line"] = lines[0] if lines else run
    return run


def _hold(clerk: Somebody, person: Somebody, now: datetime) -> dict[str, Any]:
    """A payment of theirs that waits, on a day that no run has reached."""
    schedule = ledger.schedules_of(asks(person, now), person=person.party, now=now)[0].id
    hold = money.hold_payment(
        asks(clerk, now),
        now=now,
        schedule=schedule,
        words="Something is to be cleared up.",
        look_again_on=now.date() + timedelta(days=7),
        due_on=now.date() + timedelta(days=400),
        challenge_within_days=28,
    )
    return {"schedule": schedule, "hold": hold}


def _happened(made: Authority, stranger: Somebody, now: datetime) -> None:
    """The persons whose plan is agreed save for something and are in hospital; their budgets rest in four weeks."""
    for side, worker in (("own", made.seats["practitioner:works_with"]), ("other", stranger)):
        person = made.persons[side]["agreed"]
        asker = asks(worker, now)
        event = spending.record_event(
            asker,
            now=now,
            person=person.party,
            kind=Happened.HOSPITAL,
            on=now.date(),
            words="Their sister called.",
            contact="01632 960101",
        )
        meant = spending.save_for(
            asks(person, now), now=now, person=person.party, kind="saving", what="The sea", pence=500,
            until=now.date() + timedelta(days=400),
        )  # fmt: skip
        # What was promised is free again by the event; a part of it is promised anew, to be moved.
        budget = ledger.schedules_of(asker, person=person.party, now=now)[0].budget
        money.hold(asker, now=now, key=f"again {person.party}", budget=budget, pence=500, purpose="rest")
        made.things[side]["agreed"] |= {"event": event, "meant": meant}


def _statement(made: Authority, now: datetime) -> dict[str, Any]:
    """A statement of the authority's bank: one of its entries waits, the other was set aside."""
    felix = asks(made.seats["finance:authority"], now)
    content = camt([Moved(now.date(), -500, words="CHARGE"), Moved(now.date(), -700, words="CHARGE")])
    money.import_statement(felix, now=now, content=content)
    entry, aside = (one.id for one in ledger.entries_waiting(felix, now=now))
    money.set_aside(felix, now=now, entry=aside, words="The bank's own charge.")
    return {"entry": entry, "aside": aside}


def _shared(made: Authority, now: datetime) -> dict[str, UUID]:
    """A story that is shown, one that waits to be read, one each that waits for a yes, and offers of the directory."""
    keeper = made.seats["commissioner:authority"]
    for persons in made.persons.values():
        told = sharing.story_of(persons["writing"], now, says_yes=False)
        next(side for name, side in made.things.items() if made.persons[name] is persons)["writing"]["story"] = told
    judged = made.persons["own"]["judged"]
    idea = sharing.shown(sharing.story_of(judged, now, says_yes=True), keeper, now)
    unread = sharing.story_of(judged, now, says_yes=True)
    broker = made.seats["broker:brokers_for"].party
    return {"idea": idea, "unread": unread, "broker": broker, **sharing.offers(keeper, now)}


def _stream_report(made: Authority, now: datetime) -> UUID:
    """A report of last week to the funder of adult social care, of nothing: the budgets begin today."""
    last_week = {"start": LAST_WEEK.date(), "end": now.date(), "count": 0, "pence": 0, "currency": "GBP"}
    row = StreamReport.objects.create(
        id=new_identifier(now), programme="in-control", stream="adult_social_care", at=now, **last_week
    )
    report: UUID = row.pk
    return report


def _tie(made: Authority, person: Somebody) -> None:
    """Make everybody who sits in a seat what that seat says, to a person of one's own."""
    for seat in {**TIED, **RELATIVES}:
        relation, party = seat.partition(":")[2], made.seats[seat].party
        if relation == "represents":
            scope = ["care", "money", "health"]
            people.represent(
                set_up(), now=LAST_WEEK, representative=party, person=person.party, basis="nominated", scope=scope
            )
        elif relation != "works_with":
            people.relate(set_up(), now=LAST_WEEK, who=party, relation=relation, to=person.party)
    former = made.seats["practitioner:ended"]
    works_with(former, person)
    ended = LAST_WEEK + timedelta(days=3)
    people.end_relation(asks(former, ended), now=ended, who=former.party, relation="works_with", to=person.party)


def _let_relatives_in(made: Authority, person: Somebody, plan: UUID, now: datetime) -> None:
    """Let those of the family who hold an office read the draft, as the one who holds none was let in."""
    for seat in RELATIVES:
        helper = made.seats[seat].party
        planning.let_in(asks(person, now), now=now, plan=plan, helper=helper, access="view")


def _things(stage: str, person: Somebody, worker: Somebody, beside: Somebody, now: datetime) -> dict[str, Any]:
    """Bring a person to their stage; return all that then stands in their file, by the names routes give it."""
    bring: dict[str, Callable[[], dict[str, Any]]] = {
        "answering": lambda: {"assessment": _begun(person, now)},
        "checking": lambda: {"assessment": estimated(person, now=now)},
        "writing": lambda: _writing(person, worker, beside, now),
        "judged": lambda: _judged(person, worker, now),
        "agreed": lambda: _agreed(person, worker, now),
        "panel": lambda: _before_panel(person, worker, now),
    }
    found = bring[stage]()
    moment = now + timedelta(minutes=30)
    asker = asks(person, moment)
    found["kept"] = people.keep_typed(
        Asker(Basis.PUBLIC, new_identifier(moment)),
        now=moment,
        belongs_to=person.party,
        path="/how-pages-are-shown/",
        typed={"words": [f"What {person.name} typed"]},
    )
    known = programmes.programmes(on=now.date())[0]
    found |= {"programme": known.id, "version_of_rules": known.version}
    if figure := figures.figure_of(asker, person=person.party, now=moment):
        found["figure"] = figure.id
    if decided := decisions.decisions_about(asker, person=person.party, now=moment):
        found["decision"] = decided[-1].id
    if written := letters.letters_to(asker, person=person.party, now=moment):
        found["letter"] = written[0].id
    return found


def _begun(person: Somebody, now: datetime) -> UUID:
    return allocation.start_assessment(asks(person, now), now=now, person=person.party, programme=PROGRAMME)


def _of_plan(person: Somebody, now: datetime) -> dict[str, Any]:
    seen = plans.plan_of(asks(person, now), person=person.party, now=now)
    assert seen is not None
    assessment = figures.my_assessments(asks(person, now), person=person.party, now=now)[0].id
    return {
        "assessment": assessment,
        "plan": seen.id,
        "version": seen.version,
        "aim": seen.aims[0].id,
        "line": seen.lines[0].id,
        "contingency": seen.contingencies[0].id,
    }


def _writing(person: Somebody, worker: Somebody, beside: Somebody, now: datetime) -> dict[str, Any]:
    """A budget was told and its decision challenged; the plan is a draft which a relative may read; an order binds."""
    decision = told(person, worker, now=now)
    moment = now + timedelta(minutes=5)
    plan = planned(person, now=moment)
    planning.let_in(asks(person, moment), now=moment, plan=plan, helper=beside.party, access="view")
    order = planning.note_order(
        asks(worker, moment),
        now=moment,
        person=person.party,
        kind="court",
        fixes="Lives at home.",
        source="The family court, in spring",
        starts=moment.date(),
    )
    figure = figures.figure_of(asks(person, moment), person=person.party, now=moment)
    assert figure is not None
    challenge = allocation.challenge_figure(asks(person, moment), now=moment, figure=figure.id, words="Too little.")
    comment = planning.comment(asks(person, moment), now=moment, plan=plan, question="important", words="The choir?")
    found = _of_plan(person, moment)
    found["risk"] = _risk(person, found["version"], moment)
    return {**found, "order": order, "comment": comment, "challenge": challenge, "told": decision}


def _judged(person: Somebody, worker: Somebody, now: datetime) -> dict[str, Any]:
    """A plan was handed in and passed every test; nobody has signed."""
    told(person, worker, now=now)
    moment = now + timedelta(minutes=5)
    version = planned_and_handed_in(person, now=moment)
    all_tests_passed(worker, version, now=moment)
    return {**_of_plan(person, moment), "version": version, "risk": _risk(person, version, moment)}


def _risk(person: Somebody, version: UUID, now: datetime) -> UUID:
    boat = agreeing.RiskGiven("She rows out alone.", "perhaps", "The lake is her life.")
    return agreeing.open_risk(asks(person, now), now=now, version=version, given=boat)


def _before_panel(person: Somebody, worker: Somebody, now: datetime) -> dict[str, Any]:
    """A plan was handed in, and its risk taken to the panel."""
    found = _judged(person, worker, now)
    given = {"version": found["version"], "risk": found["risk"], "reason": "serious_harm", "words": "It is cold."}
    agreeing.take_to_panel(asks(worker, now), now=now + timedelta(minutes=6), **given)
    return found


def _agreed(person: Somebody, worker: Somebody, now: datetime) -> dict[str, Any]:
    """A plan was agreed, the authority keeps the money, and something was bought."""
    agreement = signed(person, worker, now=now)
    moment = now + timedelta(minutes=20)
    asker = asks(person, moment)
    line = accounts.recording(asker, person=person.party, now=moment).lines[0].id
    mixed = {line: control.Choice("direct_payment", person.party)}
    rest = control.Choice("managed_budget")
    control.choose_degrees(asker, now=moment, agreement=agreement, rest=rest, lines=mixed)
    spend = spending.record_spend(
        asker, now=moment, key="first", person=person.party, on=moment.date(), pence=1_500, what="Swimming", line=line
    )
    receipt = spending.keep_receipt(asker, now=moment, spend=spend, content=b"%PDF-1.7\n%%EOF\n")
    review = reviews.call_review(asker, now=moment, person=person.party, why="Ines is moving away.")
    bought = {"spend": spend, "line": line, "receipt": receipt, "assistant": _helped(person, worker, moment)}
    return {**_of_plan(person, moment), "agreement": agreement, "review": review, **bought}


def _helped(person: Somebody, worker: Somebody, now: datetime) -> UUID:
    """A sister at home works for them, which is to be agreed; and from 2035 on another funder pays."""
    spending.move_to_funder(
        asks(worker, now),
        now=now,
        person=person.party,
        stream="nhs",
        starts=date(2035, 1, 1),
        words="It was agreed.",
    )
    sister = control.Terms("Sister at home", "Mornings", Fraction(10), 1_400, relation="family_at_home")
    return control.keep_assistant(
        asks(person, now), now=now, key="sister", person=person.party, starts=now.date(), terms=sister
    )
