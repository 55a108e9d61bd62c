"""What people said to a draft and what was answered, as anyone may read it: without the names of those who spoke."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from ownway.registers.people import queries as people
from ownway.registers.programmes.models import Comment
from ownway.registers.programmes.queries.rulebooks import kept
from ownway.values import Asker
from ownway.values.cannot import NotFound


@dataclass(frozen=True, slots=True)
class AnswerSeen:
    """An answer to a comment, by name."""

    words: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CommentSeen:
    """A comment on a version: as whom somebody spoke and what they said, with what was answered, the oldest first."""

    id: UUID
    version: str
    programme: str
    voice: str
    words: str
    at: datetime
    answers: tuple[AnswerSeen, ...]


def comments_on(asker: Asker, *, version: str) -> tuple[CommentSeen, ...]:
    """Return what was said to a version, the oldest first. Anyone may ask: it is public with the rule.

    :raises NotFound: when no such version was kept.
    """
    return _seen(Comment.objects.filter(version=kept(version)))


def comment_seen(asker: Asker, *, comment: UUID) -> CommentSeen:
    """Return one comment.

    :raises NotFound: when there is none of that name.
    """
    found = _seen(Comment.objects.filter(pk=comment))
    if not found:
        raise NotFound("programmes.no_such_comment")
    return found[0]


def _seen(rows: QuerySet[Comment]) -> tuple[CommentSeen, ...]:
    listed = list(rows.select_related("version").prefetch_related("answers").order_by("at", "id"))
    names = people.names_of({answer.by for row in listed for answer in row.answers.all()})
    return tuple(
        CommentSeen(
            id=row.id,
            version=row.version.version,
            programme=row.version.programme,
            voice=row.voice,
            words=row.words,
            at=row.at,
            answers=tuple(
                AnswerSeen(answer.words, names.get(answer.by, ""), answer.at)
                for answer in sorted(row.answers.all(), key=lambda one: (one.at, one.id))
            ),
        )
        for row in listed
    )
