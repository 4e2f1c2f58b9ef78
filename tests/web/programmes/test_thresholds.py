"""A programme's own thresholds, which a host writes in the admin."""

import pytest
from django.urls import reverse

from tests.factories.people import UserFactory
from tests.factories.programmes import ProgrammeFactory


@pytest.fixture
def programme(db):
    return ProgrammeFactory()


@pytest.fixture
def send(client, programme):
    """Send the programme's page of the admin with these thresholds."""
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    address = reverse("admin:programmes_programme_change", args=[programme.pk])
    fields = client.get(address).context["adminform"].form.initial

    def send(thresholds):
        known = {name: value for name, value in fields.items() if value not in (None, False)}
        return client.post(address, {**known, "thresholds": thresholds})

    return send


def test_a_line_of_its_own_is_kept(programme, send):
    assert send('{"attend_risk": 0.25}').status_code == 302
    programme.refresh_from_db()
    assert programme.thresholds == {"attend_risk": 0.25}


@pytest.mark.parametrize(
    ("thresholds", "said"),
    [
        ('{"attend_rsik": 0.25}', "There is no threshold named attend_rsik."),
        ('{"attend_risk": "high"}', "attend_risk is a number from 0 to 10,000, not &#x27;high&#x27;."),
        ('{"attend_risk": 25}', "attend_risk is a share from 0 to 1, not 25."),
        ("[1]", "Write names with numbers"),
        ("{", "Enter a valid JSON."),
    ],
)
def test_what_the_engine_does_not_know_is_refused_in_a_sentence(programme, send, thresholds, said):
    answer = send(thresholds)

    assert answer.status_code == 200
    assert said in answer.content.decode()
    programme.refresh_from_db()
    assert programme.thresholds == {}
