"""Naming another safeguarding person is never silent."""

import pytest
from django.urls import reverse

from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Programme
from tests.factories.concerns import raise_concern
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory, ProgrammeFactory


def change(client, cast, **fields):
    client.force_login(cast.chidi)
    page = reverse("programmes:edit", args=[cast.programme.pk])
    initial = {k: v for k, v in client.get(page).context["form"].initial.items() if v not in (None, False)}
    assert client.post(page, {**initial, **fields}).status_code == 302


def letters():
    return [(letter.person.name, letter.kind.rpartition("/")[2]) for letter in Notice.objects.order_by("pk")]


@pytest.mark.parametrize("was_raised", [True, False])
def test_the_one_before_and_the_one_now_get_the_same_letters_whether_or_not_a_concern_was_raised(
    client, cast, was_raised
):
    if was_raised:
        raise_concern(cast.mentorship, cast.ben)
    Notice.objects.all().delete()

    change(client, cast, safeguarding_person=cast.chidi.pk)

    assert letters() == [("Efua Mensah", "safeguarding_passed_on"), ("Chidi Eze", "safeguarding_named")]
    assert "Chidi Eze is named now" in Notice.objects.get(person=cast.efua).body
    assert "stays with you, if there was anything" in Notice.objects.get(person=cast.efua).body


def test_another_change_writes_to_nobody(client, cast):
    change(client, cast, name="Summer cohort")

    assert letters() == []


def test_the_last_one_hears_that_nobody_is_named_now(client, cast):
    change(client, cast, safeguarding_person="")

    assert letters() == [("Efua Mensah", "safeguarding_passed_on")]
    assert "Nobody is named now" in Notice.objects.get().body


def test_the_owner_changes_it_no_more_silently_in_the_admin(client, cast):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    page = reverse("admin:programmes_programme_change", args=[cast.programme.pk])
    form = client.get(page).context["adminform"].form
    fields = {name: value for name, value in form.initial.items() if value not in (None, False)}

    answer = client.post(page, {**fields, "thresholds": "{}", "safeguarding_person": cast.dana.pk})

    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert letters() == [("Efua Mensah", "safeguarding_passed_on"), ("Dana Stranger", "safeguarding_named")]


def test_whoever_is_named_for_a_new_programme_hears_of_it(cast):
    owner = UserFactory(is_superuser=True)

    Programme.objects.begin(Programme(name="Autumn", safeguarding_person=cast.efua), by=owner, coordinators=[])

    assert letters() == [("Efua Mensah", "safeguarding_named")]


def test_among_few_everybody_is_there_to_choose_from(client, cast):
    client.force_login(cast.chidi)

    form = client.get(reverse("programmes:edit", args=[cast.programme.pk])).context["form"]

    assert cast.mentorship.mentor in form.fields["safeguarding_person"].queryset
    assert "safeguarding_address" not in form.fields


def test_a_first_coordinator_who_finds_only_themselves_reads_how_somebody_else_gets_there(client, db):
    coordinator, owner = UserFactory(name="Cora Lind"), UserFactory(is_superuser=True)
    programme = ProgrammeFactory(safeguarding_person=None)
    MembershipFactory(programme=programme, person=coordinator, role="coordinator")
    way = "Invite somebody else as a coordinator first"

    client.force_login(coordinator)
    page = client.get(reverse("programmes:edit", args=[programme.pk]))
    assert list(page.context["form"].fields["safeguarding_person"].queryset) == [coordinator]
    assert way in " ".join(page.content.decode().split())

    client.force_login(owner)
    assert way not in " ".join(client.get(reverse("programmes:new")).content.decode().split())


@pytest.fixture
def crowd(client, cast, monkeypatch):
    """More people than a list is good for."""
    assert cast.mentorship
    monkeypatch.setattr("alongside.web.programmes.forms.MOST_NAMED", 2)
    client.force_login(cast.chidi)
    page = reverse("programmes:edit", args=[cast.programme.pk])
    initial = {k: v for k, v in client.get(page).context["form"].initial.items() if v not in (None, False)}
    Notice.objects.all().delete()
    return lambda **typed: client.post(page, {**initial, **typed})


def test_among_many_there_are_coordinators_and_whoever_it_is_now_to_choose_from(client, cast, crowd):
    page = client.get(reverse("programmes:edit", args=[cast.programme.pk]))

    assert [str(person) for person in page.context["form"].fields["safeguarding_person"].queryset] == [
        "Chidi Eze",
        "Efua Mensah",
    ]
    assert "Amara Okafor" not in page.content.decode()


def test_among_many_somebody_else_is_named_by_address(cast, crowd):
    assert crowd(safeguarding_address="Amara@example.org").status_code == 302

    cast.programme.refresh_from_db()
    assert cast.programme.safeguarding_person == cast.amara
    assert letters() == [("Efua Mensah", "safeguarding_passed_on"), ("Amara Okafor", "safeguarding_named")]


@pytest.mark.parametrize("address", ["dana@example.org", "nobody@example.org"])
def test_whether_a_stranger_has_an_account_is_not_told(cast, crowd, address):
    assert cast.dana

    refused = crowd(safeguarding_address=address, name="Summer cohort")

    assert refused.status_code == 422
    assert "Nobody whom you can name here has this address." in refused.content.decode()
    assert 'value="Summer cohort"' in refused.content.decode()
    cast.programme.refresh_from_db()
    assert cast.programme.safeguarding_person == cast.efua


def test_among_many_a_page_that_was_left_as_it_was_changes_nobody(cast, crowd):
    assert crowd(name="Summer cohort").status_code == 302

    cast.programme.refresh_from_db()
    assert (cast.programme.safeguarding_person, letters()) == (cast.efua, [])
