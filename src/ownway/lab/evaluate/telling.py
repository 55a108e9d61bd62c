"""Tells the results of a trial in sentences that a councillor understands, and never one without its doubt."""

from ownway.lab.evaluate.effects import Effect
from ownway.lab.evaluate.evaluating import ArmResult, Evaluation, GroupResult, OutcomeResult
from ownway.lab.evaluate.worth import QUADRANTS, Ratio

SURE, LIKELY = 0.975, 0.8
TRYABLE = ("parallel trends", "constant effect")
SHOULD_BE_NOTHING = ("moved apart before the start", "later less first")
ALLOWED_FOR = {
    "differences": (
        "No lot was drawn here. Each person is compared with themselves at the start, and the change of those who were "
        "offered a budget with the change of the others (difference in differences)."
    ),
    "stepped": (
        "Authorities began one after another. Each is compared with itself before it began, and each time with the "
        "authorities that had not begun or had begun already (stepped wedge)."
    ),
}
ALLOWED_FOR["randomised"] = ALLOWED_FOR["matched"] = (
    "The differences allow for how people and their costs were at the start, and for the groups and strata of the "
    "allocation, as far as there are people enough."
)


def pounds(amount: float) -> str:
    """Return pounds as people write them, without pence, and a minus that is one."""
    rounded = round(amount)
    return f"{'−' if rounded < 0 else ''}£{abs(rounded):,}"


def number(value: float, highest: float) -> str:
    """Return a score with as many places as its scale deserves."""
    places = 3 if highest <= 2 else 1
    told = f"{value:.{places}f}"
    return (told if float(told) else f"{0:.{places}f}").replace("-", "−")


def lock_in_words(found: Evaluation) -> list[str]:
    """Return whether what was done is what was said beforehand."""
    if found.lock is None:
        return [
            "The protocol was not locked before the results were known, so these results explore; they do not prove."
        ]
    told = [f"The protocol was locked on {found.lock.locked_on}, and every change since would show."]
    for one in found.lock.amendments:
        told.append(f"It was changed on {one.on}: {one.reason} ({'; '.join(one.changes)}).")
    if not found.lock.holds(found.protocol):
        told.append("The protocol used here is not the one that was locked. These results explore; they do not prove.")
    return told


def people_in_words(found: Evaluation) -> list[str]:
    """Return who was in the trial, and who is counted where."""
    trial = found.trial
    told = [f"{trial.read:,} rows were read, and {trial.persons:,} people are counted."]
    if found.protocol.design == "stepped":
        told[0] = (
            f"{trial.read:,} rows were read: {trial.size:,} are counted, of {trial.persons:,} people in "
            f"{len(set(trial.cluster.tolist())):,} authorities at {len(set(trial.period.tolist())):,} times."
        )
    if trial.without_consent:
        told.append(f"{trial.without_consent:,} had not agreed to take part; nothing of theirs is used.")
    if trial.took_data_back:
        told.append(f"{trial.took_data_back:,} withdrew and took their answers back; nothing of theirs is used.")
    left_out = sum(one.left_out for one in trial.bad)
    if left_out:
        told.append(f"{left_out:,} rows could not be used; each is named below.")
    told.append("Everyone counts where they were allotted, also those who withdrew or never took a budget up.")
    return told


def method_in_words(found: Evaluation) -> list[str]:
    """Return how the results were come by."""
    told = []
    if found.matched is not None:
        matched = found.matched
        told.append(
            f"No lot was drawn here. {matched.pairs:,} of {matched.offered:,} people who were offered a budget were "
            f"each paired with somebody alike who was not; {len(matched.alone):,} found nobody alike and do not count."
        )
        if matched.out_of_balance:
            told.append(f"Still uneven after pairing: {', '.join(matched.out_of_balance)}.")
        told.append("What nobody measured may still differ between the two.")
    told.append(ALLOWED_FOR[found.protocol.design])
    what = "whole authorities or sites" if found.resampled == "clusters" else "people"
    told.append(
        f"How sure they are comes from drawing {what} again {found.protocol.replicates:,} times (seed "
        f"{found.protocol.seed}), each person's cost and outcomes together."
    )
    if found.copies > 1:
        told.append(
            f"Answers that are missing were filled in {found.copies} times from people like them, and the doubt that "
            "this adds is counted."
        )
    told.append("A year's figures take it that the difference found at the end lasts for a year.")
    return told


