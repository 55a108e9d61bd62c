"""The pages for when something is wrong: what happened, that nothing was changed, and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what cannot be read at all."""
    told = {
        "title": _("We could not read that"),
        "said": _("Something in what was sent cannot be read, so nothing has been changed."),
        "help": _("Go back and try again. If you sent a very long text, send it in two parts."),
    }
    return said(request, told, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what one may know of and may not do."""
    told = {
        "title": _("You may not do this"),
        "said": _("Your account is not allowed to do this here. Nothing has been changed."),
        "help": _("If you think it should be, ask the person you work with."),
    }
    return said(request, told, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what does not exist for the one who asks; it never tells whether it exists for others."""
    told = {
        "title": _("We cannot find this page"),
        "said": _("There is nothing here that we can show you."),
        "help": _("Check the address. If somebody gave it to you, ask them to look whether you may see it."),
    }
    return said(request, told, 404)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours without asking the database for anything."""
    request.at_fault = True
    told = {
        "title": _("Something went wrong on our side"),
        "said": _("This is not your fault. Nothing of what you sent was half kept: it was kept whole or not at all."),
        "help": _("Wait a minute and try again."),
    }
    return said(request, told, 500)


def said(request: HttpRequest, told: dict[str, str], status: int) -> HttpResponse:
    """Show a message; where even the layout cannot be made, the bare words."""
    try:
        return render(request, "pages/message.html", told, status=status)
    except Exception:
        words = f"{told['title']}\n\n{told['said']}\n{told['help']}\n"
        return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
