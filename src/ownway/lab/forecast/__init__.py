"""Demand by kind of support, commitments and cash, month by month, each back-tested with its error shown."""

from ownway.lab.forecast.accounts import CashForecast, WhatIf, cash_by_week
from ownway.lab.forecast.backtest import BackTest, back_test
from ownway.lab.forecast.cash import Cash, Commitment, cash_flow
from ownway.lab.forecast.cash_files import Paid, Wrong, read_accounts, read_agreed, read_paid
from ownway.lab.forecast.demand import Demand, demand_of
from ownway.lab.forecast.due import Agreed
from ownway.lab.forecast.history import History, history_from_rows, made_up_history, read_history
from ownway.lab.forecast.made_up_cash import made_up_cash
from ownway.lab.forecast.report import Forecast, forecast
from ownway.lab.forecast.showing import cash_html, demand_html

__all__ = [
    "Agreed",
    "BackTest",
    "Cash",
    "CashForecast",
    "Commitment",
    "Demand",
    "Forecast",
    "History",
    "Paid",
    "WhatIf",
    "Wrong",
    "back_test",
    "cash_by_week",
    "cash_flow",
    "cash_html",
    "demand_html",
    "demand_of",
    "forecast",
    "history_from_rows",
    "made_up_cash",
    "made_up_history",
    "read_accounts",
    "read_agreed",
    "read_history",
    "read_paid",
]
