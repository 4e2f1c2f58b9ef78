"""The next cohort of a programme: what it takes along, what stays, and who may begin it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.programmes.models import Membership, Programme, Role, Separation
from alongside.web.programmes.next_cohort import ALONG, ANEW, BEHIND, TAKEN, NextCohort, moved, suggested
from alongside.web.programmes.refusals import NotNext, NotYours, Overtaken
from alongside.web.readings.models import Refit
from tests.factories.announcements import announced
from tests.factories.lives import live_once_of_everything
from tests.factories.programmes import InvitationFactory, MembershipFactory, ProgrammeFactory, rest, shows
from tests.factories.questions import answer, question_of
from tests.factories.rounds import round_of
from tests.web.programmes.cohorts import NEXT, begun, last_of, page


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2027-05-10T09:00:00Z", tick=True):
        yield


@pytest.fixture
def last(cast) -> Programme:
    return last_of(cast)


# ── Nothing is forgotten ──────────────────────────────────────────────────────
def test_everything_that_hangs_on_a_programme_is_taken_along_or_named_as_left_behind():
    hanging = {
        relation.get_accessor_name()
        for relation in Programme._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete
    }

    assert hanging == {*ALONG, *BEHIND}
    assert not {*ALONG} & {*BEHIND}


def test_every_column_of_a_programme_is_taken_along_or_said_anew():
    assert {field.name for field in Programme._meta.concrete_fields} == {*TAKEN, *ANEW}
    assert not {*TAKEN} & {*ANEW}
    assert not Programme._meta.many_to_many


# ── What is taken along ───────────────────────────────────────────────────────
def test_its_rules_are_those_of_the_last_and_its_dates_a_year_on(cast, last):
    made = begun(last, cast.chidi)

    assert {name: getattr(made, name) for name in TAKEN} == {name: getattr(last, name) for name in TAKEN}
    assert (made.name, made.starts_on, made.ends_on) == ("Mentoring 2027/28", NEXT, date(2028, 6, 30))
    assert made.follows == last


def test_nobody_can_join_it_before_somebody_opens_it(cast, last):
    assert last.is_open

    assert not begun(last, cast.chidi).is_open


def test_what_coordinators_are_shown_is_chosen_alike_and_counts_from_now(cast, last):
    shows(last, "ratings", "verdicts")
    before = timezone.now()

    made = begun(last, cast.chidi)

    assert set(made.shown_since) == {"ratings", "verdicts"}
    assert min(made.shown_since.values()) >= before


def test_its_questions_are_asked_with_choices_and_readers_and_without_answers(cast, last):
    site = question_of(last, read_by="members", is_required=True)
    question_of(last, "Anything else?", kind="text", asked_of="mentee")
    question_of(last, "No longer?", retired_at=timezone.now())
    answer(site, cast.ben, "Oslo")

    made = begun(last, cast.chidi)

    asked = made.questions.in_order().values_list("text", "choices", "read_by", "is_required", "asked_of", "version")
    assert list(asked) == [
        ("Which site do you work at?", ["Berlin", "Lagos", "Oslo"], "members", True, "both", 1),
        ("Anything else?", [], "coordinators", False, "mentee", 1),
    ]
    assert not any(question.given.exists() for question in made.questions.all())
    assert site.given.count() == 1


def test_matching_looks_at_its_own_questions_and_not_at_those_of_last_time(cast, last):
    site, gone = question_of(last, read_by="members"), question_of(last, "Gone?", read_by="members")
    last.matching = {"weights": {"goals": 4}, "answers": {str(site.pk): "same", str(gone.pk): "same"}}
    last.save()
    gone.retired_at = timezone.now()
    gone.save()

    made = begun(last, cast.chidi)

    assert made.matching == {"weights": {"goals": 4}, "answers": {str(made.questions.get().pk): "same"}}
    assert made.rules.answers == made.matching["answers"]


def test_holidays_come_along_where_they_lie_in_its_time_on_the_same_days(cast, last):
    to_come = (date(2027, 12, 20) - timezone.localdate()).days
    rest(last, to_come, to_come + 14, "Winter break")
    rest(last, 20, 25, "Whitsun")

    made = begun(last, cast.chidi)

    assert list(made.holidays.values_list("name", "starts_on")) == [("Winter break", date(2027, 12, 20))]
    assert [str(one) for one in NextCohort(last, "Next", NEXT).holidays_behind] == ["Whitsun"]


def test_the_coordinators_look_after_it_and_nobody_else_is_in_it(cast, last):
    MembershipFactory(programme=last, person=cast.dana, role=Role.COORDINATOR)
    MembershipFactory(programme=last, role=Role.COORDINATOR, left_at=timezone.now())

    made = begun(last, cast.chidi)

    assert {(seat.person, seat.role) for seat in made.memberships.all()} == {
        (cast.chidi, "coordinator"),
        (cast.dana, "coordinator"),
    }
    letters = Notice.objects.filter(kind="programmes/mail/next_cohort")
    assert [letter.person for letter in letters] == [cast.dana]
    assert "Mentoring 2026/27" in letters[0].body


def test_the_safeguarding_person_hears_of_it(cast, last):
    made = begun(last, cast.chidi)

    assert made.safeguarding_person == cast.efua
    assert cast.efua.notices.filter(kind="programmes/mail/safeguarding_named", subject__contains=made.name).exists()


def test_a_safeguarding_person_who_can_no_longer_sign_in_is_not_named_again(cast, last):
    User.objects.filter(pk=cast.efua.pk).update(is_active=False)

    assert begun(Programme.objects.get(pk=last.pk), cast.chidi).safeguarding_person is None


def test_who_is_kept_apart_stays_apart_and_nobody_learns_of_a_wish_by_it(client, cast, last):
    last.separations.create(one=cast.amara, other=cast.ben, kind=Separation.Kind.ASKED, by=cast.ben)
    client.force_login(cast.chidi)
    look = f"{page('next_cohort', last)}?name=Next&starts_on=2027-09-01"
    with_wish = client.get(look).content
    made = begun(last, cast.chidi)

    kept = made.separations.get()
    assert (kept.one, kept.other, kept.kind, kept.by) == (cast.amara, cast.ben, "asked", cast.ben)
    assert not Separation.objects.visible_to(cast.chidi).exists()
    made.delete()
    last.separations.all().delete()
    assert without_tokens(client.get(look).content) == without_tokens(with_wish)


def without_tokens(html: bytes) -> list[str]:
    return [line for line in html.decode().splitlines() if "csrf" not in line.lower()]


def test_what_its_endings_have_taught_is_read_with_from_the_first_day(cast, last):
    learnt = Refit.objects.create(programme=last, weights={}, attend_risk=0.2, mentorships=300, endings=90)

    made = begun(last, cast.chidi)

    assert (made.refit.attend_risk, made.refit.endings) == (0.2, 90)
    assert Refit.objects.get(programme=last).pk == learnt.pk != made.refit.pk


# ── What stays ────────────────────────────────────────────────────────────────
def test_nothing_that_people_wrote_or_did_comes_along(cast, last):
    live_once_of_everything(cast.mentorship)
    round_of(cast)
    announced(cast)
    InvitationFactory(programme=last)
    before = {name: getattr(last, name).count() for name in BEHIND if name != "followed_by"}
    assert before["mentorships"] and before["rounds"] and before["announcements"] and before["invitations"]

    made = begun(last, cast.chidi)

    assert {name: getattr(made, name).count() for name in BEHIND} == dict.fromkeys(BEHIND, 0)
    assert {name: getattr(last, name).count() for name in before} == before


# ── Looking first ─────────────────────────────────────────────────────────────
def test_the_page_says_what_it_would_be_and_makes_nothing(client, cast, last):
    question_of(last)
    client.force_login(cast.chidi)

    form = client.get(page("next_cohort", last))
    assert form.context["form"].initial == {"name": "Mentoring 2027/28", "starts_on": NEXT}
    html = client.get(page("next_cohort", last), {"name": "Mentoring 2027/28", "starts_on": "2027-09-01"}).content
    shown = html.decode()

    for words in ("30 June 2028", "Which site do you work at?", "Efua Mensah, who gets a letter", "Concerns stay"):
        assert words in shown
    assert Programme.objects.count() == 1


def test_the_button_makes_what_was_shown_once_however_often_it_is_pressed(client, cast, last):
    client.force_login(cast.chidi)
    typed = {"name": "Mentoring 2027/28", "starts_on": "2027-09-01"}
    sent = {**typed, "seen": client.get(page("next_cohort", last), typed).context["it"].seen}

    for _press in range(2):
        answered = client.post(page("begin_next_cohort", last), sent)

    made = last.followed_by.get()
    assert answered.url == made.get_absolute_url()
    shown = client.get(answered.url).content.decode()
    assert "Before it opens" in shown and page("invite_again", made) in shown
    assert "Mentoring 2027/28" in client.get(last.get_absolute_url()).content.decode()


def test_a_question_changed_meanwhile_is_shown_before_anything_is_made(client, cast, last):
    site = question_of(last)
    client.force_login(cast.chidi)
    typed = {"name": "Mentoring 2027/28", "starts_on": "2027-09-01"}
    sent = {**typed, "seen": client.get(page("next_cohort", last), typed).context["it"].seen}
    site.change(by=cast.chidi, text="Where are you?")

    refused = client.post(page("begin_next_cohort", last), sent)

    assert refused.status_code == 422
    assert "was changed since you looked" in refused.content.decode()
    assert "Where are you?" in refused.content.decode()
    assert not last.followed_by.exists()
    again = client.post(page("begin_next_cohort", last), {**typed, "seen": refused.context["it"].seen})
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"name": "x" * 121}, "At most 120 letters fit here"),
        ({"name": "MENTORING 2026/27"}, "There is one of this name already."),
        ({"starts_on": "2026-09-01"}, "began on 1 September 2026. The next one begins on a later day."),
        ({"starts_on": "0001-01-01"}, "The next one begins on a later day."),
        ({"starts_on": "2040-01-01"}, "Choose a day within three years."),
        ({"starts_on": "9999-12-31"}, "Choose a day within three years."),
        ({"starts_on": "soon"}, "date"),
    ],
)
def test_a_name_or_day_that_it_cannot_have_is_said_and_the_rest_is_kept(client, cast, last, typed, sentence):
    client.force_login(cast.chidi)
    sent = {"name": "Our next one", "starts_on": "2027-09-01", **typed}

    for refused in (client.get(page("next_cohort", last), sent), client.post(page("begin_next_cohort", last), sent)):
        shown = refused.content.decode()
        assert refused.status_code == 422 and sentence in shown
        assert ("Our next one" if "name" not in typed else "2027-09-01") in shown
    assert not last.followed_by.exists()


def test_one_that_would_be_over_at_once_is_not_begun(cast, last):
    Programme.objects.filter(pk=last.pk).update(starts_on=date(2025, 1, 1), ends_on=date(2025, 6, 30))

    with pytest.raises(NotNext, match="would end on 30 June 2026"):
        begun(Programme.objects.get(pk=last.pk), cast.chidi, starts_on=date(2026, 1, 1))


def test_of_two_who_begin_the_same_the_second_reads_that_it_is_there(cast, last):
    MembershipFactory(programme=last, person=cast.dana, role=Role.COORDINATOR)
    made = begun(last, cast.chidi)
    assert begun(last, cast.dana) == made  # at the same moment they wanted the same

    with time_machine.travel("2027-05-10T10:00:00Z"), pytest.raises(NotNext, match="one of this name"):
        begun(last, cast.dana)


# ── Who may ───────────────────────────────────────────────────────────────────
def test_only_its_coordinators_begin_it(client, cast, last):
    owner = User.objects.create(email="owner@example.org", is_superuser=True)
    for person in (cast.ben, cast.amara, cast.dana, owner):
        client.force_login(person)
        assert client.get(page("next_cohort", last)).status_code == 404
        assert client.post(page("begin_next_cohort", last)).status_code == 404
        with pytest.raises(NotYours):
            begun(last, person)


def test_a_coordinator_who_was_taken_out_meanwhile_makes_nothing(cast, last):
    Membership.objects.filter(person=cast.chidi).update(left_at=timezone.now())

    with pytest.raises(NotYours):
        NextCohort(last, "Next", NEXT).begin(by=cast.chidi, seen=NextCohort(last, "Next", NEXT).seen)


def test_another_seen_than_there_is_makes_nothing(cast, last):
    with pytest.raises(Overtaken):
        NextCohort(last, "Next", NEXT).begin(by=cast.chidi, seen="x\x00")


def test_members_of_the_last_one_read_of_the_next_only_once_they_may_see_it(client, cast, last):
    made = begun(last, cast.chidi)
    client.force_login(cast.ben)
    assert made.name not in client.get(last.get_absolute_url()).content.decode()

    Programme.objects.filter(pk=made.pk).update(joining="open")

    assert made.name in client.get(last.get_absolute_url()).content.decode()


def test_whoever_sees_the_new_one_alone_reads_nothing_of_the_last(client, cast, last):
    Programme.objects.filter(pk=last.pk).update(joining="invitation")
    made = begun(last, cast.chidi)
    MembershipFactory(programme=made, person=cast.dana, role=Role.COORDINATOR)
    client.force_login(cast.dana)

    shown = client.get(made.get_absolute_url()).content.decode()

    assert "Mentoring 2026/27" not in shown and page("invite_again", made) not in shown
    assert client.get(page("invite_again", made)).status_code == 404


def test_the_owner_is_led_to_it_where_programmes_are_made(client, cast, last):
    User.objects.filter(pk=cast.chidi.pk).update(is_superuser=True)
    client.force_login(User.objects.get(pk=cast.chidi.pk))

    assert page("next_cohort", last) in client.get(reverse("programmes:new")).content.decode()


# ── Days and names ────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("day", "of", "to", "then"),
    [
        (date(2026, 6, 30), date(2025, 9, 1), date(2026, 9, 1), date(2027, 6, 30)),  # a year of months
        (date(2026, 1, 31), date(2025, 9, 1), date(2025, 10, 1), date(2026, 2, 28)),  # a shorter month
        (date(2026, 6, 26), date(2025, 9, 1), date(2026, 8, 31), date(2027, 6, 25)),  # a Friday again
        (date(2026, 6, 26), date(2025, 9, 1), date(2026, 9, 3), date(2027, 6, 25)),  # and from another weekday
        (date(2025, 12, 31), date(2025, 1, 15), date(2026, 1, 15), date(2026, 12, 31)),
    ],
)
def test_days_move_by_whole_months_or_whole_weeks(day, of, to, then):
    assert moved(day, of=of, to=to) == then
    assert day.weekday() == then.weekday() or of.day == to.day


def test_a_programme_without_dates_has_a_next_one_without_a_last_day(cast):
    plain = ProgrammeFactory(name="Always open", created_at=timezone.now() - timedelta(days=30))
    MembershipFactory(programme=plain, person=cast.chidi, role=Role.COORDINATOR)

    made = begun(plain, cast.chidi)

    assert (made.starts_on, made.ends_on) == (NEXT, None)


def test_a_name_without_a_year_is_given_one_and_a_day_behind_us_is_not_suggested():
    programme = Programme(name="Spring cohort", starts_on=date(2024, 3, 1))

    assert suggested(programme) == ("Spring cohort 2028", date(2028, 3, 1))


@pytest.mark.parametrize(("starts_on", "first"), [(date(2026, 9, 1), NEXT), (date(2026, 9, 2), NEXT)])
def test_a_last_day_that_stands_for_never_stays_so(client, cast, last, starts_on, first):
    Programme.objects.filter(pk=last.pk).update(starts_on=starts_on, ends_on=date.max)
    client.force_login(cast.chidi)

    looked = client.get(page("next_cohort", last), {"name": "Next", "starts_on": first.isoformat()})

    assert looked.context["it"].ends_on == date.max
    assert begun(Programme.objects.get(pk=last.pk), cast.chidi).ends_on == date.max


def test_one_that_begins_on_the_last_day_there_is_has_no_next_one_and_says_so(client, cast, last):
    Programme.objects.filter(pk=last.pk).update(starts_on=date(9999, 5, 1), ends_on=None)
    client.force_login(cast.chidi)

    assert client.get(page("next_cohort", last)).status_code == 200


def test_a_few_days_in_a_shorter_month_stay_two(cast, last):
    Programme.objects.filter(pk=last.pk).update(starts_on=date(2027, 1, 28), ends_on=date(2027, 1, 30))

    made = begun(Programme.objects.get(pk=last.pk), cast.chidi, starts_on=date(2028, 2, 28))
    shorter = begun(Programme.objects.get(pk=last.pk), cast.chidi, name="Short", starts_on=date(2029, 2, 28))

    assert (made.ends_on, shorter.ends_on) == (date(2028, 2, 29), date(2029, 3, 1))


def test_a_programme_that_began_on_a_leap_day_has_a_next_one(client, cast, last):
    Programme.objects.filter(pk=last.pk).update(starts_on=date(2024, 2, 29), ends_on=date(2025, 1, 31))
    client.force_login(cast.chidi)

    assert client.get(page("next_cohort", last)).context["form"].initial["starts_on"] == date(2028, 2, 29)
    made = begun(Programme.objects.get(pk=last.pk), cast.chidi, starts_on=date(2028, 2, 29))
    assert made.ends_on == date(2029, 1, 31)
