"""The addresses of the finance desk."""

from django.urls import path

from ownway.interfaces.web.desks.finance import (
    charges,
    details,
    holds,
    last_accounts,
    month_end,
    runs,
    stages,
    statements,
    streams,
    unit_costs,
)

app_name = "finance"
urlpatterns = [
    path("", runs.payments, name="payments"),
    path("run/<uuid:run>/", runs.run, name="run"),
    path("run/<uuid:run>/approve/", stages.approve, name="approve"),
    path("run/<uuid:run>/file/", stages.make_file, name="make_file"),
    path("run/<uuid:run>/sent/", stages.sent, name="sent"),
    path("run/<uuid:run>/confirm/", stages.confirm, name="confirm"),
    path("run/<uuid:run>/stop/", stages.stop, name="stop"),
    path("run/<uuid:run>/hold/<uuid:line>/", holds.hold, name="hold"),
    path("waiting/", holds.waiting, name="holds"),
    path("waiting/<uuid:hold>/", holds.release, name="release"),
    path("statements/", statements.statements, name="statements"),
    path("statements/sure/", statements.match_sure, name="match_sure"),
    path("statements/entry/<uuid:entry>/", statements.match, name="match"),
    path("statements/entry/<uuid:entry>/undo/", statements.undo, name="undo_match"),
    path("streams/", streams.streams, name="streams"),
    path("streams/report/<uuid:report>/", streams.report, name="stream_report"),
    path("streams/report/<uuid:report>/table/", streams.report_file, name="stream_report_file"),
    path("streams/<slug:programme>/<slug:stream>/", streams.stream, name="stream"),
    path("charges/", charges.charges, name="charges"),
    path("charges/of/<uuid:person>/", charges.charge, name="charge"),
    path("charges/of/<uuid:person>/paid/", charges.paid, name="share_paid"),
    path("charges/of/<uuid:person>/waive/", charges.waive, name="waive"),
    path("unit-costs/", unit_costs.unit_costs, name="unit_costs"),
    path("unit-costs/<slug:service>/", unit_costs.keep, name="keep_unit_cost"),
    path("last-accounts/", last_accounts.last_accounts, name="last_accounts"),
    path("came-back/", last_accounts.late_returns, name="late_returns"),
    path("run/<uuid:run>/late/<uuid:line>/", last_accounts.late_return, name="late_return"),
    path("months/", month_end.months, name="months"),
    path("months/<int:year>/<int:month>/", month_end.month, name="month"),
    path("bank-details/", details.waiting, name="bank_details"),
    path("bank-details/<uuid:details>/", details.confirm, name="confirm_details"),
    path("bank-details/of/<uuid:party>/", details.keep, name="keep_details"),
]
