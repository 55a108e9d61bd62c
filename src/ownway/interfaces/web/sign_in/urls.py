"""The addresses of signing in: only those routes of the sign-in library that have a page of ours."""

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from django.urls import path, re_path

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("account/new/", account.signup, name="account_signup"),
    path("account/again/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/first/", account.password_set, name="account_set_password"),
    path(
        "account/password/forgotten/",
        account.password_reset,
        name="account_reset_password",
    ),
    path(
        "account/password/forgotten/sent/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^account/password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/new/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/second-step/", second.index, name="mfa_index"),
    path("sign-in/second-step/", second.authenticate, name="mfa_authenticate"),
    path("account/second-step/again/", second.reauthenticate, name="mfa_reauthenticate"),
    path("account/second-step/app/", app.activate_totp, name="mfa_activate_totp"),
    path(
        "account/second-step/app/remove/",
        app.deactivate_totp,
        name="mfa_deactivate_totp",
    ),
    path(
        "account/second-step/codes/",
        codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/second-step/codes/new/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/second-step/codes/download/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
