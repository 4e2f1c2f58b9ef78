"""Who it is here that the organisation's provider has sent: known already, joined to their account, or new."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _g

from alongside.web.layout.line import on_one_line
from alongside.web.people.models import Profile, User
from alongside.web.people.organisation import Organisation
from alongside.web.people.organisation.refusals import NotLetIn

if TYPE_CHECKING:
    from alongside.web.notices.models import Notice


class Arrival:
    """Somebody with an account at the provider that no account here is connected with yet.

    An address is believed only where the provider vouches for it, and joins two accounts only where it was shown here
    too whose it is: else whoever typed a stranger's address, there or here, would end up in one account with them.
    """

    def __init__(self, organisation: Organisation, account: SocialAccount, claims: Mapping[str, Any]) -> None:
        self.organisation = organisation
        self.account = account
        self.claims = claims
        self.email: str = claims["email"]
        self.words = {"name": organisation.name, "email": self.email}

    def person(self) -> tuple[User, bool]:
        """Their account here, now connected, and whether it is new. Raises NotLetIn."""
        self.check()
        try:
            with transaction.atomic():
                return self.enter()
        except IntegrityError:
            # The same person in another window was a moment earlier, and is found now.
            with transaction.atomic():
                return self.enter()

    def check(self) -> None:
        """Whether the provider says enough of them."""
        if not self.email:
            raise NotLetIn(
                _g("%(name)s tells us no e-mail address of yours, and we need one to write to you. Add it there.")
                % self.words
            )
        if not self.organisation.welcomes(self.email):
            raise NotLetIn(
                _g("%(name)s calls you %(email)s, and here only addresses of %(domains)s come in.")
                % {**self.words, "domains": ", ".join(self.organisation.domains)}
                + " "
                + _g("If you have such an address there, sign out of %(name)s and sign in with that account.")
                % self.words
            )
        if not self.organisation.vouches_for(self.email, self.claims):
            raise NotLetIn(
                _g("%(name)s does not say that %(email)s has been confirmed, so we cannot know that it is yours.")
                % self.words
                + " "
                + _g("Confirm it there, then sign in again.")
            )

    def enter(self) -> tuple[User, bool]:
        known = SocialAccount.objects.filter(provider=self.account.provider, uid=self.account.uid).first()
        if known:
            self.account = known
            return known.user, False
        holder = self.holder()
        if holder is None:
            return self.begin(), True
        self.check_join(holder)
        if not self.is_shown_by(holder):
            self.take_up(holder)
        connect(self.organisation, holder, self.account)
        return holder, False

    def holder(self) -> Any:
        """Whose address it is here: who has shown it, before who has only named it. Held until it is settled."""
        shown = self.addressed(EmailAddress.objects.filter(verified=True)).values("user")
        held = User.objects.select_for_update()
        return held.filter(pk__in=shown).first() or self.addressed(held).first()

    def addressed(self, those: Any) -> Any:
        """Those with this very address, whatever its capitals."""
        return those.filter(email__lower=self.email)

    def is_shown_by(self, holder: Any) -> bool:
        return bool(self.addressed(holder.emailaddress_set.filter(verified=True)).exists())

    def check_join(self, holder: Any) -> None:
        if not holder.is_active:
            raise NotLetIn(_g("The account with the address %(email)s may not sign in.") % self.words)
        others = holder.socialaccount_set.filter(provider=self.account.provider).exclude(uid=self.account.uid)
        if others.exists():
            # An organisation gives an address away anew when somebody leaves.
            raise NotLetIn(
                _g(
                    "%(email)s belongs to an account here that is connected with another account of %(name)s. "
                    "Has the address been somebody else’s before you? Tell whoever runs this site."
                )
                % self.words
            )
        if not self.is_shown_by(holder) and not self.is_untouched(holder):
            way_on = (
                _g("Tell whoever runs this site.")
                if self.organisation.is_only
                else _g("Let us send a sign-in code there. Once you are in, connect the two under Account.")
            )
            raise NotLetIn(
                _g("An account with %(email)s is here already, and nobody has shown yet whose address it is.")
                % self.words
                + f" {way_on}",
                by_code=not self.organisation.is_only,
            )

    def is_untouched(self, holder: Any) -> bool:
        """Whether nobody has ever been in it, nor could be: it was made from a sign-up sheet and waits.

        Where the organisation is the only way in, a password of whoever signed up earlier opens nothing either.
        """
        no_password = not holder.has_usable_password() or self.organisation.is_only
        return no_password and holder.last_login is None and not holder.authenticator_set.exists()

    def take_up(self, holder: Any) -> None:
        """Open an account that waited, as a code by e-mail would have."""
        holder.set_unusable_password()
        holder.save(update_fields=["password"])
        holder.emailaddress_set.all().delete()
        holder.emailaddress_set.create(email=self.email, verified=True, primary=True)

    def begin(self) -> User:
        person: Any = User.objects.create_user(self.email, name=self.name())
        person.emailaddress_set.create(email=self.email, verified=True, primary=True)
        Profile.objects.create(person=person)
        self.account.user = person
        self.account.save()
        return person  # type: ignore[no-any-return]

    def name(self) -> str:
        said = self.claims.get("name") or " ".join(
            str(self.claims.get(part) or "") for part in ("given_name", "family_name")
        )
        printable = "".join(letter if letter.isprintable() else " " for letter in str(said))
        return on_one_line(on_one_line(printable)[:120]) or self.email.partition("@")[0]


def connect(organisation: Organisation, person: Any, account: SocialAccount) -> None:
    """Connect their account there with the one here, and write to them that it was. Raises NotLetIn."""
    words = {"name": organisation.name}
    try:
        with transaction.atomic():
            connect_held(organisation, person, account)
    except IntegrityError as problem:
        raise NotLetIn(_g("That account of %(name)s is connected with another account here.") % words) from problem


def connect_held(organisation: Organisation, person: Any, account: SocialAccount) -> None:
    words = {"name": organisation.name}
    User.objects.select_for_update().get(pk=person.pk)
    theirs = SocialAccount.objects.filter(provider=account.provider, uid=account.uid).first()
    if theirs and theirs.user_id != person.pk:
        raise NotLetIn(_g("That account of %(name)s is connected with another account here.") % words)
    if theirs:
        return
    if person.socialaccount_set.filter(provider=account.provider).exists():
        raise NotLetIn(
            _g("Your account is connected with another account of %(name)s. Disconnect that one first.") % words
        )
    account.user = person
    account.save()
    letters: type[Notice] = person.notices.model
    letters.objects.queue(
        to=person,
        template="people/mail/connected",
        context={"organisation": organisation, "address": account.extra_data.get("email", "")},
        url=reverse("people:organisation"),
        button=_g("Look at it"),
    )


def check_may_disconnect(organisation: Organisation, person: Any) -> None:
    """Raise NotLetIn while it is the last way in."""
    if organisation.is_only:
        raise NotLetIn(_g("%(name)s is the only way to sign in here.") % {"name": organisation.name})
    is_reached = person.emailaddress_set.filter(verified=True).exists()  # by a sign-in code
    if not is_reached and not person.has_usable_password():
        raise NotLetIn(
            _g("It is the only way you can sign in. Confirm your e-mail address or choose a password first.")
        )
