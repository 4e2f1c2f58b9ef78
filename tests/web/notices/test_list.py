from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tests.factories.notices import NoticeFactory

PAGE = reverse("notices:list")


def test_a_person_reads_their_own_letters_and_no_others(client, cast):
    NoticeFactory(person=cast.ben, subject="Amara said yes")
    NoticeFactory(person=cast.dana, subject="For Dana only")
    client.force_login(cast.ben)

    page = client.get(PAGE).content.decode()

    assert "Amara said yes" in page
    assert "For Dana only" not in page


def test_a_letter_for_later_is_not_shown_before_its_time(client, cast):
    NoticeFactory(person=cast.ben, subject="Soon", send_after=timezone.now() + timedelta(days=1))
    client.force_login(cast.ben)

    assert "Soon" not in client.get(PAGE).content.decode()


def test_a_letter_that_could_not_be_sent_says_so(client, cast):
    NoticeFactory(person=cast.ben, given_up_at=timezone.now())
    client.force_login(cast.ben)

    assert "could not be sent" in client.get(PAGE).content.decode()


def test_without_letters_the_page_says_what_will_be_here(client, cast):
    client.force_login(cast.ben)

    assert "No letters yet" in client.get(PAGE).content.decode()


def test_many_letters_cost_no_more_questions(client, cast, django_assert_max_num_queries):
    NoticeFactory.create_batch(40, person=cast.ben)
    client.force_login(cast.ben)

    with django_assert_max_num_queries(12):
        client.get(PAGE)


def test_a_visitor_is_asked_to_sign_in(client, db):
    assert "/account/login/" in client.get(PAGE)["Location"]
