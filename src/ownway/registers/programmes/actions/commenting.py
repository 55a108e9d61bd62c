"""Takes what people say to a draft, and what is answered: a programme is made with those who live by it (K4)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.programmes import policies
from ownway.registers.programmes.models import Comment, CommentAnswer
from ownway.registers.programmes.policies import CannotComment
from ownway.registers.programmes.queries.rulebooks import kept
from ownway.registers.programmes.rules.publishing import VOICES
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.text import clean_text


def comment(asker: Asker, *, now: datetime, version: str, voice: str, words: str) -> UUID:
    """Keep what somebody says to a version that does not hold yet; it stands in the open, without their name.

    :raises NotFound: when no such version was kept.
    :raises CannotComment: when it holds already, has held or was withdrawn, or the voice is none of those there are.
    """
    row = kept(version)
    policies.check_may_comment(asker, kept=row, now=now)
    if voice not in VOICES:
        raise CannotComment("programmes.no_such_voice", field="voice")
    assert asker.party is not None
    with transaction.atomic():
        said = Comment.objects.create(
            id=new_identifier(now),
            version=row,
            voice=voice,
            words=clean_text(words, longest=4000, field="words", required=True),
            by=asker.party,
            at=now,
        )
        note_change(
            asker, now=now, about=None, deed="programmes.comment", thing="comment", thing_id=said.id,
            after={"version": version},
        )  # fmt: skip
    return said.id


def answer_comment(asker: Asker, *, now: datetime, comment: UUID, words: str) -> UUID:
    """Answer a comment by name: what comes of it, or why nothing does. A later answer stands beside the first.

    :raises NotFound: when there is no such comment.
    """
    policies.check_may_answer_comments(asker, now=now)
    said = Comment.objects.filter(pk=comment).first()
    if said is None:
        raise NotFound("programmes.no_such_comment")
    assert asker.party is not None
    with transaction.atomic():
        answer = CommentAnswer.objects.create(
            id=new_identifier(now),
            comment=said,
            words=clean_text(words, longest=4000, field="words", required=True),
            by=asker.party,
            at=now,
        )
        note_change(
            asker, now=now, about=None, deed="programmes.answer_comment", thing="comment", thing_id=said.id,
            after={"answer": str(answer.id)},
        )  # fmt: skip
    return answer.id
