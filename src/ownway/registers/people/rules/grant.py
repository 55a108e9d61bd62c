"""The words of the policy table: roles, relations, and what a deed is granted to."""

ROLES = frozenset(
    {
        "person",
        "family",
        "representative",
        "carer",
        "practitioner",
        "broker",
        "provider",
        "panel",
        "finance",
        "auditor",
        "commissioner",
        "researcher",
        "pack_designer",
    }
)
"""The roles of requirement H5. Every natural person holds ``person``: their own file is theirs whatever their work."""

STAFF_ROLES = frozenset(
    {
        "practitioner",
        "panel",
        "finance",
        "auditor",
        "commissioner",
        "researcher",
        "pack_designer",
    }
)
"""Roles held for the authority; whoever holds one has the relation ``authority`` to everybody who is not their own."""

CLOSE = frozenset({"family", "represents", "cares_for"})
"""Relations of private life. With ``self``, they put away the relations of office: nobody acts in a relative's case."""

RELATIONS_KEPT = CLOSE | {"works_with", "brokers_for", "provides_for", "member_of"}
"""Relations that the register keeps; ``member_of`` leads to an organisation or team and lends its relations."""

RELATIONS = (RELATIONS_KEPT - {"member_of"}) | {"self", "authority"}
"""Relations a grant may name."""

OF_OFFICE = frozenset({"works_with", "authority"})
"""Relations held for the authority."""
