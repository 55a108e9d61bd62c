"""Processes that work on the ledger until they are killed, and what must be true of it afterwards."""

import os
import select
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from random import Random
from uuid import UUID

from django.db import Error, connections
from django.db.models import Sum

from ownway.registers.money import actions as money
from ownway.registers.money import queries
from ownway.registers.money.models import Account, Journal, Line, RunFile, Stage
from ownway.values import Asker, Cannot, Every
from tests import factories
from tests.ledger.model import PURPOSES
from tests.ledger.scene import MONDAY, NOW, Scene, pounds

SEED = int(os.environ.get("OWNWAY_SEED", "20260504"))
LONG = bool(os.environ.get("OWNWAY_EVIDENCE"))
WEEKS = 3
PATIENCE = 60.0


@dataclass
class Town:
    """A small authority, its budgets and those who are paid out of them each week."""

    scene: Scene
    budgets: list[UUID] = field(default_factory=list)

    @classmethod
    def built(cls, people_paid: int = 4) -> "Town":
        """Build it: four eyes, bank details, budgets charged for some weeks, schedules."""
        scene = Scene()
        scene.ready_to_pay()
        made = cls(scene)
        names = ("Ada Quill", "Bo Lindqvist", "Chi Adeyemi", "Dai Prosser", "Eve Marsh", "Fen Oduya")
        for name in names[:people_paid]:
            payee = scene.somebody(name)
            factories.works_with(scene.worker, payee)
            scene.bank_details(payee)
            worker = scene.ask(scene.worker)
            budget = money.open_budget(
                worker,
                now=NOW,
                key=scene.key(),
                person=payee.party,
                programme="in-control",
                stream="adult-social-care",
                rate=pounds(140),
                every=Every.WEEK,
                starts=MONDAY,
                rule_version="abc",
            )
            money.set_schedule(
                worker,
                now=NOW,
                key=scene.key(),
                budget=budget,
                holder=payee.party,
                pence=9_000,
                every=Every.WEEK,
                starts=MONDAY,
            )
            made.budgets.append(budget)
        return made

    def spends(self, tell: Callable[[str], None], seed: int) -> None:
        """Work as a server does, deed after deed, telling each key that was acknowledged."""
        chance, asker = Random(seed), self.scene.ask(self.scene.ann)
        for number in count():
            key, budget, pence = f"{seed}:{number}", chance.choice(self.budgets), chance.randint(1, 4_000)
            told = {"now": NOW, "key": key, "budget": budget, "pence": pence}
            with suppress(Cannot):
                if chance.random() < 0.3:
                    done = money.hold(asker, purpose=chance.choice(PURPOSES), **told)
                elif chance.random() < 0.3:
                    done = money.contribute(asker, on=MONDAY, **told)
                else:
                    out_of = chance.choice(("left", "held", "with_holder"))
                    purpose = chance.choice(PURPOSES)
                    done = money.record_spend(asker, on=MONDAY, purpose=purpose, out_of=out_of, **told)
                tell(f"{key} {done}")

    def pays(self, tell: Callable[[str], None], weeks: int = WEEKS) -> None:
        """Work as the job does: build, approve, make the file, send, confirm line by line, for each week in turn."""
        ann, ben = self.scene.ask(self.scene.ann), self.scene.ask(self.scene.ben)
        for week in range(weeks):
            last = MONDAY + timedelta(days=7 * week)
            # What is left may have been spent meanwhile; then nothing can be paid, and that is told.
            with suppress(money.CannotBuildRun):
                run = money.build_run(ann, now=NOW, pay_on=last, key=f"week {week}")
                tell(f"built {run}")
                self.finish(run, tell, ann=ann, ben=ben)

    def finish(self, run: UUID, tell: Callable[[str], None], *, ann: Asker, ben: Asker) -> None:
        """Bring a run from wherever it is to its end; what was done before is not done again."""
        with suppress(money.CannotApprove):
            money.approve_run(ben, now=NOW, run=run)
        with suppress(money.CannotExport):
            made = money.export_run(ann, now=NOW, run=run)
            tell(f"file {run} {made.sha256}")
        with suppress(money.CannotExport):
            money.mark_sent(ann, now=NOW, run=run)
            tell(f"sent {run}")
        for line in Line.objects.filter(run=run, outcome=None).order_by("id").values_list("pk", flat=True):
            money.confirm_run(ben, now=NOW, run=run, paid_on=MONDAY, lines=[line])
            tell(f"paid {line}")

    def check(self, said: list[str]) -> None:
        """Hold the ledger to all that must be true, whoever died: not a penny astray, nothing acknowledged lost."""
        told = f"seed {SEED}"
        proof = queries.prove_ledger(self.scene.ask(self.scene.ann), now=NOW)
        assert proof.holds, f"{told}: {proof.faults[:5]}"
        kept = {key: str(answer) for key, answer in Journal.objects.values_list("key", "answer")}
        for line in said:
            match line.split():
                case ["built", run]:
                    assert run in kept.values(), f"{told}: the run {run} is lost"
                case ["file", run, mark]:
                    assert RunFile.objects.get(run=run).sha256 == mark, f"{told}: the file of {run} is another"
                case ["sent", run]:
                    assert Stage.objects.filter(run=run, stage="sent").count() == 1, f"{told}: {run}"
                case ["paid", payment]:
                    assert Line.objects.get(pk=payment).outcome.end == "paid", f"{told}: {payment} is lost"
                case [key, answer]:
                    assert kept.get(key) == answer, f"{told}: {key} was acknowledged and is lost"
        self.check_paid_once(told)

    def check_paid_once(self, told: str) -> None:
        """Each payment that fell due was paid once or is clearly not, and the cash says the same."""
        seen: dict[tuple[UUID, date], int] = {}
        paid = 0
        for line in Line.objects.select_related("outcome"):
            ended = line.outcome.end if hasattr(line, "outcome") else ""
            due = line.schedule_id, line.due_on
            seen[due] = seen.get(due, 0) + (ended in ("", "paid"))
            paid += line.pence if ended == "paid" else 0
        assert max(seen.values(), default=1) == 1, f"{told}: {seen}"
        cash = Account.objects.filter(state="paid").aggregate(pence=Sum("balance__pence"))["pence"] or 0
        assert cash == paid, f"{told}: {cash} left and {paid} was paid"


