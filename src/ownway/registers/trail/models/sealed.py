"""Fields that keep text and structures sealed under the key of the person whose id stands in the same row."""

import json
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import models

from ownway.registers.trail.models.keys import key_to_open, key_to_seal
from ownway.registers.trail.rules.cipher import Place, seal, unseal


class Sealed(bytes):
    """A value as the database keeps it, not yet opened."""


class Erased(str):
    """Stands where text was whose key has been destroyed; reads as ``erased`` and is false."""

    def __bool__(self) -> bool:
        return False


class ErasedThing(dict[str, Any]):
    """Stands where a structure was whose key has been destroyed; empty, so that reading it finds nothing."""


ERASED = Erased("erased")


def is_erased(value: object) -> bool:
    """Whether a value read from a sealed field is gone because its key was destroyed."""
    return isinstance(value, Erased | ErasedThing)


class _Opening:
    """Opens a sealed value when it is read, with the person and the row it is read from."""

    def __init__(self, field: "SealedField") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        return self.field.open(value, instance) if isinstance(value, Sealed) else value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """Base of the sealed fields. *subject* names the attribute of the row that holds the person's id, or none.

    Reading an attribute opens it; ``values()`` and filters see sealed bytes only; ``update()`` is refused, because
    it knows no row.
    """

    descriptor_class = _Opening
    erased: Any = ERASED

    def __init__(self, *args: Any, subject: str | None = None, **kwargs: Any) -> None:
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)
        self.subject = subject

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """Return what a migration writes down of this field."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        if self.subject is not None:
            kwargs["subject"] = self.subject
        return name, path, args, kwargs

    def _check_str_default_value(self) -> list[Any]:
        """Accept a text as default: it is sealed before it becomes the bytes that this check is about."""
        return []

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        """Return the bytes unopened; the row that holds them is not known here."""
        return None if value is None else Sealed(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Return the sealed bytes for this row; what was read and not changed stays as it is."""
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Sealed):
            return value
        place = self._place(model_instance)
        return Sealed(seal(key_to_seal(place.subject), self.to_bytes(value), place))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Return the bytes for the database; anything not sealed is refused."""
        if value is not None and not isinstance(value, Sealed):
            raise TypeError(f"{self.name} is sealed for one row; it cannot be compared or set from outside it.")
        return super().get_db_prep_value(None if value is None else bytes(value), connection, prepared)

    def open(self, value: Sealed, instance: models.Model) -> Any:
        """Return what was sealed in this row, or the mark of the erased where the key was destroyed."""
        place = self._place(instance)
        key = key_to_open(value, place.subject)
        return self.erased if key is None else self.from_bytes(unseal(key, bytes(value), place))

    def _place(self, instance: models.Model) -> Place:
        if instance.pk is None:
            raise TypeError(f"{self.name} is sealed for one row, so the row must know its identifier first.")
        subject = attrgetter(self.subject)(instance) if self.subject else None
        if subject is not None and not isinstance(subject, UUID):
            subject = UUID(str(subject))
        return Place(f"{self.model._meta.db_table}.{self.column}", str(instance.pk), subject)

    def to_bytes(self, value: Any) -> bytes:
        """Return a value as bytes to be sealed."""
        raise NotImplementedError

    def from_bytes(self, plain: bytes) -> Any:
        """Return the value that :meth:`to_bytes` gave."""
        raise NotImplementedError


class SealedText(SealedField):
    """Text, sealed. ``SealedText(subject="person_id")``."""

    def to_bytes(self, value: Any) -> bytes:
        """Return text as UTF-8."""
        if not isinstance(value, str):
            raise TypeError(f"{self.name} keeps text; given {type(value).__name__}.")
        return value.encode()

    def from_bytes(self, plain: bytes) -> str:
        """Return the text."""
        return plain.decode()


class SealedJSON(SealedField):
    """Lists, mappings, text, whole numbers and truth values, sealed. ``SealedJSON(subject="person_id")``."""

    @property
    def erased(self) -> ErasedThing:
        """A fresh empty mapping that says it was erased."""
        return ErasedThing()

    def to_bytes(self, value: Any) -> bytes:
        """Return the structure as JSON."""
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()

    def from_bytes(self, plain: bytes) -> Any:
        """Return a fresh copy of the structure."""
        return json.loads(plain)


class SealedBytes(SealedField):
    """Bytes, such as a file, sealed. ``SealedBytes(subject="person_id")``."""

    def to_bytes(self, value: Any) -> bytes:
        """Return the bytes as they are."""
        if not isinstance(value, bytes):
            raise TypeError(f"{self.name} keeps bytes; given {type(value).__name__}.")
        return value

    def from_bytes(self, plain: bytes) -> bytes:
        """Return the bytes."""
        return plain
