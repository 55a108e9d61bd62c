"""Packs kept by version for ever, and which is in force when."""
