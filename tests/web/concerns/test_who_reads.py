import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Role
from tests.factories.concerns import raise_concern
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory, ProgrammeFactory

READS = {"ben": 200, "efua": 200, "amara": 404, "chidi": 404, "dana": 404, "root": 404}


@pytest.fixture
def concern(cast):
    return raise_concern(cast.mentorship, cast.ben)


@pytest.fixture
def everybody(cast):
    names = ("ben", "efua", "amara", "chidi", "dana")
    root = UserFactory(name="Root", is_staff=True, is_superuser=True)
    return {name: getattr(cast, name) for name in names} | {"root": root}


@pytest.mark.parametrize("name", READS)
def test_only_whoever_raised_it_and_the_safeguarding_person_open_it(client, everybody, concern, name):
    client.force_login(everybody[name])

    assert client.get(concern.get_absolute_url()).status_code == READS[name]


@pytest.mark.parametrize("name", READS)
def test_only_they_find_it_in_their_list(client, everybody, concern, name):
    client.force_login(everybody[name])

    page = client.get(reverse("concerns:list"))

    assert page.status_code == 200
    assert (concern.get_absolute_url() in page.content.decode()) == (READS[name] == 200)


@pytest.mark.parametrize("verb", ["see", "close"])
@pytest.mark.parametrize("name", READS)
def test_only_the_safeguarding_person_does_anything_about_it(client, everybody, concern, name, verb):
    client.force_login(everybody[name])

    answer = client.post(reverse(f"concerns:{verb}", args=[concern.key]), {"outcome": "We spoke"})

    concern.refresh_from_db()
    assert (concern.seen_at is not None) == (name == "efua")
    assert (answer.status_code == 404) == (READS[name] == 404)


def test_anonymous_is_asked_to_sign_in(client, concern):
    assert client.get(concern.get_absolute_url()).status_code == 302


def test_the_admin_knows_no_concern(client, everybody, concern):
    client.force_login(everybody["root"])

    assert client.get("/admin/concerns/concern/").status_code == 404
    assert "concerns" not in client.get("/admin/").content.decode().lower()


def test_a_coordinator_does_not_read_the_concern_of_another(client, cast):
    concern = raise_concern(cast.mentorship, cast.chidi)
    other = MembershipFactory(programme=cast.programme, role=Role.COORDINATOR).person
    client.force_login(other)

    assert client.get(concern.get_absolute_url()).status_code == 404


def test_the_safeguarding_person_of_another_programme_does_not_read_it(client, concern):
    other = ProgrammeFactory(safeguarding_person=UserFactory()).safeguarding_person
    client.force_login(other)

    assert client.get(concern.get_absolute_url()).status_code == 404


def test_whoever_is_named_later_reads_nothing_from_before_and_whoever_was_keeps_it(client, cast, concern):
    cast.programme.safeguarding_person = cast.dana
    cast.programme.save()
    call_command("remind_concerns")
    later = raise_concern(cast.mentorship, cast.ben)

    for person, before, after in ((cast.efua, 200, 404), (cast.dana, 404, 200)):
        client.force_login(person)
        assert client.get(concern.get_absolute_url()).status_code == before
        assert client.get(later.get_absolute_url()).status_code == after


def test_a_coordinator_who_names_themselves_reads_nothing_from_before(client, cast, concern):
    client.force_login(cast.chidi)
    page = reverse("programmes:edit", args=[cast.programme.pk])
    fields = {k: v for k, v in client.get(page).context["form"].initial.items() if v not in (None, False)}

    assert client.post(page, {**fields, "safeguarding_person": cast.chidi.pk}).status_code == 302

    for verb in ("concern", "close", "see", "hand_on"):
        address = reverse(f"concerns:{verb}", args=[concern.key])
        assert client.post(address, {"outcome": "Nothing", "to": cast.chidi.pk}).status_code == 404
    assert concern.get_absolute_url() not in client.get(reverse("concerns:list")).text


@pytest.mark.parametrize(("name", "is_there"), [("efua", True), ("ben", False)])
def test_whoever_was_named_once_still_finds_the_way_to_what_they_have(client, cast, concern, name, is_there):
    cast.programme.safeguarding_person = cast.dana
    cast.programme.save()
    client.force_login(getattr(cast, name))

    assert (reverse("concerns:list") in client.get(reverse("home:home")).text) == is_there


def test_the_list_asks_the_same_number_of_queries_whatever_the_rows(client, cast, concern):
    client.force_login(cast.efua)
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("concerns:list"))
        counts.append(len(seen))
        for _more in range(5):
            raise_concern(cast.mentorship, cast.amara)

    assert counts[0] == counts[1]


def test_nothing_is_kept_by_browsers_and_caches(client, cast, concern):
    client.force_login(cast.ben)

    assert "no-store" in client.get(concern.get_absolute_url())["Cache-Control"]


def test_a_row_in_a_log_names_nobody(concern):
    assert str(concern) == f"Concern {concern.pk}"


def test_ones_own_addresses_do_not_count_what_others_raised(client, cast):
    client.force_login(cast.ben)
    raised = [raise_concern(cast.mentorship, person) for person in (cast.ben, cast.amara, cast.ben)]

    for concern in (raised[0], raised[2]):
        page = client.get(concern.get_absolute_url()).text
        assert concern.get_absolute_url() == f"/concerns/{concern.key}/"
        assert f"/concerns/{concern.pk}/" not in page + client.get(reverse("concerns:list")).text
        assert client.get(f"/concerns/{concern.pk}/").status_code == 404
    client.force_login(cast.efua)
    kept = client.get(raised[0].get_absolute_url()).text
    assert reverse("concerns:see", args=[raised[0].key]) in kept
    assert Notice.objects.first().url.endswith(raised[2].get_absolute_url())
