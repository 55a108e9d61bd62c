"""The second comparison, 126 packages and 187 budgets: Appendix 2, and how it leans on the first."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction

from ownway.lab.evidence.checks import AveragingRule as Rule
from ownway.lab.evidence.checks import Check, Part, mean, saving, shown
from ownway.lab.evidence.rows import Pilots

HALF = Fraction(1, 2)
APPENDIX2 = Part("Appendix 2")
OVERLAP = Part("Appendix 2 against Appendix 1")

Costs = dict[str, list[int]]


def by_authority(rows: tuple[tuple[str, int], ...]) -> Costs:
    """Return the costs of each authority in their order."""
    found: Costs = defaultdict(list)
    for authority, cost in rows:
        found[authority].append(cost)
    return dict(found)


def appendix2(pilots: Pilots) -> Iterator[Check]:
    """Yield a check for every printed figure of Appendix 2."""
    facts = pilots.facts
    flat_a, flat_b = [cost for _, cost in pilots.table_a], [cost for _, cost in pilots.table_b]
    a, b = by_authority(pilots.table_a), by_authority(pilots.table_b)

    def figure(id: str, words: str, fact: str, rows: Fraction | int, **more: object) -> Check:
        slack = HALF if "average" in id or "saving" in id else 0
        rule = Rule.COUNT if isinstance(rows, int) and "sample" in id else Rule.EACH_ROW
        return APPENDIX2.figure(
            f"appendix2.{id}",
            words,
            printed=facts[fact].number,
            rows=rows,
            rule=rule,
            slack=slack,
            remark=str(more.get("remark", "")),
        )

    yield figure("a.sample", "Table A: traditional packages", "F111", len(flat_a))
    yield figure("a.total", "Table A: total, pounds", "F115", sum(flat_a))
    yield figure("a.average", "Table A: average as printed in Appendix 2", "F114", mean(flat_a))
    yield figure(
        "a.average_chapter4",
        "Table A: average as printed in chapter 4",
        "F113",
        mean(flat_a),
        remark=f"Divided by 128 instead of {len(flat_a)} it would be {shown(Fraction(sum(flat_a), 128), 2)}.",
    )
    yield figure("b.sample", "Table B: personal budgets", "F110", len(flat_b))
    yield figure(
        "b.total",
        "Table B: total, pounds",
        "F116",
        sum(flat_b),
        remark="Pence in the source would explain one pound; the text does not say.",
    )
    yield figure("b.average", "Table B: average", "F112", mean(flat_b))
    yield figure("authorities.sample", "Authorities in Table A", "F118", len(a))
    yield APPENDIX2.claim(
        "appendix2.same_authorities",
        "Both tables name the same authorities",
        printed="the same",
        rows="the same" if sorted(a) == sorted(b) else "not the same",
        holds=sorted(a) == sorted(b),
        rule=Rule.COUNT,
    )
    yield figure(
        "saving_appendix",
        "Saving on the pair of Appendix 2, per cent (about)",
        "F117",
        saving(facts["F114"].number, facts["F112"].number),
    )
    yield figure(
        "saving_chapter4",
        "Saving on the pair of chapter 4, per cent (about)",
        "F117",
        saving(facts["F113"].number, facts["F112"].number),
    )
    yield from mixes(a, b, flat_a, flat_b)


def mixes(a: Costs, b: Costs, flat_a: list[int], flat_b: list[int]) -> Iterator[Check]:
    """Yield what the comparison is where both sides have the same mix of authorities; nobody printed it."""
    shared = [name for name in a if name in b]
    for name in shared:
        yield APPENDIX2.note(
            f"appendix2.{name.lower().replace(' ', '_').replace('&', 'and')}",
            f"{name}: average of A ({len(a[name])} rows) and of B ({len(b[name])})",
            f"{shown(mean(a[name]), 0)} and {shown(mean(b[name]), 0)}",
            Rule.EACH_ROW,
        )
    risen = sum(mean(b[name]) > mean(a[name]) for name in shared)
    yield APPENDIX2.note(
        "appendix2.risen", "Authorities in which the average rises", f"{risen} of {len(shared)}", Rule.AUTHORITIES
    )
    at_a = sum((mean(b[name]) * len(a[name]) for name in shared), Fraction(0)) / len(flat_a)
    at_b = sum((mean(a[name]) * len(b[name]) for name in shared), Fraction(0)) / len(flat_b)
    yield APPENDIX2.note(
        "appendix2.at_numbers_a",
        "Saving with the mix of Table A, per cent",
        f"{shown(saving(mean(flat_a), at_a), 1)} ({shown(at_a, 0)} against {shown(mean(flat_a), 0)})",
        Rule.AT_NUMBERS_A,
    )
    yield APPENDIX2.note(
        "appendix2.at_numbers_b",
        "Saving with the mix of Table B, per cent",
        f"{shown(saving(at_b, mean(flat_b)), 1)} ({shown(mean(flat_b), 0)} against {shown(at_b, 0)})",
        Rule.AT_NUMBERS_B,
    )


def overlap(pilots: Pilots) -> Iterator[Check]:
    """Yield how far the second comparison holds the figures of the first."""
    a, b = by_authority(pilots.table_a), by_authority(pilots.table_b)
    shared_a = shared_b = lost = in_order = both = 0
    only: dict[str, list[str]] = {"A": [], "B": []}
    for name in a:
        one_before = Counter(one.before for one in pilots.people if one.authority == name and one.before is not None)
        one_after = Counter(one.after for one in pilots.people if one.authority == name)
        if not one_after:
            continue
        both += 1
        in_a, in_b = Counter(a[name]), Counter(b.get(name, []))
        shared_a += sum((in_a & one_before).values())
        shared_b += sum((in_b & one_after).values())
        lost += sum((one_before - in_a).values()) + sum((one_after - in_b).values())
        rest = iter(b.get(name, []))
        in_order += all(one.after in rest for one in pilots.people if one.authority == name)
        for table, extra in (("A", in_a - one_before), ("B", in_b - one_after)):
            if extra:
                only[table].append(f"{name} {', '.join(f'{cost:,}' for cost in sorted(extra.elements()))}")
    yield OVERLAP.claim(
        "overlap.confirms",
        "The second comparison confirms the first",
        printed="confirms",
        rows=f"{shared_a} of {len(pilots.table_a)} and {shared_b} of {len(pilots.table_b)} rows are the first one's",
        holds=shared_a + shared_b == 0,
        rule=Rule.COUNT,
        remark="So the two are not independent.",
    )
    yield OVERLAP.claim(
        "overlap.contained",
        "Appendix 1 and Appendix 2 hold the same figures for the same authorities",
        printed="the same authorities",
        rows="; ".join(f"only in {table}: {', '.join(extra)}" for table, extra in only.items() if extra)
        or "the same figures",
        holds=not only["A"] and not only["B"] and lost == 0,
        rule=Rule.COUNT,
    )
    yield OVERLAP.note("overlap.lost", "Figures of Appendix 1 that Appendix 2 lacks", str(lost), Rule.COUNT)
    yield OVERLAP.note(
        "overlap.order",
        f"Authorities (of {both}) whose budgets stand in the order of Table B",
        str(in_order),
        Rule.COUNT,
        "Neither order nor place pairs a row of A with one of B.",
    )
