"""Addresses of the way in on a reachable site. The names are those django-allauth leads to."""

from django.urls import path

from foothold.web.reachable_only import reachable_door, reachable_only
from foothold.web.views import account, login

urlpatterns = [
    path("login", reachable_door(login.login), name="account_login"),
    path("login/passkey", reachable_door(login.with_passkey), name="mfa_login_webauthn"),
    path("login/second-step", reachable_door(login.second_step), name="mfa_authenticate"),
    path("login/start-over", reachable_door(login.start_over), name="start_over"),
    path("pair/<str:token>", reachable_door(account.paired), name="paired"),
    path("account", reachable_only(account.account), name="mfa_index"),
    path("account/first", reachable_only(account.first), name="account_set_password"),
    path("account/password", reachable_only(account.password), name="account_change_password"),
    path("account/passkeys/add", reachable_only(account.add_passkey), name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/remove", reachable_only(account.remove_passkey), name="mfa_remove_webauthn"),
    path("account/codes", reachable_only(account.spare_codes), name="mfa_view_recovery_codes"),
    path("account/codes/new", reachable_only(account.new_spare_codes), name="mfa_generate_recovery_codes"),
    path("account/app", reachable_only(account.add_app), name="mfa_activate_totp"),
    path("account/app/remove", reachable_only(account.remove_app), name="mfa_deactivate_totp"),
    path("account/confirm", reachable_only(login.password_again), name="account_reauthenticate"),
    path("account/confirm/code", reachable_only(login.code_again), name="mfa_reauthenticate"),
    path("account/confirm/passkey", reachable_only(login.passkey_again), name="mfa_reauthenticate_webauthn"),
    path("account/pair", reachable_only(account.pair), name="pair"),
    path("account/elsewhere", reachable_only(account.elsewhere), name="elsewhere"),
    path("account/token", account.token, name="account_token"),
    path("account/logged-in", reachable_only(account.logged_in), name="logged_in"),
]
