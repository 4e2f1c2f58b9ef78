import pytest
from django.core.management import CommandError, call_command

from alongside.web.people.models import User


def test_invented_people_never_come_among_real_ones(db, settings):
    settings.IS_DEMO = False

    with pytest.raises(CommandError, match="ALONGSIDE_DEMO"):
        call_command("load_demo")

    assert not User.objects.exists()
