import pytest
from django.core.management import CommandError, call_command

from alongside.web.people.models import User
from tests.factories.people import UserFactory
from tests.factories.programmes import ProgrammeFactory


def test_invented_people_never_come_among_real_ones(db, settings):
    settings.IS_DEMO = False

    with pytest.raises(CommandError, match="ALONGSIDE_DEMO"):
        call_command("load_demo")

    assert not User.objects.exists()


@pytest.mark.parametrize("has_programme", [False, True])
def test_nor_where_somebody_signed_up_before_there_was_any_programme(db, settings, has_programme):
    settings.IS_DEMO = True
    UserFactory(email="owner@mentoring.example.com")
    if has_programme:
        ProgrammeFactory()

    with pytest.raises(CommandError, match="people in this database already"):
        call_command("load_demo")

    assert User.objects.filter(is_superuser=True).count() == 0
