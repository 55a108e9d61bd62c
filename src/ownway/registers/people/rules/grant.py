"""The words of the policy table: roles, relations, and the grant of a deed to pairs of the two."""

from collections.abc import Mapping
from dataclasses import dataclass

ROLES = frozenset(
    {
        "person",
        "family",
        "representative",
        "carer",
        "practitioner",
        "broker",
        "provider",
        "panel",
        "finance",
        "auditor",
        "commissioner",
        "researcher",
        "pack_designer",
    }
)
"""The roles of requirement H5. Every natural person holds ``person``: their own file is theirs whatever their work."""

STAFF_ROLES = frozenset({"practitioner", "panel", "finance", "auditor", "commissioner", "researcher", "pack_designer"})
"""Roles held for the authority; whoever holds one has the relation ``authority`` to everybody who is not their own."""

ROLE_OF_RELATION: Mapping[str, str] = {"family": "family", "represents": "representative", "cares_for": "carer"}
"""Roles of private life come with the relation and go with it; they are not given by themselves."""

CLOSE = frozenset(ROLE_OF_RELATION)
"""Relations of private life. With ``self``, they put away the relations of office: nobody acts in a relative's case."""

RELATIONS_KEPT = CLOSE | {"works_with", "brokers_for", "provides_for", "member_of"}
"""Relations that the register keeps; ``member_of`` leads to an organisation or team and lends its relations."""

OF_OFFICE = frozenset({"works_with", "authority"})
"""Relations held for the authority."""

RELATIONS = RELATIONS_KEPT | {"self", "authority", "anyone"}
"""Relations a grant may name; ``anyone`` asks for none and is for deeds that concern no single person."""

SCOPES = frozenset({"care", "money", "health"})
"""What representation may reach."""

ENTAILED = frozenset({"letters.write", "decisions.start_clock", "decisions.stop_clock", "people.answer_once"})
"""Deeds that only ever follow from another: a token that reaches the other reaches these."""

JOBS = frozenset({"set-up", "nightly", "seal", "payments", "bench"})
"""Work of the system itself that a deed may be granted to; it builds and exports and never approves."""


@dataclass(frozen=True, slots=True)
class Grant:
    """To whom a deed is granted: pairs of role and relation, and the names of jobs.

    *scope* is what a representative's authority must reach for it; *purpose* says in words what it is granted for.
    Lines of a *hidden* deed are not told to those who ask who looked, for they would betray a third party (H4).
    """

    cells: frozenset[tuple[str, str]]
    jobs: frozenset[str] = frozenset()
    scope: str = ""
    purpose: str = ""
    hidden: bool = False


def grant(*cells: str, scope: str = "", purpose: str = "", hidden: bool = False) -> Grant:
    """Return the grant to *cells*, each as ``"role:relation"``, ``"job:name"``, ``"public:anyone"``, ``"code:holder"``.

    :raises ValueError: when a role, a relation, a job or a scope is none that is known.
    """
    pairs, jobs = set(), set()
    for cell in cells:
        role, found, relation = cell.partition(":")
        if role == "job" and relation in JOBS:
            jobs.add(relation)
        elif found and (
            (role in ROLES and relation in RELATIONS) or (role, relation) in (("public", "anyone"), ("code", "holder"))
        ):
            pairs.add((role, relation))
        else:
            raise ValueError(f"No grant is made to {cell!r}; it takes a known role and relation, as in 'person:self'.")
    if scope and scope not in SCOPES:
        raise ValueError(f"Representation reaches {', '.join(sorted(SCOPES))}; given {scope!r}.")
    return Grant(frozenset(pairs), frozenset(jobs), scope, purpose, hidden)


@dataclass(frozen=True, slots=True)
class Ties:
    """What one party is to another at a moment: the relations, and what their representation reaches."""

    relations: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset()


def ties(kept: frozenset[str], *, is_self: bool, roles: frozenset[str], scopes: frozenset[str] = frozenset()) -> Ties:
    """Return the ties that follow from the relations *kept*, from being the person, and from the roles held.

    Where someone is the person themselves or close to them, their relations of office to that person are put away
    (segregation of duties: nobody acts in their own or a relative's case).
    """
    relations = set(kept) | ({"self"} if is_self else set()) | ({"authority"} if roles & STAFF_ROLES else set())
    if is_self or relations & CLOSE:
        relations -= OF_OFFICE
    return Ties(frozenset(relations), scopes if "represents" in relations else frozenset())


def is_granted(given: Grant, *, roles: frozenset[str], held: Ties) -> bool:
    """Whether a grant is met by someone with these *roles* who *held* these ties to the person it is about."""
    for role, relation in given.cells:
        if (role, relation) == ("public", "anyone"):
            return True
        if role not in roles or (relation != "anyone" and relation not in held.relations):
            continue
        if relation == "represents" and given.scope and given.scope not in held.scopes:
            continue
        return True
    return False


def as_markdown(table: Mapping[str, Grant]) -> str:
    """Return the whole policy table as a page of documentation: one section an app, one line a deed."""
    lines = [
        "# Who may do what",
        "",
        "Made from the policy table (`registers/people/rules/access`). What no line grants is refused.",
        "*Role: relation*",
        "reads: whoever holds the role and stands in the relation to the person concerned.",
    ]
    app = ""
    for deed in sorted(table):
        if deed.partition(".")[0] != app:
            app = deed.partition(".")[0]
            lines += ["", f"## {app}", "", "| deed | granted to | for |", "|---|---|---|"]
        given = table[deed]
        cells = [f"{role}: {relation.replace('_', ' ')}" for role, relation in sorted(given.cells)]
        cells += [f"job: {job}" for job in sorted(given.jobs)]
        scope = f" (representation reaching {given.scope})" if given.scope else ""
        lines.append(f"| `{deed}` | {', '.join(cells) or 'nobody'}{scope} | {given.purpose} |")
    return "\n".join(lines) + "\n"
