"""Where the organisation's account is the only way in, the other doors are closed."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _g

# By name: whatever makes an account, opens one, or makes a password. The page to sign in stays, without its form.
CLOSED = {
    "account_signup", "account_signup_by_passkey", "account_request_login_code", "account_confirm_login_code",
    "account_change_password", "account_set_password", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done",
    "account_request_reauthentication_code", "account_confirm_reauthentication_code",
    "account_confirm_password_reset_code", "account_complete_password_reset", "account_password_reset_completed",
    "mfa_login_webauthn", "mfa_signup_webauthn",
}  # fmt: skip


class OnlyOrganisationMiddleware:
    """Lead from a closed door to the open one, with where they wanted to go."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        organisation = settings.ORGANISATION
        if organisation is None or not organisation.is_only or request.resolver_match is None:
            return None
        name = request.resolver_match.url_name
        if name not in CLOSED and not (name == "account_login" and request.method == "POST"):
            return None
        if request.user.is_authenticated:
            words = _g("Here you sign in with %(name)s, and with nothing else.") % {"name": organisation.name}
            messages.info(request, words)
            return redirect("people:settings")
        wanted = request.POST.get("next") or request.GET.get("next")
        way = redirect(settings.LOGIN_URL)
        if wanted:
            way.headers["Location"] += f"?{urlencode({'next': wanted})}"
        return way
