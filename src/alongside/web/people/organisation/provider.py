"""What this site and the organisation's provider say to each other (OpenID Connect Core 1.0, code flow with PKCE)."""

import base64
import hashlib
import hmac
import re
import time
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import jwt
from allauth.account.internal.emailkit import valid_email_or_none
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _g
from requests import RequestException

from alongside.web.people.organisation import Organisation, named
from alongside.web.people.organisation.refusals import NoAnswer

LEEWAY_SECONDS = 120  # clocks differ
RECENT_SECONDS = 300
LONGEST_ID = 191  # of the column
ADDRESSES = ("authorization_endpoint", "token_endpoint")


class Provider(OpenIDConnectProvider):  # type: ignore[misc]  # the library has no types
    """The organisation's provider, as the settings name it."""

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        return reverse("organisation:go")

    def get_callback_url(self) -> str:
        return reverse("organisation:back")

    def get_oauth2_adapter(self, request: HttpRequest) -> "Door":
        return Door(request, self.app.provider_id)

    def get_pkce_params(self) -> dict[str, Any]:
        """With a nonce beside the challenge: not every provider looks at the challenge."""
        said: dict[str, Any] = super().get_pkce_params()
        return {**said, "nonce": nonce_of(said["code_verifier"])}


def nonce_of(verifier: str) -> str:
    """A name for a secret that only this browser's session holds."""
    digest = hashlib.sha256(f"nonce {verifier}".encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def answered(ask: Callable[..., Any]) -> Callable[..., Any]:
    """Whatever a provider answers, or does not, becomes a sentence."""

    @wraps(ask)
    def asked(*args: Any, **more: Any) -> Any:
        try:
            return ask(*args, **more)
        except RequestException as problem:
            raise NoAnswer(away(), f"no answer ({type(problem).__name__})") from problem
        except OAuth2Error as problem:
            raise NoAnswer(unusable(), f"refused ({code_in(problem)})") from problem
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise NoAnswer(unusable(), f"an answer that cannot be read ({type(problem).__name__})") from problem

    return asked


def code_in(problem: Exception) -> str:
    """The word by which a provider says what is wrong, such as invalid_client; nothing else of its answer."""
    found = re.search(r'"error"\s*:\s*"([a-z_]{1,40})"', str(problem))
    return found[1] if found else "without a reason"


def away() -> str:
    return _g("%(name)s does not answer just now. Try again in a few minutes.") % {"name": named().name}


def unusable() -> str:
    return _g(
        "%(name)s gave an answer that cannot be used here. "
        "Try again; if it stays like this, tell whoever runs this site."
    ) % {"name": named().name}


class Door(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # the library has no types
    """Asks the provider who has come, and believes only what belongs to this very sign-in."""

    verifier = ""

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Below SITE_URL, as the provider has it on its list; not below whichever host was asked."""
        return f"{settings.SITE_URL}{reverse('organisation:back')}"

    @property
    def openid_config(self) -> dict[str, Any]:
        if not hasattr(self, "_openid_config"):
            self._openid_config: dict[str, Any] = self._configuration()
        return self._openid_config

    @answered
    def _configuration(self) -> dict[str, Any]:
        said: dict[str, Any] = OpenIDConnectOAuth2Adapter.openid_config.fget(self)
        if said["issuer"].rstrip("/") != named().issuer.rstrip("/"):
            raise NoAnswer(unusable(), "it calls itself by another name than OIDC_ISSUER")
        if not all(re.match(r"https?://", said[name]) for name in ADDRESSES):
            raise NoAnswer(unusable(), "its configuration names no addresses")
        return said

    @answered
    def get_access_token_data(
        self, request: HttpRequest, app: SocialApp, client: Any, pkce_code_verifier: str | None = None
    ) -> dict[str, Any]:
        self.verifier = pkce_code_verifier or ""
        said: dict[str, Any] = super().get_access_token_data(request, app, client, pkce_code_verifier)
        return said

    def parse_token(self, data: Mapping[str, Any]) -> SocialToken:
        """Used for the one question that follows; never kept, so it needs no date."""
        return SocialToken(token=str(data["access_token"]))

    @answered
    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **more: Any) -> SocialLogin:
        claims = self.claims(more["response"]["id_token"], app.client_id)
        if self.openid_config.get("userinfo_endpoint"):
            further = self._fetch_user_info(token.token)
            if further["sub"] != claims["sub"]:  # OpenID Connect Core 5.3.2: else it may be about somebody else
                raise NoAnswer(unusable(), "its userinfo is about somebody else than its ID token")
            if "email" in further and further["email"] != claims.get("email"):
                claims.pop("email_verified", None)  # it was said of another address
            claims = {**claims, **further}
        uid = claims["sub"]
        if not (isinstance(uid, str) and uid.isascii() and uid.isprintable() and 0 < len(uid) <= LONGEST_ID):
            raise NoAnswer(unusable(), f"its sub is none, or longer than {LONGEST_ID} letters")
        email = claims.get("email")
        claims["email"] = (valid_email_or_none(email) or "").lower() if isinstance(email, str) else ""
        account = SocialAccount(provider=self.provider_id, uid=uid, extra_data={"email": claims["email"]})
        login = SocialLogin(provider=self.get_provider(), account=account)
        login.claims = claims
        return login

    def claims(self, id_token: str, client_id: str) -> dict[str, Any]:
        """What the ID token says, if it is from this provider, for this site, of now and of this sign-in.

        Its signature is not looked at: it came from the provider itself, over TLS (Core 3.1.3.7, point 6).
        """
        checks = {f"verify_{part}": True for part in ("exp", "iat", "nbf", "iss", "aud")}
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                options={"verify_signature": False, "require": ["iss", "sub", "aud", "exp", "iat"], **checks},  # type: ignore[arg-type]
                issuer=self.openid_config["issuer"],
                audience=client_id,
                leeway=LEEWAY_SECONDS,
            )
        except (jwt.ExpiredSignatureError, jwt.ImmatureSignatureError) as problem:
            raise NoAnswer(
                _g("The clocks of %(name)s and of this site differ. Tell whoever runs this site.")
                % {"name": named().name},
                f"the clocks differ by more than {LEEWAY_SECONDS} seconds",
            ) from problem
        except jwt.PyJWTError as problem:
            raise NoAnswer(unusable(), f"its ID token is not for this site ({type(problem).__name__})") from problem
        if not hmac.compare_digest(str(claims.get("nonce", "")), nonce_of(self.verifier)):
            raise NoAnswer(unusable(), "its ID token is of another sign-in")
        return claims


def is_recent(claims: Mapping[str, Any]) -> bool:
    """Whether they signed in there just now. Asked for it, a provider has to say when (Core 2); not all do."""
    at = claims.get("auth_time")
    return not isinstance(at, (int, float)) or at > time.time() - RECENT_SECONDS - LEEWAY_SECONDS


class OrganisationOnly(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Of all the library can do, one provider, from the settings alone: a row in the database opens nothing."""

    def list_apps(
        self, request: HttpRequest | None, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        theirs: Organisation | None = settings.ORGANISATION
        if (
            theirs is None
            or provider not in (None, Provider.id, theirs.issuer)
            or client_id
            not in (
                None,
                theirs.client_id,
            )
        ):
            return []
        more = {"server_url": theirs.configuration_url, "oauth_pkce_enabled": True}
        # By the issuer, so that whoever another provider calls by the same id is not taken for somebody of this one.
        return [
            SocialApp(
                provider=Provider.id,
                provider_id=theirs.issuer,
                name=theirs.name,
                client_id=theirs.client_id,
                secret=theirs.client_secret,
                settings=more,
            )
        ]

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Provider:
        return Provider(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def list_providers(self, request: HttpRequest) -> list[Provider]:
        return [Provider(request, app=app) for app in self.list_apps(request)]

    def serialize_instance(self, instance: Any) -> dict[str, Any]:
        """What waits in a session for a second step holds no password's hash."""
        kept: dict[str, Any] = super().serialize_instance(instance)
        kept.pop("password", None)
        return kept

    def on_authentication_error(self, request: HttpRequest, provider: Provider, **more: Any) -> None:
        from alongside.web.people.organisation.views import nothing_came

        raise ImmediateHttpResponse(nothing_came(request, **more))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Nothing but who they are goes on from here."""
        from alongside.web.people.organisation.views import somebody_came

        sociallogin.token = None
        somebody_came(request, sociallogin)
