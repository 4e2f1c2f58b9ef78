from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.web.checkins.models import CheckIn, NoLongerWanted, WrongAnswer
from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from tests.factories.checkins import ask
from tests.factories.people import UserFactory
from tests.factories.programmes import shows


@pytest.fixture
def checkin(cast):
    return ask(cast.mentorship)


@pytest.fixture
def form(checkin):
    return reverse("checkins:answer", args=[checkin.token])


def answers(checkin):
    return dict(checkin.answers.values_list("item", "value"))


def test_answering_needs_no_sign_in(client, checkin, form):
    first, second, _third = checkin.items

    answer = client.post(form, {first: "4", second: "2"})

    checkin.refresh_from_db()
    assert answer["Location"] == reverse("checkins:answered", args=[checkin.token])
    assert answers(checkin) == {first: 4, second: 2}
    assert checkin.answered_at is not None
    assert "Your answers are kept" in client.get(answer["Location"]).content.decode()


def test_a_mail_scanner_that_follows_every_link_answers_nothing(client, checkin, form):
    for item in checkin.items:
        for value in range(1, 6):
            assert client.get(form, {item: value}).status_code == 200
            assert client.head(form, {item: value}).status_code == 200

    checkin.refresh_from_db()
    assert checkin.answered_at is None
    assert answers(checkin) == {}


def test_the_tapped_answer_is_chosen_in_the_form(client, checkin, form):
    item = checkin.items[0]

    page = client.get(form, {item: "4"})

    assert page.context["form"][item].value() == "4"
    assert page.content.decode().count('value="4"') == 3
    assert page.content.decode().count(" checked") == 1
    assert "Your answer from the letter is chosen" in page.content.decode()


def test_each_tap_is_kept_without_leaving_the_page(client, checkin, form):
    first, second, third = checkin.items
    taps = ({first: "4"}, {first: "4", second: "2"}, {first: "4", second: "2", third: "5"})

    pages = [client.post(form, tap, headers={"HX-Request": "true"}).content.decode() for tap in taps]

    assert answers(checkin) == {first: 4, second: 2, third: 5}
    assert all("Kept so far" in page and "<html" not in page for page in pages[:2])
    assert "All your answers are kept" in pages[2]


def test_a_kept_answer_wins_over_the_number_in_the_link(client, checkin, form):
    first, second, _third = checkin.items
    link = form + f"?{first}=2"
    assert client.get(link).context["form"][first].value() == "2"
    client.post(form, {first: "5"}, headers={"HX-Request": "true"})

    again = client.get(link)

    assert again.context["form"][first].value() == "5"
    assert "what is kept is chosen" in again.text
    assert "Your answer from the letter is chosen" not in again.text
    other = client.get(form + f"?{second}=3")
    assert (other.context["form"][first].value(), other.context["form"][second].value()) == ("5", "3")
    assert "Your answer from the letter is chosen" in other.text


def test_the_number_leaves_the_address_with_the_first_tap_that_is_kept(client, checkin, form):
    item, htmx = checkin.items[0], {"HX-Request": "true"}

    assert client.post(form, {item: "5"}, headers=htmx)["HX-Replace-Url"] == form
    assert "HX-Replace-Url" not in client.post(form, {item: "9"}, headers=htmx)
    assert "HX-Replace-Url" not in client.get(form, {item: "2"})


def test_a_tap_that_cannot_be_kept_says_so(client, cast, checkin, form):
    assert "could not be kept" in client.post(form, {checkin.items[0]: "9"}, headers={"HX-Request": "true"}).text
    ask(cast.mentorship)

    late = client.post(form, {checkin.items[0]: "5"}, headers={"HX-Request": "true"})

    assert late["HX-Refresh"] == "true"
    assert answers(checkin) == {}


def test_skipping_everything_is_an_answer(client, checkin, form):
    assert client.post(form, {}).status_code == 302

    checkin.refresh_from_db()
    assert checkin.answered_at is not None


@pytest.mark.parametrize("value", ["0", "6", "four", "-1", "4.5"])
def test_an_answer_that_is_none_of_the_five_is_refused(client, checkin, form, value):
    assert client.post(form, {checkin.items[0]: value}).status_code == 422
    assert answers(checkin) == {}


def test_an_item_that_was_not_asked_is_refused(checkin):
    with pytest.raises(WrongAnswer):
        checkin.answer({"choose_again": 5} if "choose_again" not in checkin.items else {"next_step": 5})


def test_answers_can_be_changed_until_the_next_is_asked(client, cast, checkin, form):
    item = checkin.items[0]
    client.post(form, {item: "4"})
    client.post(form, {item: "2"})
    assert answers(checkin) == {item: 2}
    ask(cast.mentorship)

    assert client.post(form, {item: "5"}).status_code == 410
    assert client.get(form).status_code == 410
    assert answers(checkin) == {item: 2}


