from django.urls import reverse

from tests.factories.people import UserFactory


def test_the_owner_sees_where_mentorships_stand_and_no_words(client, cast):
    cast.mentorship.asked_goal = "Something private"
    cast.mentorship.save()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    listed = client.get(reverse("admin:mentorships_mentorship_changelist"))
    shown = client.get(reverse("admin:mentorships_mentorship_change", args=[cast.mentorship.pk]))

    assert "Amara Okafor" in listed.content.decode()
    assert shown.status_code == 200
    assert "Something private" not in shown.content.decode()
