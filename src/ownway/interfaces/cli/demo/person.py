"""An invented person of the demonstration: who they are, whom they ask through, and when things happened to them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from ownway.interfaces.cli.demo.reading import PASSWORD, Invented, address
from ownway.interfaces.cli.demo.services import REGIONS
from ownway.registers.people import actions as register
from ownway.registers.people import queries as registered
from ownway.values import Asker, Basis, new_identifier


def asks(party: UUID, now: datetime) -> Asker:
    """Return somebody as one who asks, as if signed in at that moment."""
    return registered.asker_for_party(party, request=new_identifier(now), now=now)


class Person:
    """One invented person on their way."""

    def __init__(
        self, invented: Invented, keys: Mapping[str, UUID], now: datetime, others: Mapping[str, UUID] | None = None
    ) -> None:
        """Register them; *others* are those invented before, of whom some are their family and carers too."""
        self.invented, self.keys, self.now = invented, keys, now
        self.others = others or {}
        self.begun = now - timedelta(weeks=invented.weeks, days=1)
        self.worker = keys[invented.worker]
        self.family: dict[str, UUID] = {}
        self.party = self._register()
        # Each is named by the deed that makes it, on the way.
        self.assessment = self.plan = self.agreed = self.review = self.party

    def on(self, day: int, hour: int = 10) -> datetime:
        """A moment some days after this person began."""
        return self.begun + timedelta(days=day, hours=hour - 10)

    def me(self, day: int, hour: int = 10) -> tuple[Asker, datetime]:
        """The person as one who asks, and the moment."""
        now = self.on(day, hour)
        return asks(self.party, now), now

    def practitioner(self, day: int, hour: int = 10) -> tuple[Asker, datetime]:
        """Their practitioner as one who asks, and the moment."""
        now = self.on(day, hour)
        return asks(self.worker, now), now

    def _register(self) -> UUID:
        given, then = self.invented.given, self.begun - timedelta(hours=5)
        job = Asker(Basis.JOB, new_identifier(then), named="set-up")
        number = sum(map(ord, self.invented.key))
        town = sorted(REGIONS)[number % len(REGIONS)]
        contact = {"email": address(self.invented.name), "address": f"{number % 90 + 1} Station Road, {town}"}
        if given.get("no_fixed_address"):
            contact = {"no_fixed_address": True, "leave_word_with": "the library, main desk"}  # type: ignore[dict-item]
        party = register.register_person(
            job,
            now=then,
            name=self.invented.name,
            known_as=given.get("known_as", ""),
            born=given["born"],
            language=given.get("language", "en"),
            easy_read=given.get("easy_read", False),
            large_print=given.get("large_print", False),
            told_by=given.get("told_by", "screen"),
            contact=contact,
        )
        register.make_account(job, now=then, party=party, email=address(self.invented.name), password=PASSWORD)
        register.relate(job, now=then, who=self.worker, relation="works_with", to=party)
        if "broker" in given:
            register.relate(job, now=then, who=self.keys[given["broker"]], relation="brokers_for", to=party)
        if "provider" in given:
            register.relate(job, now=then, who=self.keys[given["provider"]], relation="provides_for", to=party)
        for each in given.get("family", ()):
            self._family(job, then, party, each)
        return party

    def _family(self, job: Asker, then: datetime, party: UUID, each: Mapping[str, str]) -> None:
        relative = self.others.get(each["name"])
        if relative is None:
            relative = register.register_person(job, now=then, name=each["name"])
            register.make_account(job, now=then, party=relative, email=address(each["name"]), password=PASSWORD)
        self.family[each["name"]] = relative
        relation = "cares_for" if each["relation"] == "carer" else each["relation"]
        register.relate(job, now=then, who=relative, relation=relation, to=party)
        if each.get("represents"):
            register.represent(
                job, now=then, representative=relative, person=party, basis="nominated", scope=["care", "money"]
            )