def test_a_closed_one_shows_whoever_is_signed_in_what_they_answered(client, cast, checkin, form):
    client.post(form, {checkin.items[0]: "2"})
    ask(cast.mentorship)
    client.force_login(checkin.person)

    answer = client.get(checkin.get_absolute_url())

    assert answer.status_code == 200
    assert "2 of 5" in answer.text
    assert "2 of 5" not in client.get(form).text  # whoever holds the letter alone is shown no answers


def test_after_the_ending_the_link_is_over(client, cast, checkin, form):
    Mentorship.objects.filter(pk=cast.mentorship.pk).update(ended_at=timezone.now())

    assert "The mentorship has ended" in client.get(form).content.decode()
    with pytest.raises(NoLongerWanted):
        checkin.answer({})


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "é"])
def test_a_guessed_token_opens_nothing(client, checkin, token):
    assert client.get(f"/check-ins/answer/{token}/").status_code == 404


@pytest.mark.parametrize(("may_sign_in", "status"), [(True, 200), (False, 404)])
def test_the_link_of_somebody_who_may_not_sign_in_any_more_opens_nothing(
    client, cast, checkin, form, may_sign_in, status
):
    checkin.answer({checkin.items[0]: 4})
    cast.ben.is_active = may_sign_in
    cast.ben.save()

    assert client.get(form).status_code == status
    assert client.get(reverse("checkins:answered", args=[checkin.token])).status_code == status
    client.post(form, {checkin.items[0]: "1"})
    assert (answers(checkin) == {checkin.items[0]: 1}) == may_sign_in


def test_safety_is_one_tap_away(client, cast, checkin, form):
    raising = reverse("concerns:raise", args=[cast.mentorship.pk])
    thanks = reverse("checkins:answered", args=[checkin.token])

    assert raising in client.get(form).content.decode()
    assert raising in client.get(thanks).content.decode()
    ask(cast.mentorship)
    assert raising in client.get(form).content.decode()


@pytest.mark.parametrize(
    ("is_shown", "sentence"), [(False, "Only you see your answers"), (True, "Coordinators of the")]
)
def test_the_form_says_who_sees_what(client, cast, checkin, form, is_shown, sentence):
    if is_shown:
        shows(cast.programme, "checkins")

    assert sentence in client.get(form).content.decode()


def test_ones_own_check_ins_are_ones_own(client, cast, checkin):
    checkin.answer({checkin.items[0]: 4})
    root = UserFactory(is_staff=True, is_superuser=True)

    for person in (cast.ben, cast.amara, cast.chidi, cast.dana, cast.efua, root):
        client.force_login(person)
        own = person == cast.ben
        assert client.get(reverse("checkins:checkin", args=[checkin.pk])).status_code == (200 if own else 404)
        assert ("4 of 5" in client.get(reverse("checkins:list")).content.decode()) == own


def test_anonymous_is_asked_to_sign_in_for_the_list(client, checkin):
    assert client.get(reverse("checkins:list")).status_code == 302


def test_the_list_asks_the_same_number_of_queries_whatever_the_rows(client, cast, checkin):
    client.force_login(cast.ben)
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("checkins:list"))
        counts.append(len(seen))
        for _more in range(4):
            ask(cast.mentorship).answer({})

    assert counts[0] == counts[1]


def test_answering_lets_ones_own_reading_be_made_again_and_not_the_partners(cast, checkin):
    side = cast.mentorship.side_of(checkin.person)
    other = cast.mentorship.side_of(cast.mentorship.partner_of(checkin.person))
    before = Mentorship.objects.filter(pk=cast.mentorship.pk).values().get()

    checkin.answer({})

    after = Mentorship.objects.filter(pk=cast.mentorship.pk).values().get()
    assert {name for name, value in after.items() if value != before[name]} == {f"{side}_event_at"}
    assert after[f"{other}_event_at"] == before[f"{other}_event_at"]


def test_an_answer_settles_the_letter_that_asks_for_it_and_nothing_of_the_others(cast, checkin):
    theirs = ask(cast.mentorship, cast.amara)
    CheckIn.objects.filter(pk=checkin.pk).remind(checkin.asked_at + timedelta(days=4))

    checkin.answer({checkin.items[0]: 4})

    assert [letter.person for letter in Notice.objects.all()] == [cast.amara]
    theirs.answer({})
    assert not Notice.objects.exists()


def test_the_next_one_settles_the_letters_about_the_last(cast, checkin):
    again = ask(cast.mentorship)

    (letter,) = Notice.objects.all()
    assert letter.url.endswith(again.get_absolute_url())
