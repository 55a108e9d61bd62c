"""Where one goes from a line of the desk: each kind of thing that can wait, and the page on which it is dealt with."""

from django.urls import reverse

from ownway.registers.decisions.queries import ClockSeen

WHERE: dict[str, str] = {
    "assessment": "allocation:checking",
    "challenge": "file:answer",
    "plan_version": "agreement:judge",
    "review": "review:review",
}
"""The thing of a clock, and the route that takes its identifier. Each step adds its own lines."""


def address_of(clock: ClockSeen) -> str:
    """Return the page on which what waits is dealt with; the person's own page where no other is known."""
    route = WHERE.get(clock.thing)
    return reverse(route, args=[clock.thing_id]) if route else reverse("home:person", args=[clock.about])
