"""How the tests of a plan stand, and what agreement refuses, without a database."""
