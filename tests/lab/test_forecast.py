"""A forecast is tried on the past, says how far off it was, and says when it only tried itself."""

from fractions import Fraction

import numpy as np
import pytest

from ownway.lab.forecast import Commitment, back_test, cash_flow, forecast, history_from_rows, made_up_history
from ownway.lab.forecast.history import CannotForecast, months_after
from ownway.lab.forecast.report import ONLY_TRIED


@pytest.mark.req("L6")
def test_made_up_history_says_that_it_only_tries_the_machinery() -> None:
    told = forecast(made_up_history(), 12)
    assert told.sentences[0] == ONLY_TRIED
    assert told.to_json() == forecast(made_up_history(), 12).to_json()
    assert all(one.test.per_cent[one.test.best] <= one.test.per_cent["as last month"] for one in told.demands)


def test_seasons_and_growth_that_are_there_are_found() -> None:
    time = np.arange(72)
    past = (1_000 + 5 * time) * (1 + 0.2 * np.sin(2 * np.pi * time / 12))
    test = back_test(past, 12)
    assert test.best in ("damped trend with seasons", "as a year ago, with the year’s growth")
    assert test.per_cent[test.best] < 3 < test.per_cent["as last month"]


def test_intervals_hold_what_came_about_as_often_as_they_say() -> None:
    held = came = 0
    for seed in range(12):
        whole = made_up_history(84, seed)
        past = {kind: amounts[:72] for kind, amounts in whole.kinds.items()}
        told = forecast(type(whole)(whole.months[:72], past), 12)
        for one in told.demands:
            real = whole.kinds[one.kind][72:]
            held += int(((one.low <= real) & (real <= one.high)).sum())
            came += len(real)
    # Eighty of a hundred are meant; months of one row hang together, so the bound is wide.
    assert 0.65 < held / came < 0.97
    assert not told.generated


def test_bad_rows_are_named_and_the_rest_goes_on() -> None:
    rows = [{"month": f"2024-{month:02d}", "kind": "home care", "amount": f"{100 + month}"} for month in range(1, 13)]
    rows += [{"month": f"2025-{month:02d}", "kind": "home care", "amount": "1,000"} for month in range(1, 7)]
    bad = [
        {"month": "May", "kind": "home care", "amount": "3"},
        {"month": "2025-01", "kind": "", "amount": "3"},
        {"month": "2025-01", "kind": "home care", "amount": "many"},
        {"month": "2025-01", "kind": "home care", "amount": "-3"},
    ]
    history, wrong = history_from_rows([*bad, *rows])
    assert [line.partition(",")[0] for line in wrong] == ["Row 1", "Row 2", "Row 3", "Row 4"]
    assert len(history.months) == 18
    assert forecast(history, 3).demands[0].months == ("2025-07", "2025-08", "2025-09")
    with pytest.raises(CannotForecast):
        history_from_rows(bad)
    with pytest.raises(CannotForecast):
        forecast(history_from_rows(rows[:5])[0])


@pytest.mark.req("L6")
def test_cash_goes_out_of_the_pot_to_the_penny() -> None:
    months = months_after("2026-11", 3)
    agreed = [Commitment(10_001, "2026-01"), Commitment(500, "2027-01", "2027-01"), Commitment(9, "2020-01", "2026-11")]
    flow = cash_flow(months, agreed, [0, 50, 50], 40_000, price=Fraction(1, 100))
    assert [one.month for one in flow] == ["2026-12", "2027-01", "2027-02"]
    assert [one.committed_pence for one in flow] == [10_101, 10_606, 10_101]
    assert [one.new_pence for one in flow] == [0, 51, 51]
    assert flow[-1].left_pence == 40_000 - 10_101 - 10_606 - 10_101 - 102
