"""What would be against the law in such an employment, and what rises before its first year is over."""

from datetime import timedelta

from ownway.rulebook.model.employing import Employing
from ownway.rulebook.model.numbers import written
from ownway.steps.control.rules.employing.wish import Wish, check_wish
from ownway.values import Reason
from ownway.values.reason import Fact

A_YEAR = timedelta(days=365)


def lowest_pay(employing: Employing, wish: Wish) -> int:
    """Return the lowest lawful pay an hour in pence, for the assistant's age on the first day.

    :raises CannotReckonCost: where no rates are known for the day, or the assistant is too young.
    """
    check_wish(employing, wish)
    floor = employing.minimum_on(wish.starts).floor(wish.age)
    # The reader has seen to it that there is a floor from the youngest age on.
    assert floor is not None
    return floor.pence_hour


def objections(employing: Employing, wish: Wish, currency: str) -> tuple[Reason, ...]:
    """Return each thing that the law does not allow; nothing where all is well.

    :raises CannotReckonCost: where nothing can be worked out.
    """
    found = []
    facts: dict[str, Fact]
    lowest = lowest_pay(employing, wish)
    if wish.pence_hour < lowest:
        facts = {"currency": currency, "lowest": lowest, "short": lowest - wish.pence_hour, "age": wish.age}
        found.append(Reason("employing.below_the_lowest_pay", facts))
    most = next(one.hours for one in reversed(employing.hours_most) if one.from_age <= wish.age)
    if wish.hours_week > most:
        facts = {"most": most, "hours": written(wish.hours_week)}
        grown = wish.age >= employing.hours_most[-1].from_age
        found.append(Reason("employing.many_hours" if grown else "employing.too_many_hours", facts))
    return tuple(found)


def rises(employing: Employing, wish: Wish, currency: str) -> tuple[Reason, ...]:
    """Return each day within the first year from which the lowest lawful pay is above the pay that is meant.

    Where the year goes on beyond the days of which rates are known, that is said too.

    :raises CannotReckonCost: where nothing can be worked out.
    """
    check_wish(employing, wish)
    ends = wish.starts + A_YEAR
    found = []
    for later in employing.minimum_pay:
        floor = later.floor(wish.age)
        if wish.starts < later.starts < ends and floor is not None and floor.pence_hour > wish.pence_hour:
            facts: dict[str, Fact] = {
                "currency": currency,
                "from": later.starts.isoformat(),
                "lowest": floor.pence_hour,
            }
            found.append(Reason("employing.lowest_pay_rises", facts))
    if ends > employing.until:
        found.append(Reason("employing.rates_end", {"until": employing.until.isoformat()}))
    return tuple(found)
