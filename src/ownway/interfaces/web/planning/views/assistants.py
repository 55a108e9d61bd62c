"""Who works for the person, beside the lines of the plan that pay them, for whoever may see it (C3)."""

from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from ownway.steps.control import queries as control
from ownway.steps.control.queries import AssistantSeen
from ownway.values import Cannot


def working_beside(request: HttpRequest, person: UUID) -> tuple[AssistantSeen, ...]:
    """Return who works for *person* today; nobody where the one who asks may not see it."""
    try:
        on = timezone.localdate(request.now)
        return control.assistants_of(request.asker, person=person, on=on, now=request.now)
    except Cannot:
        return ()
