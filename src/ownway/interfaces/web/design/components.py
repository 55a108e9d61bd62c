"""What the components need to know of a field that a template could only say with difficulty."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy

from ownway.interfaces.web.design.fields import OneOf
from ownway.interfaces.web.design.forms import Form

DIVIDER = gettext_lazy("or")


def choices(field: Any, value: Any) -> list[dict[str, Any]]:
    """Return the answers of a field as items of radios, boxes or a list; "or" stands above one that is set apart."""
    items: list[dict[str, Any]] = []
    for choice in field.choices:
        if choice.apart and isinstance(field, OneOf) and field.kind == "radios":
            items.append({"divider": str(DIVIDER)})
        item: dict[str, Any] = {"value": choice.value, "text": choice.label}
        if choice.hint:
            item["hint"] = {"text": choice.hint}
        if value is not None and field.kind == "radios":
            item["checked"] = str(value) == choice.value
        items.append(item)
    return items


def native_kind(bound: BoundField) -> str:
    """Return which component shows a field that is not ours, such as those of the sign-in library."""
    widget = bound.field.widget
    if isinstance(widget, forms.PasswordInput):
        return "password"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.EmailInput):
        return "email"
    if isinstance(widget, forms.Textarea):
        return "textarea"
    return "input"


def sum_in_words(value: Any) -> str:
    """Return what stands in a box for a sum: what was typed, or whole pence in units and parts: ``12.50``."""
    if value is None:
        return ""
    if isinstance(value, int):
        sign = "-" if value < 0 else ""
        units, parts = divmod(abs(value), 100)
        return f"{sign}{units}.{parts:02d}"
    return str(value).replace("\x00", "")


def errors_of(form: Any) -> list[dict[str, str]]:
    """Return the errors of a form for the summary at the head of the page, each leading to its field; ours or not."""
    if isinstance(form, Form):
        return form.summary
    if not isinstance(form, forms.BaseForm):
        return []
    return [
        {"text": str(error), "href": f"#{form[name].auto_id}" if name in form.fields else ""}
        for name, errors in form.errors.items()
        for error in errors
    ]
