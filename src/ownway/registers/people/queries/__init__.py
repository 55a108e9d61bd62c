"""What can be asked of the register of people."""

from ownway.registers.people.queries.access import (
    asker_for,
    asker_for_party,
    capacity_records,
    consented,
    consents_of,
    looks_at,
    relations_of,
    roles_of,
)
from ownway.registers.people.queries.names import hashed, name_of, names_of
from ownway.registers.people.queries.payment import (
    notices_due,
    payment_details,
    payment_details_waiting,
    typed,
)
from ownway.registers.people.queries.persons import (
    circle_of,
    contact_of,
    find,
    people_close_to_me,
    people_i_work_with,
    person,
)
from ownway.registers.people.queries.seen import (
    CapacitySeen,
    CircleMember,
    ConsentSeen,
    ContactSeen,
    LookSeen,
    NoticeSeen,
    PaymentDetailsSeen,
    PersonListed,
    PersonSeen,
    TypedSeen,
)
from ownway.registers.people.queries.tokens import TokenSeen, asker_for_token, tokens_of

__all__ = [
    "CapacitySeen",
    "CircleMember",
    "ConsentSeen",
    "ContactSeen",
    "LookSeen",
    "NoticeSeen",
    "PaymentDetailsSeen",
    "PersonListed",
    "PersonSeen",
    "TokenSeen",
    "TypedSeen",
    "asker_for",
    "asker_for_party",
    "asker_for_token",
    "capacity_records",
    "circle_of",
    "consented",
    "consents_of",
    "contact_of",
    "find",
    "hashed",
    "looks_at",
    "name_of",
    "names_of",
    "notices_due",
    "payment_details",
    "payment_details_waiting",
    "people_close_to_me",
    "people_i_work_with",
    "person",
    "relations_of",
    "roles_of",
    "tokens_of",
    "typed",
]