def tried_in_words(found: Evaluation) -> list[tuple[str, str, str]]:
    """Return what was tried of what the design takes for granted: on what, what it is, how large with its doubt."""
    rows = []
    outcomes = {measure.id: measure for measure in found.protocol.outcomes}
    weeks = float(found.protocol.weeks_in_year)
    for tried in (tried for one in found.assumed for tried in one.tried):
        measure = outcomes.get(tried.name)
        shown = tried.effect if measure else tried.effect.times(weeks)
        parts = [
            number(end, measure.highest) if measure else pounds(end) for end in (shown.estimate, shown.low, shown.high)
        ]
        what = measure.name if measure else "Cost of a year"
        rows.append((what, tried.what, f"{parts[0]} (likely between {parts[1]} and {parts[2]})"))
    return rows


def assumed_in_words(found: Evaluation) -> list[str]:
    """Return what the design takes for granted, and what came of trying it."""
    told = []
    for one in found.assumed:
        told.append(f"{one.name.capitalize()}: {one.words}")
        apart = [tried for tried in one.tried if tried.what in SHOULD_BE_NOTHING]
        if any(tried.effect.clear for tried in apart):
            told.append("So this does not seem to hold here, and the results may be bent by it.")
        elif apart:
            told.append("Nothing against it shows; with few people that proves little.")
        elif one.name in TRYABLE:
            told.append("It could not be tried with these data.")
    return told


def cost_in_words(arm: ArmResult, usual: str) -> str:
    """Return what the difference in cost means."""
    return f"{arm.name} cost {_more(arm.cost)} a year than {usual.lower()}{_doubt(arm.cost)}."


def indirect_in_words(arm: ArmResult) -> str:
    """Return the difference in costs elsewhere, which is never added to the costs that count."""
    if arm.indirect is None:
        return "No costs elsewhere can be told: they were not measured, or not at the start."
    return (
        f"Elsewhere, in health care and the like, costs were {_more(arm.indirect)} a year{_doubt(arm.indirect)}. This "
        "is kept apart and counts in no other figure here."
    )


def together_in_words(one: OutcomeResult, cost: Effect) -> str:
    """Return what cost and outcome mean together, and which of the two is not clear."""
    told = f"As found: {one.ratio.quadrant[0].lower()}{one.ratio.quadrant[1:]}"
    if one.gain.clear and cost.clear:
        return told
    if one.gain.clear or cost.clear:
        return f"{told} But the {'cost' if one.gain.clear else 'outcome'} may well be the same."
    return f"{told} But neither difference is clear."


def outcome_in_words(one: OutcomeResult, cost: Effect) -> list[str]:
    """Return what one outcome says, and what it means together with the cost."""
    gain, measure = one.gain, one.measure
    size = number(abs(gain.estimate), measure.highest)
    found = f"{size} {'better' if gain.estimate > 0 else 'worse'}" if float(size) else "much the same"
    scale = f"on a scale from {measure.lowest:g} to {measure.highest:g}".replace("-", "−")
    ends = f"{number(gain.low, measure.highest)} and {number(gain.high, measure.highest)}"
    told = [
        f"{measure.name} was {found} {scale} (likely between {ends}, where above 0 is better)"
        + ("." if gain.clear else "; there may be no difference at all.")
    ]
    told.append(together_in_words(one, cost))
    told.append(ratio_in_words(one.ratio, one.gain, measure.unit))
    worth = f"{pounds(one.declared.worth_pounds)} for one {measure.unit}"
    told.append(
        f"At {worth}, the gain less the extra cost comes to {pounds(one.declared.net.estimate)} a person and year "
        f"(likely between {pounds(one.declared.net.low)} and {pounds(one.declared.net.high)}). It is worth its money "
        f"with a likelihood of {_percent(one.declared.likely)}."
    )
    taken = one.taken_up
    if taken.estimate is None or taken.low is None or taken.high is None:
        told.append("The offer did not clearly lead people to take a budget up, so nothing is said of those who did.")
    else:
        told.append(
            f"For those who took it up because of the offer, the gain was {number(taken.estimate, measure.highest)} "
            f"({number(taken.low, measure.highest)} to {number(taken.high, measure.highest)}), if the offer alone "
            "changes nothing."
        )
    return told


