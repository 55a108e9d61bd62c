"""A picture of the laboratory as a page of the bench shows it: the drawing, what it says, and the same as a table."""

from typing import Any

from markupsafe import Markup

from ownway.lab.reports.pictures import Picture


def drawn(picture: Picture, id: str) -> dict[str, Any]:
    """Return what a template needs of a picture; *id* is unique on the page."""
    return {
        "svg": Markup(picture.svg(id)),
        "title": picture.title,
        "about": picture.description,
        "headings": list(picture.headings),
        "rows": [tuple(row) for row in picture.rows],
        "figures": list(range(1, len(picture.headings))),
    }
