"""Every page that the four people of the demo can reach by its links, one of each kind: axe, wide and on a phone."""

import re

import pytest
from django.core.management import call_command
from django.urls import Resolver404, resolve

from alongside.web.project.demo.people import PASSWORD
from tests.journeys.conftest import PHONE, WIDE, Visitor, check_accessibility, check_targets

pytestmark = pytest.mark.django_db(transaction=True)

# Not ours to walk: Django's own administration, files, and the page that signs out.
LEFT_OUT = re.compile(r"^/(admin|static)/|/calendar/$|/logout/|/data/$|^/account/2fa/recovery-codes/download")
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
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{page.url} is {wider}px wider than {size['width']}px"
    assert not person.broken, (page.url, person.broken)


def walk(person: Visitor) -> set[str]:
    """Follow every link from home; return the kinds of pages seen. Fails at the first page that is not right."""
    seen: dict[str, set[str]] = {}
    ahead = ["/home/"]
    while ahead:
        path = ahead.pop(0)
        visited = seen.setdefault(kind_of(path), set())
        if path in visited or len(visited) >= OF_EACH_KIND:
            continue
        visited.add(path)
        answer = person.page.goto(person.site + path)
        assert answer and answer.status == 200, (path, answer and answer.status)
        check_as_it_is(person)
        ahead += links_on(person)
    return set(seen)


@pytest.mark.parametrize(
    ("who", "least", "must_see"),
    [
        ("ben", 30, {"home:mentorship", "readings:mentorship", "people:profile", "programmes:mentors", "requests:ask"}),
        ("amara", 30, {"requests:request", "meetings:meeting", "goals:goal", "mentorships:agreement"}),
        ("chidi", 12, {"coordination:today", "coordination:write", "programmes:members"}),
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
