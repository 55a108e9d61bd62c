"""The first comparison, 102 people before and after: Table 2, Appendix 1, the claims of chapter 4 about them."""

from collections.abc import Iterator
from fractions import Fraction

from ownway.lab.evidence.checks import AveragingRule as Rule
from ownway.lab.evidence.checks import Check, Part, mean, saving, shown
from ownway.lab.evidence.rows import ALL, Pilots
from ownway.values import Rounding, round_to_whole

HALF = Fraction(1, 2)
TABLE2 = Part("Table 2 and Appendix 1")
CLAIMS = Part("Claims of chapter 4")
LANCASHIRE_TAKEN_OUT = "Lancashire"


def moved(pairs: tuple[tuple[int, int], ...]) -> tuple[int, int, int]:
    """Return how many people get less, more and the same."""
    less = sum(after < before for before, after in pairs)
    more = sum(after > before for before, after in pairs)
    return less, more, len(pairs) - less - more


def table2(pilots: Pilots) -> Iterator[Check]:
    """Yield a check for every cell of Table 2, authority by authority."""
    for line in pilots.table2:
        everyone = line.authority == ALL
        pairs = pilots.both if everyone else pilots.pairs_of(line.authority)
        key = line.authority.lower().replace(" ", "_").replace("&", "and")
        name = "All, each person counted once" if everyone else line.authority
        yield TABLE2.figure(
            f"table2.{key}.users", f"{name}: users", printed=line.users, rows=len(pairs), rule=Rule.BOTH
        )
        if not pairs:
            continue
        for which, place, printed in (("before", 0, line.before), ("after", 1, line.after)):
            words = "traditional package" if which == "before" else "personal budget"
            yield TABLE2.figure(
                f"table2.{key}.{which}",
                f"{name}: average {words}, pounds a year",
                printed=printed,
                rows=mean(pair[place] for pair in pairs),
                rule=Rule.BOTH,
                slack=HALF,
            )
        listed = [one.after for one in pilots.people if one.authority == line.authority]
        if len(listed) > len(pairs):
            other = mean(listed)
            yield TABLE2.claim(
                f"table2.{key}.all_rows",
                f"{name}: averaging all {len(listed)} rows gives another figure than the printed one",
                printed=shown(line.after),
                rows=shown(other),
                holds=abs(other - line.after) > HALF,
                rule=Rule.ALL_ROWS,
                remark="So the print counts only people with both figures.",
            )
        yield TABLE2.note(
            f"table2.{key}.change",
            f"{name}: change, per cent",
            f"{float(-saving(sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs))):+.1f}",
            Rule.BOTH,
        )
    yield from whole_table(pilots)


def whole_table(pilots: Pilots) -> Iterator[Check]:
    """Yield what Table 2 says of itself."""
    named = [line for line in pilots.table2 if line.authority != ALL]
    total = next(line for line in pilots.table2 if line.authority == ALL)
    before, after = mean(line.before for line in named), mean(line.after for line in named)
    yield TABLE2.figure(
        "table2.users_add_up",
        "The users of the ten authorities add up",
        printed=total.users,
        rows=sum(line.users for line in named),
        rule=Rule.COUNT,
    )
    yield TABLE2.claim(
        "table2.unweighted",
        "The note says unweighted averages",
        printed=f"{total.before:,} and {total.after:,} as unweighted averages",
        rows=f"unweighted {shown(before, 1)} and {shown(after, 1)}: {float(-saving(before, after)):+.1f} per cent",
        holds=abs(before - total.before) <= HALF and abs(after - total.after) <= HALF,
        rule=Rule.AUTHORITIES,
        remark="The printed line All counts each person once. Over authorities, budgets cost slightly more, not less.",
    )
    without = [line for line in named if line.authority != LANCASHIRE_TAKEN_OUT]
    pairs = [pair for line in without for pair in pilots.pairs_of(line.authority)]
    yield TABLE2.note(
        "table2.without_lancashire",
        "All without Lancashire, its largest sample: change, per cent",
        f"{float(-saving(sum(b for b, _ in pairs), sum(a for _, a in pairs))):+.1f}",
        Rule.BOTH,
    )
    yield TABLE2.figure(
        "appendix1.rows",
        "People printed in Appendix 1",
        printed=117,
        rows=len(pilots.people),
        rule=Rule.COUNT,
        remark="117 is our count of the text.",
    )
    uncertain = sum(not one.certain for one in pilots.people)
    yield TABLE2.figure(
        "appendix1.uncertain",
        "Rows in which who goes with whom is inferred",
        printed=5,
        rows=uncertain,
        rule=Rule.COUNT,
        remark="Five by the layout of the text.",
    )
    lambeth = next((line for line in named if line.authority == "Lambeth"), None)
    if lambeth is not None and pilots.pairs_of("Lambeth"):
        exact = mean(pair[0] for pair in pilots.pairs_of("Lambeth"))
        yield TABLE2.figure(
            "table2.lambeth.half_up",
            "Lambeth: average traditional package with a half rounded up",
            printed=lambeth.before,
            rows=round_to_whole(exact, Rounding.HALF_UP),
            rule=Rule.BOTH,
            remark=f"Exactly {shown(exact, 2)}; the other figure of the row is rounded up.",
        )


