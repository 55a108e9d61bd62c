"""Persons and organisations, their roles and relations, and who may see and do what."""
