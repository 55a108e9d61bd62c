"""Work that nobody waits for, as the worker calls it: each job reads the clock once and calls actions."""

from datetime import UTC, datetime
from uuid import UUID

from procrastinate.contrib.django import app

from ownway.oversight.bench import actions as bench
from ownway.registers.letters import actions as letters
from ownway.registers.people import actions as people
from ownway.registers.programmes import actions as programmes
from ownway.registers.programmes import queries as rules
from ownway.registers.trail import actions as trail
from ownway.steps.allocation import actions as allocation
from ownway.steps.control import actions as control
from ownway.steps.control import queries as choices
from ownway.steps.planning.actions import ideas
from ownway.steps.review import actions as review
from ownway.values import Asker, Basis, new_identifier


def job(named: str, now: datetime) -> Asker:
    """The job of this name, as one who asks."""
    return Asker(Basis.JOB, new_identifier(now), named=named)


@app.periodic(cron="*/10 * * * *")
@app.task(name="trail.seal_batch", queueing_lock="trail.seal_batch", pass_context=False)
def seal_trail(timestamp: int) -> None:
    """Every ten minutes: seal what was noted, and copy the seals to the second party."""
    now = datetime.now(UTC)
    trail.seal_batch(job("seal", now), now=now)
    trail.copy_seals(job("seal", now), now=now)


@app.periodic(cron="* * * * *")
@app.task(name="programmes.look_over", queueing_lock="programmes.look_over", pass_context=False)
def look_over(timestamp: int) -> None:
    """Every minute: audit one version in force that nobody has looked over, for its page to tell what was found."""
    now = datetime.now(UTC)
    version = rules.never_looked_over()
    if version is not None:
        programmes.look_over(job("nightly", now), now=now, version=version, whole=False)


@app.periodic(cron="20 4 * * *")
@app.task(name="control.keep_promises", queueing_lock="control.keep_promises", pass_context=False)
def keep_promises(timestamp: int) -> None:
    """Every night: hold what is agreed for support that others buy or provide, for each payment period that began."""
    now = datetime.now(UTC)
    for person in choices.people_with_choices(job("payments", now), now=now):
        control.keep_promises(job("payments", now), now=now, person=person)


@app.periodic(cron="15 3 * * *")
@app.task(name="review.call_due", queueing_lock="review.call_due", pass_context=False)
def call_due_reviews(timestamp: int) -> None:
    """Every night: call the reviews that are due within four weeks."""
    now = datetime.now(UTC)
    review.call_due_reviews(job("nightly", now), now=now)


@app.periodic(cron="*/5 * * * *")
@app.task(name="letters.give_notices", queueing_lock="letters.give_notices", pass_context=False)
def give_notices(timestamp: int) -> None:
    """Every five minutes: tell those whose bank details were changed, who may have to stop it in time."""
    now = datetime.now(UTC)
    letters.give_notices(job("nightly", now), now=now)


@app.periodic(cron="40 3 * * *")
@app.task(name="people.forget_old", queueing_lock="people.forget_old", pass_context=False)
def forget_old(timestamp: int) -> None:
    """Every night: take away what was kept for a day only, and what nobody came back to."""
    now = datetime.now(UTC)
    people.forget_old_typed(job("nightly", now), now=now)
    people.forget_old_answers(job("nightly", now), now=now)
    allocation.forget_old_codes(job("nightly", now), now=now)


@app.periodic(cron="50 3 * * *")
@app.task(name="stories.look_again", queueing_lock="stories.look_again", pass_context=False)
def look_at_stories_again(timestamp: int) -> None:
    """Every night: see whether enough people still could have told each story, and show those that waited for more."""
    now = datetime.now(UTC)
    ideas.look_at_stories_again(job("nightly", now), now=now)


@app.task(name="bench.carry_out", pass_context=False)
def carry_out_bench_work(work: str) -> None:
    """When it was asked for: carry out a stage of the bench."""
    now = datetime.now(UTC)
    bench.carry_out(job("bench", now), now=now, work=UUID(work))