class Doomed:
    """A process that works until it is killed, and tells what was acknowledged to it."""

    def __init__(self, work: Callable[[Callable[[str], None]], None]) -> None:
        if threading.active_count() > 1:
            # A copy of a process has one thread only; what the others held would stay locked in it for ever.
            raise RuntimeError(f"Other threads run beside this one: {threading.enumerate()}")
        connections.close_all()
        self.hears, says = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.hears)
            try:
                work(lambda told: os.write(says, f"{told}\n".encode()) and None)
            except (Error, OSError):
                # Its database died under it.
                os._exit(3)
            except BaseException:
                os._exit(4)
            os._exit(0)
        os.close(says)
        self.heard, self.closed = b"", False
        self.ended: int | None = None

    def listen(self, least: int, moment: float) -> None:
        """Wait until so much was acknowledged, and then a moment more."""
        while self.heard.count(b"\n") < least and self._more(PATIENCE):
            continue
        self._more(moment)

    def _more(self, seconds: float) -> bool:
        if not select.select([self.hears], [], [], seconds)[0]:
            return False
        some = os.read(self.hears, 65_536)
        self.heard += some
        self.closed = not some
        return bool(some)

    def die(self) -> list[str]:
        """Kill it where it stands, and return all that it said was acknowledged."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        return self.end()

    def end(self) -> list[str]:
        """Wait for its end, and return all that it said was acknowledged, whole lines only."""
        while self._more(PATIENCE):
            continue
        silent = not self.closed
        if silent:
            os.kill(self.pid, signal.SIGKILL)
        os.close(self.hears)
        self.ended = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        assert not silent, f"seed {SEED}: it neither worked nor ended for {PATIENCE:.0f} seconds"
        assert self.ended in (0, 3, -signal.SIGKILL), f"seed {SEED}: it failed by itself ({self.ended})"
        return self.heard[: self.heard.rfind(b"\n") + 1].decode().splitlines()
