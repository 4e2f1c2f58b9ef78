"""What was written down before a link said the same: whoever was sent the letter takes none of it back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.web.meetings.models import Contact
from alongside.web.meetings.spoken import we_spoke


@pytest.mark.parametrize("who", ["ben", "amara"])
def test_what_stood_there_before_stays_and_looks_the_same_whoever_wrote_it(client, cast, who):
    link = we_spoke(cast.mentorship, cast.ben).open_url
    Contact.objects.log(cast.mentorship, by=getattr(cast, who), channel="phone")
    Contact.objects.update(logged_at=timezone.now() - timedelta(minutes=5))

    noted = client.post(link, {"happened_on": timezone.localdate().isoformat(), "channel": "phone"}).url
    page, answer = client.get(noted), client.post(noted)

    assert "Thank you" in page.text and "Take it back" not in page.text
    assert answer.status_code == 422
    assert "Only whoever wrote this down can take it back." in answer.text
    assert Contact.objects.get().by == getattr(cast, who)
