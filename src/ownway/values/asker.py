"""Who asks: the first argument of every question and every deed."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Basis(StrEnum):
    """On what ground someone asks."""

    SELF = "self"
    """A signed-in person, as themselves or in a role of theirs."""
    CODE = "code"
    """Somebody without an account who holds the code of a self-assessment."""
    PUBLIC = "public"
    """Anyone at all."""
    JOB = "job"
    """Work of the system itself; it builds and exports and never approves."""
    TOKEN = "token"
    """A program with a token that a person gave it."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Someone, for whom, and on what basis.

    *party* is who they are in the register of people (nobody for the public, a code or a job). *roles* are those of
    ``registers.people`` that hold at this moment. *request* joins all lines one request leaves on the trail.
    *scopes* narrow a token further; *named* tells a job or a token by name.
    """

    basis: Basis
    request: UUID
    party: UUID | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    scopes: frozenset[str] = field(default_factory=frozenset)
    named: str = ""

    def __post_init__(self) -> None:
        if self.basis in (Basis.SELF, Basis.TOKEN) and self.party is None:
            raise ValueError("One who asks as a person or by a token is in the register of people.")
        if self.basis in (Basis.JOB, Basis.PUBLIC) and (self.party is not None or self.roles):
            raise ValueError("A job and the public are nobody in the register of people and have no roles.")

    @property
    def is_human(self) -> bool:
        """Whether a person stands behind it who can answer for a decision."""
        return self.basis is Basis.SELF

    def has(self, role: str) -> bool:
        """Whether this role holds for them now."""
        return role in self.roles
