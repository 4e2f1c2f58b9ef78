"""A finding as it is shown: how pressing, where its repair starts, what it rests on."""

from datetime import timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from alongside.health import Finding
from alongside.health import Level as HealthLevel
from alongside.health.remedies import REMEDIES
from alongside.web.meetings.guides import guide_after_booking, guide_of
from alongside.web.mentorships.models import Mentorship
from alongside.web.readings.models import Reading
from alongside.web.readings.noticed import PAGES, STARTS, noticed, page_of
from tests.factories.lives import hold, live_once_of_everything, set_goal


@pytest.fixture
def quiet(cast) -> Mentorship:
    hold(cast.mentorship, 7)
    Reading.objects.take(Mentorship.objects.select_related("programme"), on=timezone.localdate())
    return cast.mentorship


def reading_for(mentorship: Mentorship, audience: str, **more: str) -> Reading:
    found = Reading.objects.get(mentorship=mentorship, audience=audience)
    for name, value in more.items():
        setattr(found, name, value)
    return found


def test_one_part_never_looks_more_pressing_than_the_whole(quiet):
    for level, loudest in (("steady", "watch"), ("watch", "watch"), ("attend", "attend")):
        reading = reading_for(quiet, "mentee", level=level)
        reading.findings = [{**finding, "level": "attend"} for finding in reading.findings]
        assert {one.level for one in noticed(reading)} == {loudest}


def test_only_the_first_repair_is_a_button(client, cast, quiet):
    shown = noticed(reading_for(quiet, "mentee"))
    assert [one.is_first for one in shown] == [True] + [False] * (len(shown) - 1)
    client.force_login(cast.ben)

    page = client.get(quiet.get_absolute_url()).text.partition("What we noticed")[2].partition("Next meeting")[0]

    assert page.count('class="button"') == 1


def test_a_coordinator_reads_what_was_noticed_as_it_is_worded_for_them(client, cast, quiet):
    client.force_login(cast.chidi)

    for page in (quiet.get_absolute_url(), reverse("readings:mentorship", args=[quiet.pk])):
        text = client.get(page).text.partition('class="finding')[2].partition("So far")[0]
        assert "Amara and Ben have" in text
        assert "You agreed" not in text
        assert "It has been a while" not in text


@pytest.mark.parametrize("start", sorted({remedy.start for remedy in REMEDIES.values()}))
def test_every_repair_the_engine_knows_opens_with_a_link(client, cast, start):
    page, label = STARTS[start]
    client.force_login(cast.ben)

    answer = client.get(reverse(page, args=[cast.mentorship.pk]), follow=True)

    assert str(label)
    assert answer.status_code == 200


def finding_with(remedy: str) -> dict[str, Any]:
    return Finding("rhythm.quiet", "communication", HealthLevel.ATTEND, remedy=remedy).to_dict()


@pytest.mark.parametrize("remedy", REMEDIES)
@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_the_button_of_every_repair_opens_for_each_side(client, cast, quiet, side, remedy):
    reading = reading_for(quiet, side)
    reading.findings = [finding_with(remedy)]
    person = getattr(quiet, side)
    client.force_login(person)

    [shown] = noticed(reading)
    page = client.get(shown.start_url, follow=True)

    assert page.status_code == 200
    guide = guide_of(remedy)
    if guide:
        assert page.context["guide"] == guide
        assert page.context["mentorship"] == quiet
        assert str(guide.title) in shown.start_label
    elif follows := guide_after_booking(remedy):
        assert page.context["guide"] == follows
        assert "Next you prepare with the guide" in page.text


@pytest.mark.parametrize("remedy", REMEDIES)
def test_a_coordinator_is_led_to_a_letter_and_to_a_guide_that_is_nobodys(client, cast, quiet, remedy):
    reading = reading_for(quiet, "coordinator")
    reading.findings = [finding_with(remedy)]
    client.force_login(cast.chidi)

    [shown] = noticed(reading)
    html = render_to_string("components/noticed.html", {"one": shown, "for_coordinator": True})

    assert shown.start_url == reverse("coordination:write", args=[quiet.pk])
    assert shown.guide == guide_of(remedy)
    assert f"/of/{quiet.pk}/guides/" not in html
    if shown.guide:
        address = reverse("meetings:guide", args=[shown.guide.slug])
        assert address in html
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(("side", "label"), [("mentor", "Write a message"), ("mentee", "Set a time to meet")])
def test_where_a_message_waits_the_sentence_speaks_of_what_the_button_does(quiet, side, label):
    reading = reading_for(quiet, side)
    waits = Finding("rhythm.unanswered", "communication", HealthLevel.ATTEND, side="mentor", remedy="nudge_both")
    reading.findings = [waits.to_dict()]

    [shown] = noticed(reading)

    assert shown.start_label == label
    assert ("A line is enough" in shown.words.remedy.text) == (side == "mentor")


def test_a_good_sign_whose_repair_has_a_guide_offers_it_without_a_button(quiet):
    reading = reading_for(quiet, "mentee", level="steady")
    ending = Finding("ending.near", "goals", HealthLevel.STEADY, remedy="closing_session")
    reading.findings = [ending.to_dict()]

    html = render_to_string("components/noticed.html", {"one": noticed(reading)[0]})

    assert reverse("meetings:guide_of_pair", args=[quiet.pk, "closing"]) in html
    assert 'class="button"' not in html


def test_looking_at_the_goals_again_leads_to_the_one_there_is(client, cast):
    client.force_login(cast.ben)
    look = reverse("goals:look_again", args=[cast.mentorship.pk])

    assert client.get(look)["Location"] == reverse("goals:set", args=[cast.mentorship.pk])
    goal = set_goal(cast.mentorship, 1)
    assert client.get(look)["Location"] == reverse("goals:review", args=[goal.pk])
    set_goal(cast.mentorship, 2)
    assert client.get(look)["Location"] == reverse("goals:list", args=[cast.mentorship.pk])


def test_each_row_a_finding_may_name_can_be_opened_by_the_pair(client, cast):
    live_once_of_everything(cast.mentorship)
    Reading.objects.take(Mentorship.objects.select_related("programme"), on=timezone.localdate())
    own = cast.mentorship.checkins.get(person=cast.ben)
    rows = {
        "meeting": cast.mentorship.meetings.first(),
        "goal": cast.mentorship.goals.get(),
        "agreement": cast.mentorship,
        "feedback": cast.mentorship.feedback.get(),
        "checkin": own,
        "action": cast.mentorship.actions.get(),
        "contact": cast.mentorship.contacts.get(),
        "message": cast.mentorship.messages.first(),
        "holidays": cast.programme,
    }
    client.force_login(cast.ben)

    assert set(rows) == set(PAGES)
    for kind, row in rows.items():
        named = row.key if kind in ("feedback", "message") else row.pk
        assert client.get(page_of(f"{kind}:{named}"), follow=True).status_code == 200, kind


def test_feedback_that_an_earlier_reading_names_by_its_number_is_shown_without_a_link():
    assert page_of("feedback:12") == ""


def test_an_event_of_long_ago_has_a_year_beside_its_day(quiet):
    reading = reading_for(quiet, "mentee")
    near = noticed(reading)[0].sources
    reading.on += timedelta(days=400)
    far = noticed(reading)[0].sources

    assert not any(source.is_long_ago for source in near)
    assert far and all(source.is_long_ago for source in far)
    page = render_to_string("components/noticed.html", {"one": noticed(reading)[0], "with_sources": True})
    assert f"{far[0].on:%B %Y}" in page
