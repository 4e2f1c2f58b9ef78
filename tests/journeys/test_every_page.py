"""Every page that the four people of the demo can reach by its links, one of each kind: axe, wide and on a phone."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.urls import Resolver404, resolve
from django.utils import timezone

from alongside.web.project.demo.people import PASSWORD
from tests.factories.cast import Cast
from tests.factories.lives import live_once_of_everything, set_goal
from tests.factories.meetings import ActionFactory, MeetingFactory
from tests.factories.requests import RequestFactory
from tests.journeys.conftest import PHONE, WIDE, Visitor, check_accessibility, check_reflow, check_targets, check_width

pytestmark = pytest.mark.django_db(transaction=True)

# Not ours to walk: Django's own administration, files, and the page that signs out.
LEFT_OUT = re.compile(
    r"^/(admin|static|api/v1)/|/calendar/$|/logout/|/data/$|^/reports/\d+/(last-time/)?numbers/$|/members/sheet/|^/record/sheet/"
    r"|^/account/2fa/recovery-codes/download"
)
# Each kind of page twice: the second often stands at another stage.
OF_EACH_KIND = 2


def kind_of(path: str) -> str:
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return path


def links_on(person: Visitor) -> list[str]:
    hrefs: list[str] = person.page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
    own = [href.removeprefix(person.site) for href in hrefs if href.startswith(person.site)]
    return [path.partition("#")[0] for path in own if not LEFT_OUT.search(path)]


def check_as_it_is(person: Visitor) -> None:
    page = person.page
    for scheme, size in (("light", WIDE), ("dark", PHONE)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size(size)  # type: ignore[arg-type]
        check_accessibility(page)
        if size is PHONE:
            check_targets(page)
        check_width(page)
    check_reflow(page)
    assert not person.broken, (page.url, person.broken)


def check_only_the_width(person: Visitor) -> None:
    for size in (WIDE, PHONE):
        person.page.set_viewport_size(size)  # type: ignore[arg-type]
        check_width(person.page)
    check_reflow(person.page)


def walk(person: Visitor, check: Callable[[Visitor], None] = check_as_it_is, of_each: int = OF_EACH_KIND) -> set[str]:
    """Follow every link from home; return the kinds of pages seen. Fails at the first page that is not right."""
    seen: dict[str, set[str]] = {}
    looked_at: set[str] = set()
    titles: dict[str, str] = {}
    ahead = ["/home/"]
    while ahead:
        path = ahead.pop(0)
        visited = seen.setdefault(kind_of(path), set())
        if path in visited or len(visited) >= of_each:
            continue
        visited.add(path)
        answer = person.page.goto(person.site + path)
        assert answer and answer.status == 200, (path, answer and answer.status)
        here = urlsplit(person.page.url).path
        # Sent on, as to prove who one is: that page is looked at once, not for each address it guards.
        if here in looked_at and here != path.partition("?")[0]:
            continue
        looked_at.add(here)
        check(person)
        # A tab or a list of what was visited does not tell with whom somebody is worried.
        if not here.startswith("/concerns/"):
            assert titles.setdefault(person.page.title(), here) == here, person.page.title()
        ahead += links_on(person)
    return set(seen)


@pytest.mark.parametrize(
    ("who", "least", "must_see"),
    [
        ("ben", 30, {"home:mentorship", "readings:mentorship", "people:profile", "programmes:mentors", "requests:ask"}),
        ("amara", 30, {"requests:request", "meetings:meeting", "goals:goal", "mentorships:agreement"}),
        ("chidi", 12, {"coordination:today", "coordination:write", "programmes:members", "reports:report"}),
        ("robin", 8, {"programmes:list", "people:settings"}),
    ],
)
def test_every_page_that_can_be_reached_is_in_order(visitor, settings, who, least, must_see):
    settings.IS_DEMO = True
    call_command("load_demo", verbosity=0)
    person = visitor()
    person.sign_in(f"{who}@example.org", PASSWORD)

    kinds = walk(person)

    assert must_see <= kinds
    assert len(kinds) >= least, kinds


def long(most: int, text: str) -> str:
    """One word or link without a place to break it, as long as its field allows."""
    return (text * most)[:most]


@pytest.mark.parametrize("who", ["amara", "chidi"])
def test_no_page_grows_wider_than_the_screen_with_a_word_that_has_no_end(visitor, who):
    cast = Cast()
    programme, pair = cast.programme, cast.mentorship
    live_once_of_everything(pair)
    link = "https://example.org/" + long(140, "a")
    programme.name = long(60, "N")
    programme.about = link
    programme.save()
    for one in (cast.amara, cast.ben):
        one.name = long(90, "W")
        one.save()
        for field in ("headline", "about", "wants", "helps"):
            setattr(one.profile, field, long(140, "m"))
        one.profile.save()
    pair.goals.update(title=long(160, "g"))
    set_goal(pair, 3)
    pair.goals.filter(closed_at=None).update(
        title=link, measure=long(200, "m"), why=link, unit=long(40, "u"), target=5, baseline=1
    )
    MeetingFactory(mentorship=pair, place=link)
    ActionFactory(mentorship=pair, text=link)
    pair.feedback.update(helped=link, shared_with="partner", given_at=timezone.now() - timedelta(days=1))
    RequestFactory(programme=programme, mentor=cast.amara, goal=link, why_you=link)
    person = visitor()
    person.enter(getattr(cast, who))

    assert len(walk(person, check_only_the_width, of_each=1)) > 20