def claims(pilots: Pilots) -> Iterator[Check]:
    """Yield a check for every claim of chapter 4 that the rows can test."""
    facts, both = pilots.facts, pilots.both
    before, after = sum(pair[0] for pair in both), sum(pair[1] for pair in both)
    for id, fact, words, found in zip(
        ("less", "more", "same"), ("F106", "F107", "F108"), ("less", "more", "the same"), moved(both), strict=True
    ):
        yield CLAIMS.figure(
            f"claim.{id}", f"People who get {words}", printed=facts[fact].number, rows=found, rule=Rule.BOTH
        )
    yield CLAIMS.figure(
        "claim.people", "People in the comparison", printed=facts["F102"].number, rows=len(both), rule=Rule.BOTH
    )
    yield CLAIMS.figure(
        "claim.authorities",
        "Authorities in the comparison",
        printed=facts["F103"].number,
        rows=len({one.authority for one in pilots.people}),
        rule=Rule.COUNT,
    )
    yield CLAIMS.figure(
        "claim.saving",
        "Saving, per cent (about)",
        printed=facts["F104"].number,
        rows=saving(before, after),
        rule=Rule.BOTH,
        slack=HALF,
    )
    yield from claims_about_dear_packages(pilots)
    kept = [(b, a) for b, a in both if a <= b]
    without = saving(sum(b for b, _ in kept), sum(a for _, a in kept))
    yield CLAIMS.unknowable(
        "claim.saving_without_risen",
        "Saving without people whose need rose, per cent (closer to)",
        facts["F105"].value,
        f"without all {moved(both)[1]} who get more: {shown(without, 1)}",
        "Whose need rose is not printed. Leaving out all who get more is no answer: it selects by the result.",
    )
    if swapped := other_partners(pilots):
        yield CLAIMS.note(
            "claim.other_partners",
            "People who get less, if Lancashire 4 and 5 changed partners",
            str(moved(swapped)[0]),
            Rule.BOTH,
            "53 is printed, which speaks for the rows as kept.",
        )


def claims_about_dear_packages(pilots: Pilots) -> Iterator[Check]:
    """Yield the claims about people with large packages, and figure 2's axis."""
    facts, both = pilots.facts, pilots.both
    mark = int(facts["F109"].number)
    dear = tuple(pair for pair in both if pair[0] > mark)
    less, more, same = moved(dear)
    yield CLAIMS.claim(
        "claim.dear_get_less",
        f"Those with more than {mark:,} a year before receive less",
        printed="all less",
        rows=f"of {len(dear)}: {less} less, {more} more, {same} the same",
        holds=less == len(dear),
        rule=Rule.BOTH,
        remark="The largest before tend to fall back whatever is done: regression to the mean.",
    )
    small = tuple(pair for pair in both if pair[0] <= mark)
    less, more, same = moved(small)
    yield CLAIMS.unknowable(
        "claim.small_get_more",
        "Those with smaller packages often get slightly more",
        "often slightly more",
        f"of {len(small)}: {less} less, {more} more, {same} the same",
        "Often says no number; more of them get less than get more.",
    )
    if dear:
        top = max(saving(b, a) for b, a in dear)
        over_all = max(saving(b, a) for b, a in both)
        yield CLAIMS.figure(
            "claim.largest_saving",
            f"Largest saving of one person above {mark:,}, per cent (up to)",
            printed=facts["F122"].number,
            rows=top,
            rule=Rule.BOTH,
            slack=HALF,
            places=1,
            remark=f"Over all people: {shown(over_all, 1)}. The printed figure may be that of the six small surveys.",
        )
    highest = max((b for b, _ in both), default=0)
    yield CLAIMS.claim(
        "figure2.axis",
        "Figure 2's axis holds every package",
        printed=f"ends at {shown(facts['F129'].number)}",
        rows=f"largest package {highest:,}",
        holds=highest <= facts["F129"].number,
        rule=Rule.BOTH,
    )


def other_partners(pilots: Pilots) -> tuple[tuple[int, int], ...]:
    """Return all pairs with the partners of Lancashire's fourth and fifth person changed, or nothing without them."""
    theirs = pilots.pairs_of("Lancashire")
    if len(theirs) < 5:
        return ()
    (b4, a4), (b5, a5) = theirs[3:5]
    rest = list(pilots.both)
    rest.remove((b4, a4))
    rest.remove((b5, a5))
    return (*rest, (b4, a5), (b5, a4))
