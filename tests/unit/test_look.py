"""Within one look a thing is asked for once; outside of it, and after it, every time anew."""

import pytest

from ownway.values.look import kept_in_this_look, once_a_look, one_look


class Register:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []


@once_a_look
def name_in(register: Register, *, who: str, loud: bool = False) -> str:
    """What the register calls somebody; nobody of the name of Nemo."""
    register.asked.append(who)
    if who == "nemo":
        raise LookupError(who)
    return who.upper() if loud else who.title()


def test_outside_of_a_look_everything_is_asked_each_time() -> None:
    register = Register()
    assert [name_in(register, who="rosa"), name_in(register, who="rosa")] == ["Rosa", "Rosa"]
    assert register.asked == ["rosa", "rosa"]
    kept_in_this_look("names")["rosa"] = "Rosa"
    assert kept_in_this_look("names") == {}


def test_within_a_look_the_same_is_asked_once_and_another_thing_again() -> None:
    register = Register()
    with one_look():
        told = [name_in(register, who=who) for who in ("rosa", "idris", "rosa")]
        told.append(name_in(register, loud=True, who="rosa"))
        told.append(name_in(register, who="rosa", loud=True))
        with one_look():
            told.append(name_in(register, who="idris"))
        told.append(name_in(register, who="idris"))
    assert told == ["Rosa", "Idris", "Rosa", "ROSA", "ROSA", "Idris", "Idris"]
    assert register.asked == ["rosa", "idris", "rosa"]


def test_a_look_that_ends_forgets_even_when_it_ends_badly() -> None:
    register = Register()
    with pytest.raises(LookupError), one_look():
        name_in(register, who="rosa")
        name_in(register, who="nemo")
    with one_look():
        name_in(register, who="rosa")
    assert register.asked == ["rosa", "nemo", "rosa"]


def test_a_refusal_is_not_kept() -> None:
    register = Register()
    with one_look():
        for _ in range(2):
            with pytest.raises(LookupError):
                name_in(register, who="nemo")
    assert register.asked == ["nemo", "nemo"]
