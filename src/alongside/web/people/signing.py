"""Where the sign-in library does or says things our way."""

from typing import Any

from allauth.account.forms import SignupForm
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from alongside.web.people.models import User


def connect() -> None:
    """Hear when an address is shown to be somebody's."""
    email_confirmed.connect(_confirmed, dispatch_uid="alongside.web.people.signing")


def _confirmed(request: HttpRequest, email_address: EmailAddress, **_more: Any) -> None:
    """Keep the password only if it was chosen in this browser.

    Anybody can sign up with anybody's address. When its owner later shows that it is theirs, the password of whoever
    signed up must open nothing.
    """
    from allauth.account.stages import EmailVerificationStage, LoginStageController  # needs every model loaded

    person: User = email_address.user
    stage = LoginStageController.enter(request, EmailVerificationStage.key)
    chosen_here = stage is not None and stage.login.user == person
    vouched_for = request.user == person or request.user.is_staff
    if chosen_here or vouched_for or not person.has_usable_password():
        return
    person.set_unusable_password()
    person.save(update_fields=["password"])
    messages.info(
        request,
        _g(
            "The password from the sign-up does not count here, since it was chosen in another browser. "
            "A code by e-mail always signs you in; you can choose a new password under Account."
        ),
    )


class AlikeSignUpForm(SignupForm):  # type: ignore[misc]  # the library has no types
    """A known address is answered like a new one, and takes as long."""

    def try_save(self, request: HttpRequest) -> Any:
        if self.account_already_exists:
            # Hashing is nearly all of the time that a new account takes: a clock would tell who is here.
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """A passkey that signs in by itself unless somebody wants it as a second step only."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["name"].label = _("What you call it")
        self.fields["name"].help_text = _("So that you know it again: the phone or the computer it is on.")
        alone = self.fields["passwordless"]
        alone.initial = True
        alone.label = _("Sign in with it alone")
        alone.help_text = _("Without the tick it is asked for after your password.")
