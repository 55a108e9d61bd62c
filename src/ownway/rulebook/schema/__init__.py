"""JSON Schemas (2020-12) of the files of a pack, made from the model and the limits of the reader, for editors."""

from ownway.rulebook.schema.files import SCHEMAS, schema_for, schema_of

__all__ = ["SCHEMAS", "schema_for", "schema_of"]
