"""To sign in at the organisation once more counts as having shown that it is still you, like a password or a code."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _g

from alongside.web.people.models import User
from alongside.web.people.organisation import named

BY_ORGANISATION = "socialaccount"  # what the library calls it in a session


class StillYou(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """The library knows of no account elsewhere here: whoever has nothing but that one would be refused."""

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, str]]:
        """The ways somebody has, the one they are led to first; the page of each offers the others."""
        ways: list[dict[str, str]] = super().get_reauthentication_methods(user)
        if not user.is_authenticated or not user.organisation_account:
            return ways
        name = _g("Sign in with %(name)s again") % {"name": named().name}
        way = {"id": "organisation", "description": name, "url": reverse("people:again_by_organisation")}
        return [*ways, way] if user.has_usable_password() else [way, *ways]

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        return super().is_reauthentication_required(app=app, **more) and not self.came_again()

    def came_again(self) -> bool:
        """Within the minutes that every way holds."""
        records = get_authentication_records(self.request, self.request.user)
        last = max(
            (one["at"] for one in records if one["method"] == BY_ORGANISATION and one.get("reauthenticated")), default=0
        )
        return bool(time.time() - last < app_settings.REAUTHENTICATION_TIMEOUT)
