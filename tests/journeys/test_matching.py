"""From a messy sign-up sheet to two people who said yes: a coordinator at the board, a mentee and a mentor at home.

Every page on the way is checked with axe, wide and on a phone, light and dark.
"""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User
from alongside.web.programmes.models import Programme
from alongside.web.project.demo.people import PASSWORD as DEMO_PASSWORD
from alongside.web.proposals.models import Proposal
from alongside.web.rounds.models import Run
from tests.factories.cast import Cast
from tests.factories.rounds import mentee, mentor
from tests.factories.rounds import publish as publish_now
from tests.factories.rounds import run as run_now
from tests.factories.sheets import COLUMNS, csv_of, rows
from tests.journeys.conftest import Visitor, link_in
from tests.post_office import text_of

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "seven quiet herons"


@pytest.fixture
def chidi(visitor, transactional_db) -> Visitor:
    """A coordinator with an empty programme."""
    cast = Cast()
    cast.chidi.set_password(PASSWORD)
    cast.chidi.save()
    cast.chidi.emailaddress_set.create(email=cast.chidi.email, verified=True, primary=True)
    person: Visitor = visitor()
    person.sign_in(cast.chidi.email, PASSWORD)
    return person


def press(person: Visitor, button: str) -> None:
    """Press a button and wait for the page after it."""
    with person.page.expect_navigation():
        person.page.get_by_role("button", name=button).first.click()


def follow(person: Visitor, link: str) -> None:
    with person.page.expect_navigation():
        person.page.get_by_role("link", name=link).first.click()


def open_a_round(chidi: Visitor) -> None:
    chidi.go("/home/")
    follow(chidi, "Matching")
    chidi.check_page()
    follow(chidi, "Open a round")
    chidi.check_page()
    chidi.page.get_by_label("Name").fill("Spring round")
    press(chidi, "Open the round")
    chidi.check_page()


def bring_a_sheet_in(chidi: Visitor, table: list[list[str]], tmp_path) -> None:
    """Upload, look, say what three columns hold, mend a word, leave one bad row out, bring in."""
    follow(chidi, "Bring in a sign-up sheet")
    chidi.check_page()
    path = tmp_path / "Sign-ups.csv"
    path.write_bytes(csv_of(table).read())
    chidi.page.get_by_label("Sign-up sheet").set_input_files(path)
    press(chidi, "Look at it")
    chidi.check_page()
    for heading, field in COLUMNS.items():
        chidi.page.get_by_label(heading, exact=False).select_option(field)
    press(chidi, "Read it like this")
    chidi.check_page()
    assert "2 rows need mending" in chidi.page.content()
    assert chidi.page.get_by_label("Read “Europe/Berln” as").input_value() == "Europe/Berlin"
    press(chidi, "Read them like this")
    chidi.check_page()
    assert "The role is missing." in chidi.page.content()
    chidi.page.get_by_label("Leave out the row with problems").check()
    chidi.page.get_by_role("button", name=re.compile("^Bring in")).click()
    with chidi.page.expect_navigation():
        chidi.page.get_by_role("dialog").get_by_role("button", name=re.compile("^Bring in")).click()
    chidi.check_page()


def match(chidi: Visitor) -> None:
    """Ask for it, watch it, and see the result appear without a reload of one's own."""
    press(chidi, "Match")
    chidi.check_page()
    call_command("match_rounds")
    chidi.page.get_by_role("heading", name="This result").wait_for()
    chidi.check_page()


def change_by_hand(chidi: Visitor) -> None:
    """Open a pair, ask why not somebody else, lock them, see it on the board, take it back."""
    page = chidi.page
    chidi.leave_by(page.locator(".row h2 a", has_text=" with ").first)
    chidi.expect_at("/pairings/")
    chidi.check_page()
    page.get_by_role("link", name=re.compile("^Why not ")).first.click()
    page.get_by_role("button", name=re.compile("^Pair ")).first.wait_for()
    chidi.check_page()
    press(chidi, "Lock this pair")
    assert "The rest is matched again" in page.content()
    chidi.check_page()
    follow(chidi, "Result")
    read_out = page.locator("#count").element_handle()
    page.get_by_label("Show").select_option("locked")
    page.wait_for_url("**show=locked**")
    expect(page.locator("#count")).to_contain_text("1 mentee")
    assert read_out.evaluate("place => place.isConnected"), "what is itself put in anew is not read out"
    assert page.locator("#found .row").count() == 1
    press(chidi, "Undo")
    assert "Taken back" in page.content()


def change_the_rules(chidi: Visitor) -> None:
    """What would change stands beside the form as soon as a choice is made."""
    page = chidi.page
    follow(chidi, "Rules")
    chidi.check_page()
    read_out = page.locator("#preview").element_handle()
    page.get_by_label("Interests").select_option("4")
    page.get_by_text("Interests: counts very much").wait_for()
    assert read_out.evaluate("place => place.isConnected"), "what is itself put in anew is not read out"
    page.get_by_label("Values").select_option("0")
    page.get_by_text("Values: counts not at all").wait_for()
    chidi.check_page()
    page.get_by_label("Why you change them").fill("We try it with interests")
    press(chidi, "Save and match again")
    chidi.check_page()
    follow(chidi, "See who has moved")
    chidi.check_page()
    follow(chidi, "Record")
    assert "We try it with interests" in page.content()
    chidi.check_page()


def publish(chidi: Visitor, send_letters) -> Proposal:
    follow(chidi, "Result")
    follow(chidi, "Publish")
    chidi.check_page()
    press(chidi, "Publish and tell them")
    chidi.check_page()
    call_command("follow_up_proposals")
    send_letters()
    return Proposal.objects.select_related("mentor", "mentee").first()


