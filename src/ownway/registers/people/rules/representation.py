"""The legal grounds on which someone may speak for a person (requirement G4)."""

BASES = frozenset(
    {
        "nominated",
        "advocate",
        "parent",
        "power_of_attorney",
        "deputy",
        "suitable_person",
        "court_order",
    }
)
"""Nominated by the person; independent advocate; parent of a child; lasting power of attorney; court-appointed deputy;
suitable person for direct payments (Care Act 2014 s. 32); another order of a court."""

NEED_EVIDENCE = frozenset({"power_of_attorney", "deputy", "suitable_person", "court_order"})
"""Grounds of which somebody must have seen the paper."""