def ratio_in_words(ratio: Ratio, gain: Effect, unit: str) -> str:
    """Return the ratio, only where it says something, and with what is not known of it."""
    traded = ratio.quadrant in (QUADRANTS["more", "better"], QUADRANTS["less", "worse"])
    if not gain.clear or ratio.pounds is None or ratio.shape != "between":
        return (
            "No price for a unit gained is given, for the outcome may not differ at all; read the net benefit instead."
        )
    if not traded:
        return "No price for a unit gained is given, for one choice is better in both; read the net benefit instead."
    ends = f"likely between {pounds(ratio.low or 0)} and {pounds(ratio.high or 0)}"
    if ratio.quadrant == QUADRANTS["more", "better"]:
        return f"Each {unit} gained cost {pounds(ratio.pounds)} ({ends})."
    return f"Each {unit} lost saved {pounds(ratio.pounds)} ({ends})."


def tipping_in_words(one: OutcomeResult) -> list[str]:
    """Return how wrong the filled-in answers would have to be."""
    told = []
    for point in one.tipping:
        if not point.missing:
            continue
        if point.to_doubt is None:
            continue
        shift = number(abs(point.to_doubt), one.measure.highest)
        way = "better" if point.to_doubt > 0 else "worse"
        what = "the result would come into doubt" if one.gain.clear else "there would be a clear difference"
        room = one.measure.highest - one.measure.lowest
        beyond = " That is more than the whole scale holds." if abs(point.to_doubt) > room else ""
        told.append(
            f"{one.measure.name}: {point.missing:,} answers are missing in the arm “{point.arm}”. If these people "
            f"fared {shift} {way} than people like them, {what}.{beyond}"
        )
    return told


def group_in_words(group: GroupResult, found: Evaluation) -> list[str]:
    """Return what is known of one group, outcome by outcome."""
    if group.cost is None:
        return [f"{group.name}: too few people in an arm to be worked out by themselves."]
    told = []
    for measure, gain, net in zip(found.protocol.outcomes, group.gains, group.nets, strict=True):
        worth = pounds(found.protocol.declared(measure))
        told.append(
            f"{group.name}, {measure.name.lower()}: {_verdict(net.likely)} (likelihood {_percent(net.likely)} at "
            f"{worth} for one {measure.unit}); {_direction(gain.likely)}."
        )
    return told


def _verdict(likely: float) -> str:
    if likely >= SURE:
        return "worth its money"
    if likely >= LIKELY:
        return "probably worth its money"
    if likely <= 1 - SURE:
        return "not worth its money"
    if likely <= 1 - LIKELY:
        return "probably not worth its money"
    return "it cannot be said whether it is worth its money"


def _direction(likely: float) -> str:
    if likely >= SURE:
        return "people fared better"
    if likely <= 1 - SURE:
        return "people fared worse with it"
    if likely >= LIKELY:
        return "people probably fared better"
    if likely <= 1 - LIKELY:
        return "people probably fared worse with it"
    return "no clear difference in how people fared"


def _percent(share: float) -> str:
    if share > 0.995:
        return "over 99 %"
    if share < 0.005:
        return "under 1 %"
    return f"{share * 100:.0f} %"


def _more(effect: Effect) -> str:
    return _side(effect.estimate)


def _side(amount: float) -> str:
    return f"{pounds(abs(amount))} {'more' if amount > 0 else 'less'}"


def _doubt(effect: Effect) -> str:
    ends = f" (likely between {_side(effect.low)} and {_side(effect.high)})"
    return ends if effect.clear else f"{ends}; the two may well be the same"
