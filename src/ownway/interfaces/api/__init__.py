"""The same deeds for programs, described by OpenAPI 3.1."""