def sign_in_by_code(person: Visitor, email: str, post_office) -> None:
    """Who was brought in has no password: the letter leads to a code, and the code lets them in."""
    first = text_of(post_office.to(email)[0])
    person.go(re.findall(r"https?://[^/\s]+(/account/login/code/\S*)", first)[0])
    person.page.get_by_label(re.compile("^E-?mail")).first.fill(email)
    person.page.locator("main form button").first.click()
    person.page.wait_for_url("**/confirm/**")
    code = re.search(r"\b([A-Z0-9]{3,5}-[A-Z0-9]{3,5})\b", text_of(post_office.to(email)[-1]))
    assert code
    person.page.get_by_label("Code").fill(code[1])
    person.page.locator("main form button").first.click()
    person.page.wait_for_url("**/home/")


def say_yes(person: Visitor, partner: str) -> None:
    person.check_page()
    follow(person, f"{partner} is proposed to you")
    person.check_page()
    press(person, f"Yes, meet {partner}")
    person.check_page()


def test_from_a_messy_sheet_to_two_who_said_yes(chidi, visitor, post_office, send_letters, tmp_path):
    table = rows(60)
    table[7][9], table[8][3] = "Europe/Berln", ""
    open_a_round(chidi)
    bring_a_sheet_in(chidi, table, tmp_path)
    call_command("learn_meanings")
    match(chidi)
    change_by_hand(chidi)
    change_the_rules(chidi)
    send_letters()
    made = publish(chidi, send_letters)
    one, other = visitor(), visitor()

    for person, who, partner in ((one, made.mentee, made.mentor), (other, made.mentor, made.mentee)):
        assert link_in(post_office, who.email, "/proposals/")
        sign_in_by_code(person, who.email, post_office)
        say_yes(person, partner.first_name)

    assert Mentorship.objects.get().mentee == made.mentee
    assert "/mentorships/" in other.page.url
    one.go("/home/")
    one.check_page()
    chidi.page.reload()
    assert "both said yes" in chidi.page.content()
    chidi.go(made.get_absolute_url())
    chidi.check_page()


def test_a_run_takes_neither_the_focus_nor_the_typing_away(chidi):
    programme = Programme.objects.get()
    mentor(programme, "Leo Marsh", "law")
    mentee(programme, "Lena Ruiz", "law")
    open_a_round(chidi)
    made = programme.rounds.get()
    run_now(made)
    made.ask_run(by=None)
    page = chidi.go(made.get_absolute_url())

    look = page.locator("#progress").get_by_role("link")
    look.focus()
    Run.objects.filter(state="waiting").update(state="working", progress=40)
    page.get_by_text("Comparing everybody with everybody").wait_for()
    expect(look).to_be_focused()

    page.get_by_label("Name").press_sequentially("Lena")
    Run.objects.filter(state="working").update(state="waiting", progress=0)
    call_command("match_rounds")
    expect(look).to_have_text("See the result")
    expect(page.get_by_label("Name")).to_be_focused()
    expect(page.get_by_label("Name")).to_have_value("Lena")
    look.click()
    expect(page.locator("#progress")).to_have_count(0)
    assert not chidi.broken


def test_a_proposal_is_turned_down_kindly_and_the_next_in_line_is_proposed(chidi, visitor, tmp_path):
    programme = Programme.objects.get()
    leo = mentor(programme, "Leo Marsh", "law")
    mentee(programme, "Lena Ruiz", "law")
    open_a_round(chidi)
    (made,) = publish_now(programme.rounds.get(), User.objects.get(email="chidi@example.org"))
    made.accept(by=leo)  # else his place would be held until he has answered, too
    mentee(programme, "Ivo Berg", "law")
    lena: Visitor = visitor()
    made.mentee.set_password(PASSWORD)
    made.mentee.save()
    made.mentee.emailaddress_set.create(email=made.mentee.email, verified=True, primary=True)
    lena.sign_in(made.mentee.email, PASSWORD)
    lena.go("/proposals/")
    lena.check_page()
    lena.go(made.get_absolute_url())
    follow(lena, "Rather not")
    lena.check_page()
    lena.page.get_by_label("I have found somebody already").check()
    lena.page.get_by_label("Suggest nobody else to me for now").check()
    press(lena, "Say no")
    lena.check_page()

    call_command("match_waiting")

    follow(chidi, "Proposals")
    assert "Ivo Berg with Leo Marsh" in chidi.page.content()
    chidi.check_page()
    assert Proposal.objects.open().get().mentor == leo


def test_the_cohort_of_the_demo_can_be_walked_from_board_to_yes(visitor, settings, transactional_db):
    settings.IS_DEMO = True
    call_command("load_demo", verbosity=0)
    call_command("learn_meanings")
    chidi, ben = visitor(), visitor()
    chidi.sign_in("chidi@example.org", DEMO_PASSWORD)
    follow(chidi, "Matching")
    follow(chidi, "Go on First round")
    chidi.check_page()
    match(chidi)
    chidi.check_page("board")
    follow(chidi, "Rules")
    chidi.page.get_by_label("Interests").select_option("4")
    chidi.page.get_by_text(re.compile("would have another mentor")).first.wait_for()
    chidi.check_page("rules")
    follow(chidi, "Result")
    follow(chidi, "Publish")
    press(chidi, "Publish and tell them")
    chidi.check_page()

    ben.sign_in("ben@example.org", DEMO_PASSWORD)
    ben.check_page()
    follow(ben, "is proposed to you as a mentor")
    ben.check_page("proposal")
    ben.page.get_by_role("button", name=re.compile("^Yes, meet ")).click()
    ben.page.get_by_text("Your yes is in").first.wait_for()
    ben.check_page()
