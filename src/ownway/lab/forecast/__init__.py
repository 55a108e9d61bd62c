"""Demand by kind of support, commitments and cash, month by month, each back-tested with its error shown."""

from ownway.lab.forecast.backtest import BackTest, back_test
from ownway.lab.forecast.cash import Cash, Commitment, cash_flow
from ownway.lab.forecast.demand import Demand, demand_of
from ownway.lab.forecast.history import History, history_from_rows, made_up_history
from ownway.lab.forecast.report import Forecast, forecast

__all__ = [
    "BackTest",
    "Cash",
    "Commitment",
    "Demand",
    "Forecast",
    "History",
    "back_test",
    "cash_flow",
    "demand_of",
    "forecast",
    "history_from_rows",
    "made_up_history",
]
