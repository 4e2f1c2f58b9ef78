from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.web.goals.errors import Closed
from alongside.web.notices.models import Notice
from tests.factories.goals import set_goal


@pytest.mark.parametrize(
    ("outcome", "word"), [("met", "You reached it"), ("partly", "Part of the way"), ("dropped", "Letting go")]
)
def test_closing_ends_with_a_kind_word(client, cast, outcome, word):
    goal = set_goal(cast.mentorship)
    client.force_login(cast.ben)

    page = client.post(reverse("goals:close", args=[goal.pk]), {"outcome": outcome}, follow=True).content.decode()

    goal.refresh_from_db()
    assert (goal.outcome, goal.closed_by) == (outcome, cast.ben)
    assert word in page
    assert Notice.objects.filter(kind="goals/mail/closed", person=cast.amara).exists()


@pytest.mark.parametrize("outcome", ["", "won"])
def test_an_outcome_that_is_none_is_refused(client, cast, outcome):
    goal = set_goal(cast.mentorship)
    client.force_login(cast.ben)

    assert client.post(reverse("goals:close", args=[goal.pk]), {"outcome": outcome}).status_code == 422


def test_a_goal_is_closed_once(cast):
    goal = set_goal(cast.mentorship)
    goal.close(by=cast.ben, outcome="met")

    with pytest.raises(Closed):
        goal.close(by=cast.amara, outcome="dropped")


def test_the_other_may_reopen_it(client, cast):
    goal = set_goal(cast.mentorship)
    goal.close(by=cast.ben, outcome="met")
    client.force_login(cast.amara)

    client.post(reverse("goals:reopen", args=[goal.pk]))

    goal.refresh_from_db()
    assert goal.is_open
    assert Notice.objects.filter(kind="goals/mail/reopened", person=cast.ben).exists()


def test_an_open_goal_is_not_reopened(client, cast):
    goal = set_goal(cast.mentorship)
    client.force_login(cast.amara)

    page = client.post(reverse("goals:reopen", args=[goal.pk]), follow=True)

    assert "This goal is open already." in [str(message) for message in page.context["messages"]]


def waiting(person) -> list[str]:
    letters = Notice.objects.filter(person=person, sent_at=None).order_by("pk")
    return [kind.rpartition("/")[2] for kind in letters.values_list("kind", flat=True)]


def test_what_asks_about_a_goal_is_settled_by_the_answer_and_by_closing(cast):
    goal = set_goal(cast.mentorship)
    goal.revise(by=cast.ben, title="Give two talks")
    assert waiting(cast.amara) == ["set", "revised"]
    goal.assent(by=cast.amara, version=2)
    assert waiting(cast.amara) == []

    type(goal).objects.update(next_review_on=timezone.localdate())
    call_command("remind_reviews", stdout=StringIO())
    assert waiting(cast.amara) == waiting(cast.ben) == ["review"]
    goal.close(by=cast.amara, outcome="met")
    assert (waiting(cast.amara), waiting(cast.ben)) == ([], ["closed"])


def test_closed_and_reopened_leaves_only_what_is_true(cast):
    goal = set_goal(cast.mentorship)
    goal.close(by=cast.ben, outcome="met")
    goal.reopen(by=cast.ben)
    assert waiting(cast.amara) == ["reopened"]

    goal.close(by=cast.ben, outcome="met")

    assert waiting(cast.amara) == ["closed"]
