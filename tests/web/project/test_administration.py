"""The owner's administration answers the filters of its lists, and no question put into an address."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from alongside.web.programmes.models import Role
from tests.factories.concerns import raise_concern
from tests.factories.people import UserFactory

ADMINS = admin.site._registry
TRIED = ("isnull", "istartswith")


@pytest.fixture
def owner(client, db):
    owner = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(owner)
    return owner


def list_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def questions(model):
    """Every column and link of the model and of its neighbours: as it is, and with what Django can do with it."""
    for field in model._meta.get_fields(include_hidden=True):
        further = field.related_model._meta.get_fields(include_hidden=True) if field.related_model else ()
        for path in (field.name, *(f"{field.name}__{more.name}" for more in further)):
            yield from (path, *(f"{path}__{lookup}" for lookup in TRIED))


def own_questions(model):
    """What the links of the list's own filters ask."""
    for one in ADMINS[model].list_filter:
        field = one[0] if isinstance(one, tuple) else one
        ends = ("", "__exact", "__isnull", "__isempty", "__gte", "__lt", "__id__exact")
        yield from (f"{field}{end}" for end in ends)


def is_answered(model, request):
    """What the page of the list does first, without drawing it; the page says 400, or goes to the whole list."""
    try:
        ADMINS[model].get_changelist_instance(request)
    except (DisallowedModelAdminLookup, IncorrectLookupParameters):
        return False
    return True


@pytest.mark.parametrize("model", ADMINS, ids=lambda model: model._meta.label)
def test_no_list_answers_a_question_that_is_none_of_its_filters(rf, owner, model):
    own = set(own_questions(model))
    asked = [question for question in questions(model) if question not in own]
    requests = {question: rf.get(list_of(model), {question: "1"}) for question in asked}
    for request in requests.values():
        request.user = owner

    assert len(asked) > 10
    assert [question for question, request in requests.items() if is_answered(model, request)] == []


@pytest.mark.parametrize(
    ("model", "question"),
    [
        ("people.user", "concerns_raised__isnull=False"),
        ("people.user", "concerns_raised=1"),
        ("people.user", "password__startswith=pbkdf2"),
        ("mentorships.mentorship", "concerns__isnull=False"),
        ("mentorships.mentorship", "stage__exact=active&asked_goal__istartswith=p"),
        ("mentorships.mentorship", "programme__safeguarding_person__id__exact=1"),
        ("programmes.invitation", "token__regex=^a"),
        ("mfa.authenticator", "data__icontains=secret"),
    ],
)
def test_what_is_hidden_cannot_be_asked_for(client, owner, cast, model, question):
    raise_concern(cast.mentorship, cast.ben)

    answer = client.get(f"{reverse('admin:{}_{}_changelist'.format(*model.split('.')))}?{question}")

    assert answer.status_code == 400


@pytest.mark.parametrize("model", ADMINS, ids=lambda model: model._meta.label)
def test_every_filter_that_a_list_offers_can_be_used(client, owner, cast, model):
    assert cast.mentorship
    page = client.get(list_of(model))

    for filters in page.context["cl"].filter_specs:
        for choice in filters.choices(page.context["cl"]):
            address = f"{list_of(model)}{choice['query_string']}"
            assert client.get(address).status_code == 200, address


def test_a_filter_still_finds(client, owner, cast):
    membership = cast.programme.memberships.get(person=cast.chidi)
    coordinators = client.get(list_of(type(membership)), {"role__exact": Role.COORDINATOR})

    assert list(coordinators.context["cl"].result_list) == [membership]


def test_the_page_of_a_second_step_shows_no_secret(client, cast, owner):
    device = Authenticator.objects.create(user=cast.ben, type="totp", data={"secret": "only-for-the-phone"})

    page = client.get(reverse("admin:mfa_authenticator_change", args=[device.pk]), follow=True)

    assert page.status_code == 200 and "totp" in page.text
    assert "only-for-the-phone" not in page.text


def test_what_has_no_use_here_does_not_stand_there(client, owner):
    page = client.get(reverse("admin:index")).content.decode()

    assert "People" in page
    assert "Groups" not in page
    assert client.get("/admin/auth/group/").status_code == 404


def test_no_number_leads_to_the_page_of_a_row(client, owner, cast):
    """By it, somebody could count concerns, and be shown their keys."""
    concern = raise_concern(cast.mentorship, cast.ben)
    kind = ContentType.objects.get_for_model(concern)

    assert client.get(f"/admin/r/{kind.pk}/{concern.pk}/").status_code == 404
    page = client.get(reverse("admin:mentorships_mentorship_change", args=[cast.mentorship.pk])).content.decode()
    assert "View on site" not in page and cast.mentorship.get_absolute_url() not in page
