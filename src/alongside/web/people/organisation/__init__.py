"""Signing in with the account that people have at their organisation (OpenID Connect).

`Organisation` is what the host said about it, `settings.ORGANISATION`; None where nothing is set. A sign-in walks
through views.py (there and back), provider.py (what the two sides say to each other) and arrival.py (who it is here).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import Http404


@dataclass(frozen=True)
class Organisation:
    """Whose accounts open this site, and what their provider is believed."""

    name: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)  # nor in a traceback
    # No other way in: no password, no code by e-mail, no passkey by itself.
    is_only: bool = False
    # Addresses of which domains may come in; empty: of all.
    domains: tuple[str, ...] = ()
    # Some providers never say whether an address is confirmed. Where they give the addresses out, they need not.
    gives_addresses: bool = False

    @property
    def configuration_url(self) -> str:
        return f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"

    def welcomes(self, email: str) -> bool:
        return not self.domains or email.rpartition("@")[2].lower() in self.domains

    def vouches_for(self, email: str, claims: Mapping[str, Any]) -> bool:
        """Whether the provider says that this address is its owner's.

        Some send words instead of true and false; any other word is a no.
        """
        said = claims.get("email_verified")
        if said is None:
            return self.gives_addresses and bool(self.domains) and self.welcomes(email)
        return said is True or (isinstance(said, str) and said.lower() == "true")


def named() -> Organisation:
    """The organisation of the settings; without one there is no such page."""
    organisation: Organisation | None = settings.ORGANISATION
    if organisation is None:
        raise Http404
    return organisation
