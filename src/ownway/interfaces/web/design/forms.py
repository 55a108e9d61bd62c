"""A form of ours: it keeps what was typed, knows which version of the page it was shown on, and is sent only once."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from django import forms
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import once
from ownway.interfaces.web.design.kept import BRING_BACK, QUERY, SHOWN_TO, asked_for, page_of, shown_to, typed_in
from ownway.interfaces.web.design.saying import sentence_of
from ownway.registers.people import actions as people
from ownway.registers.people import queries
from ownway.registers.people.queries import TypedSeen
from ownway.steps.allocation import actions as begun
from ownway.steps.allocation import queries as allocation
from ownway.steps.allocation.queries import TypedUnderCode
from ownway.values import Cannot, new_identifier
from ownway.values.cannot import NotAllowed, NotFound, Stale

BASE = "_base"
Draft = TypedSeen | TypedUnderCode


class Form(forms.Form):
    """The form of one page. Fields are declared on a subclass, or given as *fields* where a pack says what is asked.

    ``form.carries_out(deed)`` is the whole of a page's answer to being sent::

        form = SpendForm(request, base=seen.version, initial={...})
        if form.carries_out(lambda given: actions.record_spend(request.asker, now=request.now, **given)):
            return go("spending:account", person)
        return show("spending/record.html", about=person, form=form)
    """

    use_required_attribute = False

    def __init__(
        self,
        request: HttpRequest,
        *,
        base: object = "",
        fields: Mapping[str, forms.Field] | None = None,
        initial: Mapping[str, Any] | None = None,
        prefix: str | None = None,
        code: str = "",
        sent_to: str = "",
    ) -> None:
        sent = request.method == "POST"
        files = request.FILES if sent else None
        super().__init__(request.POST if sent else None, files, initial=dict(initial or {}), prefix=prefix)
        self.request = request
        self.fields.update(fields or {})
        self.code = code
        """The code under which it is kept, where whoever fills it in is nobody here yet."""
        self.address = sent_to or request.path
        """Where it is sent; its own page, unless it stands on that of another."""
        self.shown_base = str(base)
        self.stale = False
        self.result: Any = None
        self.next_key = str(new_identifier(request.now))
        looks = not sent and bool(self.fields)
        self.drafts = self._drafts() if looks else ()
        """What was typed here before and not sent, the latest first."""
        wanted = request.GET.get(BRING_BACK, "")
        self.brought_back = next((one for one in self.drafts if str(one.id) == wanted), None)
        if self.brought_back is not None:
            self.is_bound = True
            self.data = QueryDict(urlencode(self.brought_back.typed, doseq=True))
            # It was not sent yet, so nothing is wrong with it yet.
            self._errors = ErrorDict()

    @property
    def base(self) -> str:
        """The version of the thing that the person saw when they began to type."""
        return self.data.get(BASE, "") if self.is_bound else self.shown_base

    @property
    def base_identifiers(self) -> list[UUID]:
        """The identifiers of what the page was shown with; anything else in that field is nobody's."""
        found = []
        for part in self.base.split(","):
            with suppress(ValueError):
                found.append(UUID(part))
        return found

    @property
    def key(self) -> str:
        """The key that makes sending it twice the same as sending it once."""
        sent = self.data.get(once.KEY, "")[:64] if self.is_bound else ""
        return sent or self.next_key

    def carries_out(self, deed: Callable[[dict[str, Any]], Any]) -> bool:
        """Carry out *deed* with what was typed; return whether it was done.

        What the deed gives back is kept as ``form.result``. What could not be done is told beside the field it concerns
        and in the summary; what was typed stays.
        """
        if self.request.method != "POST":
            return False
        done = self.is_valid() and self._does(deed)
        self.let_draft_go(done)
        return done

    def _does(self, deed: Callable[[dict[str, Any]], Any]) -> bool:
        try:
            self.result = deed(self.cleaned_data)
        except (NotFound, NotAllowed):
            raise
        except Stale as error:
            self.stale = True
            self.add_error(None, sentence_of(error, easy=self.easy_read))
        except Cannot as error:
            beside = error.field if error.field in self.fields else None
            self.add_error(beside, sentence_of(error, easy=self.easy_read))
        return not self.errors

    def _drafts(self) -> tuple[Draft, ...]:
        asker, now, path = self.request.asker, self.request.now, self.address
        if self.code:
            return allocation.typed_by_code(asker, code=self.code, now=now, path=path)
        return queries.drafts(asker, now=now, path=path)

    def let_draft_go(self, done: bool) -> None:
        """Forget what was kept while this was typed; where it came back with errors, it goes on under the new key."""
        if not self.fields:
            return
        asker, now, path = self.request.asker, self.request.now, self.request.path
        if self.code:
            self._let_draft_go_under_code(done)
        elif people.forget_while_typing(asker, now=now, path=path, form=self.key) and not done:
            people.keep_while_typing(asker, now=now, path=path, form=self.next_key, typed=typed_in(self.request))

    def keep_as_shown(self, typed: Mapping[str, str]) -> None:
        """Keep as a draft what it is shown with: it was told in another form, and waits for the rest of it here."""
        asker = self.request.asker
        if asker.party is not None:
            told = {once.KEY: [self.next_key]} | {name: [value] for name, value in typed.items()}
            people.keep_while_typing(asker, now=self.request.now, path=self.address, form=self.next_key, typed=told)

    def _let_draft_go_under_code(self, done: bool) -> None:
        asker, now, path = self.request.asker, self.request.now, self.request.path
        with suppress(NotFound, begun.CannotKeepTyping):
            gone = begun.forget_typed_by_code(asker, now=now, code=self.code, path=path, form=self.key)
            if gone and not done:
                begun.keep_typed_by_code(
                    asker, now=now, code=self.code, path=path, form=self.next_key, typed=typed_in(self.request)
                )

    def page_of(self, draft: Draft) -> str:
        """Return the address that brings back one of the drafts."""
        return page_of(self.address, draft.typed, draft=draft.id)

    @property
    def keep_address(self) -> str:
        """Where what is being typed is sent to be kept."""
        return reverse("allocation:begin_typing" if self.code else "file:while_typing")

    @property
    def forget_address(self) -> str:
        """Where a draft is taken away."""
        return reverse("allocation:begin_typed_away" if self.code else "file:forget")

    @property
    def keeps(self) -> bool:
        """Whether what is typed in it is kept while it is typed: for whoever is signed in or came by a code,
        and never a password."""
        secret = any(isinstance(field.widget, forms.PasswordInput) for field in self.fields.values())
        return bool(self.fields) and not secret and (bool(self.code) or self.request.asker.party is not None)

    @property
    def easy_read(self) -> bool:
        """Whether the page is shown in Easy Read."""
        return bool(self.request.showing.easy_read)

    @property
    def hidden(self) -> SafeString:
        """The fields nobody sees, for a form that comes back to its own page."""
        return self.hidden_for("")

    def hidden_for(self, path: str) -> SafeString:
        """Return the fields nobody sees, for a form sent to *path*: token, version, key, and for whom it was shown.

        After a stale page the version is that of now: what the person sees above the form is the newest.
        """
        base = self.shown_base if self.stale or not self.is_bound else self.base
        # A form that was answered with an error is a new question, and gets a new key.
        again = self.is_bound and self.brought_back is None
        key = self.next_key if again else self.key
        lines = {
            "csrfmiddlewaretoken": get_token(self.request),
            BASE: base,
            once.KEY: key,
            SHOWN_TO: shown_to(self.request, path, self.code),
        }
        if not path and (asked := asked_for(self.request)):
            lines[QUERY] = asked
        return SafeString(
            "".join(format_html('<input type="hidden" name="{}" value="{}">', *line) for line in lines.items())
        )

    @property
    def summary(self) -> list[dict[str, str]]:
        """The errors of the form for the summary at its head, each leading to its field.

        Where there are several, each is told with the name of its field, so that one knows which is meant.
        """
        told: list[dict[str, str]] = []
        several = len(self.errors) > 1
        for name, errors in self.errors.items():
            address = f"#{self[name].auto_id}" if name in self.fields else ""
            # A day has three boxes; the first of them is where to go.
            if address and getattr(self.fields[name], "kind", "") == "date":
                address += "-day"
            label = str(getattr(self.fields.get(name), "label", "")) if several else ""
            begun = f"{label} " if label.endswith(("?", ":")) else f"{label}: " if label else ""
            told.extend({"text": f"{begun}{error}", "href": address} for error in errors)
        return told

    def shown(self, name: str) -> Any:
        """Return what stands in a field: what was typed, less letters that no page can hold, or what it began with."""
        value = self[name].value()
        if isinstance(value, str):
            return "".join(letter for letter in value if letter != "\x00")
        return value


def nothing_to_fill(request: HttpRequest, *, base: object = "") -> Form:
    """Return a form with a button alone, for a deed that needs no words."""
    return Form(request, base=base)


def not_known_choices() -> dict[str, str]:
    """Return the answers that every question allows beside its own, by the state they stand for."""
    return {
        "not_known": _("I do not know"),
        "declined": _("I would rather not say"),
        "later": _("I will answer later"),
    }
