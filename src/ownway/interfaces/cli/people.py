"""``ownway people``: those who work for the authority, their roles and bodies, by whoever looks after the installation.

People who need support are never made here: a practitioner writes them down on a page, where it stands on their file.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated, NoReturn
from uuid import UUID

import typer

from ownway.interfaces.cli.running import find_database
from ownway.values import Asker, Basis, Cannot, new_identifier

app = typer.Typer(name="people", help="Those who work for the authority: accounts, roles, organisations and teams.")
Email = Annotated[str, typer.Argument(help="The email address with which they sign in.")]
Roles = Annotated[list[str], typer.Option("--role", help="What they are, such as practitioner or finance; several go.")]


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="Their full name.")],
    email: Email,
    role: Roles,
    password: Annotated[bool, typer.Option("--password", help="Ask for their first password now.")] = False,
) -> None:
    """Let somebody of the staff, a broker or a provider in; without --password they choose one by a letter."""
    asker, now = _who()
    from django.db import transaction

    from ownway.registers.people import actions

    first = typer.prompt("Password", hide_input=True, confirmation_prompt=True) if password else None
    with _told(), transaction.atomic():
        party = actions.register_person(asker, now=now, name=name)
        if first is None:
            actions.let_sign_in(asker, now=now, person=party, email=email)
        else:
            actions.make_account(asker, now=now, party=party, email=email, password=first)
        for each in role:
            actions.give_role(asker, now=now, party=party, role=each)
    typer.echo(f"{name} is let in as {' and '.join(role)}.")
    if first is None:
        typer.echo("On the page where one signs in, they say that they have forgotten their password: a letter comes.")


@app.command()
def role(
    email: Email,
    give: Annotated[list[str] | None, typer.Option(help="A role they hold from now on.")] = None,
    end: Annotated[list[str] | None, typer.Option(help="A role they hold no longer.")] = None,
) -> None:
    """Give a role, or end one; what they did with it stays theirs."""
    if not give and not end:
        raise typer.BadParameter("Say --give or --end.")
    asker, now = _who()
    from django.db import transaction

    from ownway.registers.people import actions

    with _told(), transaction.atomic():
        party = _party(asker, email, now)
        for each in give or ():
            actions.give_role(asker, now=now, party=party, role=each)
        for each in end or ():
            actions.end_role(asker, now=now, party=party, role=each)
    typer.echo("Done.")


@app.command("list")
def list_staff() -> None:
    """Show who holds which role now, with the address they sign in with."""
    asker, now = _who()
    from ownway.registers.people import queries

    found = queries.staff(asker, now=now)
    for one in found:
        typer.echo(f"{one.name:<32}  {one.email or 'no account':<40}  {', '.join(one.roles)}")
    if not found:
        typer.echo("Nobody holds a role. Begin with: ownway people add NAME EMAIL --role practitioner")


@app.command()
def close(email: Email) -> None:
    """Close an account: they sign in no more, and what they wrote stays. Their roles end too."""
    asker, now = _who()
    from django.db import transaction

    from ownway.registers.people import actions, queries

    with _told(), transaction.atomic():
        party = _party(asker, email, now)
        held = next((one.roles for one in queries.staff(asker, now=now) if one.party == party), ())
        for each in held:
            actions.end_role(asker, now=now, party=party, role=each)
        actions.close_account(asker, now=now, party=party)
    typer.echo("Closed.")


@app.command()
def body(
    name: Annotated[str, typer.Argument(help="The name of the organisation or team.")],
    member: Annotated[list[str] | None, typer.Option(help="The email address of somebody who belongs to it.")] = None,
    team: Annotated[bool, typer.Option("--team", help="It is a team of the authority.")] = False,
) -> None:
    """Write down an organisation that brokers or provides support, or a team, and who belongs to it."""
    asker, now = _who()
    from django.db import transaction

    from ownway.registers.people import actions

    with _told(), transaction.atomic():
        party = actions.register_organisation(asker, now=now, name=name, kind="team" if team else "organisation")
        for each in member or ():
            actions.relate(asker, now=now, who=_party(asker, each, now), relation="member_of", to=party)
    typer.echo(f"{party}  {name}")


def _who() -> tuple[Asker, datetime]:
    """Whoever holds the machine is the job that sets it up: the first people can come from nowhere else."""
    find_database()
    import django

    django.setup()
    now = datetime.now(UTC)
    return Asker(Basis.JOB, new_identifier(now), named="set-up"), now


def _party(asker: Asker, email: str, now: datetime) -> UUID:
    from ownway.registers.people import queries

    found = queries.party_of_account(asker, email=email, now=now)
    if found is None:
        _refused(f"Nobody signs in with {email}.")
    return found


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except Cannot as error:
        from ownway.words import reasons

        _refused(" ".join(filter(None, (reasons.sentence(error.why, "en"), error.help))))


def _refused(words: str) -> NoReturn:
    typer.echo(words, err=True)
    raise typer.Exit(1)
