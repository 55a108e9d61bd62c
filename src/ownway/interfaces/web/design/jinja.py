"""The world of the templates: where they are found, and their few words for money, days, reasons and addresses."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from jinja2 import (
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    Undefined,
    pass_context,
)
from jinja2.runtime import Context
from jinja2.utils import missing

from ownway.interfaces.web.design import components, disclosure, navigation, pictures, saying
from ownway.interfaces.web.design.easy_read import with_pictures
from ownway.interfaces.web.design.showing import Showing, languages
from ownway.interfaces.web.sign_in.views import demo_accounts
from ownway.rulebook.model import Pack
from ownway.values import Every, Money, Reason
from ownway.words import days, periods
from ownway.words.disclosure import holds_a_sum, instead, without_sums
from ownway.words.reasons import Told


class Unknown(Undefined):
    """A name nobody gave. Components may leave keys of a mapping out; any other slip of the pen is an error at once."""

    def _may_be_left_out(self) -> bool:
        return isinstance(self._undefined_obj, Mapping)

    def __str__(self) -> str:
        return super().__str__() if self._may_be_left_out() else self._fail_with_undefined_error()

    def __iter__(self) -> Any:
        return super().__iter__() if self._may_be_left_out() else self._fail_with_undefined_error()

    def __bool__(self) -> bool:
        # A bare name may be asked after; an attribute that a value does not have may not.
        if self._undefined_obj is missing or self._may_be_left_out():
            return False
        return bool(self._fail_with_undefined_error())


def environment(**options: Any) -> Environment:
    """Return the environment that Django's Jinja back end asks for."""
    loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    options["loader"] = ChoiceLoader([options["loader"], loader])
    options.update(undefined=Unknown, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], **options)
    made.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext)
    made.filters.update(
        money=say_money,
        money_per=say_money_per,
        day=say_day,
        month=say_month,
        moment=say_moment,
        ago=say_ago,
        left=say_left,
        each=say_each,
        sentence=say_sentence,
        told=say_told,
        with_pictures=with_pictures,
    )
    made.globals.update(
        static=static,
        url=address,
        said=say_code,
        choices=components.choices,
        errors_of=components.errors_of,
        native=components.native_kind,
        in_words=components.sum_in_words,
        say=say_of_pack,
        tongue=saying.tongue,
        bars=pictures.bars,
        split_bar=pictures.split_bar,
        year_bar=pictures.year_bar,
        kept_back=disclosure.kept_back,
        said_openly=disclosure.openly,
        tools_only=disclosure.tools_only,
        authority=settings.OWNWAY_AUTHORITY,
        languages=languages,
        navigation=navigation.for_page,
        demo_accounts=demo_accounts,
    )
    return made


def address(name: str, *given: Any, **named: Any) -> str:
    """Return the address of a route: ``url("planning:plan", person)``."""
    return reverse(name, args=given or None, kwargs=named or None)


def say_money(sum_of_money: Money) -> str:
    """Return ``£275.40``."""
    return disclosure.say(sum_of_money, saying.language())


def say_money_per(sum_of_money: Money, every: Every) -> str:
    """Return ``£275.40 a week``."""
    return disclosure.say_per(sum_of_money, every, saying.language())


def say_each(every: Every) -> str:
    """Return ``a week``."""
    return periods.each(every, saying.language())


def say_day(moment: date | datetime) -> str:
    """Return ``22 November 2026``, the day where the authority is."""
    return days.say(saying.here(moment), saying.language())


def say_month(day: date) -> str:
    """Return ``November 2026``."""
    return days.month(day, saying.language())


def say_moment(moment: datetime) -> str:
    """Return ``22 November 2026, 14:05``."""
    return f"{say_day(moment)}, {timezone.localtime(moment):%H:%M}"


@pass_context
def say_ago(context: Context, moment: date | datetime) -> str:
    """Return ``3 weeks ago`` or ``in 5 days``, seen from the moment of the request."""
    return days.ago(saying.here(moment), today(context), saying.language())


@pass_context
def say_left(context: Context, due: date | datetime) -> str:
    """Return what a clock shows: ``5 days left``, ``2 days late``."""
    return days.left(saying.here(due), today(context), saying.language())


@pass_context
def say_sentence(context: Context, reason: Reason, pack: Pack | None = None) -> str:
    """Return a reason as one sentence."""
    if disclosure.kept_back() and holds_a_sum(reason):
        return gettext("The sum is not told.")
    return saying.sentence(reason, pack=pack, easy=easy_read(context))


@pass_context
def say_code(context: Context, code: str) -> str:
    """Return the words of a code that needs no facts: ``said("decisions.kind.budget")``."""
    return saying.sentence(Reason(code), easy=easy_read(context))


@pass_context
def say_told(context: Context, reason: Reason, pack: Pack | None = None) -> Told:
    """Return a reason in words, with the smaller reasons below it."""
    if disclosure.kept_back() and not without_sums([reason]):
        words = instead(pack, saying.language(), easy_read(context)) if pack else gettext("The sum is not told.")
        return Told(words, reason.words)
    return saying.told(reason, pack=pack, easy=easy_read(context))


@pass_context
def say_of_pack(context: Context, pack: Pack, key: str) -> str:
    """Return the words that a programme has for *key*: ``say(pack, "step.points")``."""
    return pack.say(key, saying.language(), easy_read(context))


def easy_read(context: Context) -> bool:
    """Return whether the page is shown in Easy Read."""
    request: HttpRequest | None = context.get("request")
    shown: Showing = getattr(request, "showing", Showing())
    return shown.easy_read


def today(context: Context) -> date:
    """Return the day of the request where the authority is."""
    return saying.here(context["request"].now)
