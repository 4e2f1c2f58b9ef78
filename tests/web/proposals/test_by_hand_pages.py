"""From a member's name to a proposal by hand, as a coordinator meets it on the pages."""

import pytest
from django.urls import reverse

from alongside.web.cases.models import Case
from alongside.web.programmes.models import Role, Separation
from alongside.web.proposals.candidates import MOST, Candidates
from alongside.web.proposals.models import Proposal
from tests.factories.mentorships import MentorshipFactory, NewMentorshipFactory
from tests.factories.programmes import MembershipFactory, ProgrammeFactory
from tests.factories.rounds import mentee, mentor, publish, round_of


@pytest.fixture
def here(cast):
    """Leo mentors in law, Abe in art; Lena looks for law. Chidi coordinates."""
    assert cast.chidi
    cast.leo = mentor(cast.programme, "Leo Marsh", "law", speaks=["en"])
    cast.abe = mentor(cast.programme, "Abe Frost", "art", speaks=["en"])
    cast.lena = mentee(cast.programme, "Lena Ruiz", "law", speaks=["en"])
    return cast


def seat(person):
    return person.memberships.exclude(role="coordinator").get()


def choose(person) -> str:
    return reverse("proposals:choose", args=[seat(person).pk])


def with_(one, other) -> str:
    return reverse("proposals:propose", args=[seat(one).pk, seat(other).pk])


@pytest.fixture
def page(client, here):
    client.force_login(here.chidi)

    def at(address: str) -> str:
        answer = client.get(address)
        assert answer.status_code == 200
        return answer.content.decode()

    return at


def best(cast, person) -> list[str]:
    return [one.seat.person.first_name for one in Candidates(seat(person), cast.chidi).best]


def test_the_best_few_come_first_with_why_and_what_does_not_match(here, page):
    for number in range(MOST + 2):
        mentor(here.programme, f"Max{number} Frost", "cooking")

    html = page(choose(here.lena))

    assert best(here, here.lena)[0] == "Leo" and len(best(here, here.lena)) == MOST
    assert "Suggest a mentor to Lena Ruiz" in html and "law" in html and "room for 1 more" in html
    assert with_(here.lena, here.leo) in html
    assert "%" not in html.partition("</h1>")[2].partition("</main>")[0]


def test_to_a_mentor_mentees_are_suggested_who_look_for_one(here, page):
    busy = mentee(here.programme, "Ivo Berg", "law")
    MentorshipFactory(programme=here.programme, mentor=here.abe, mentee=busy)

    html = page(choose(here.leo))

    assert "Suggest a mentee to Leo Marsh" in html
    assert best(here, here.leo) == ["Lena"]


def test_whom_something_is_against_is_not_among_the_best_and_is_found_by_name_with_why_not(here, page):
    Separation.objects.keep_apart(here.programme, here.leo, here.lena, kind="apart", by=here.chidi)
    mentor(here.programme, "Leona Hall", "law")
    away = mentor(here.programme, "Leon Gray", "law")
    seat(away).go_away(by=away, until=None)

    assert best(here, here.lena) == ["Leona", "Abe"]
    html = page(choose(here.lena) + "?name=leo")

    assert "Lena Ruiz and Leo Marsh are not to be paired." in html
    assert "Leon Gray is away, and nobody is proposed to them" in html
    assert with_(here.lena, here.leo) not in html
    assert "Nobody of that name is here." in page(choose(here.lena) + "?name=zz")


def test_where_nobody_fits_the_rules_the_page_says_so(here, page):
    for person in (here.leo, here.abe):
        seat(person).go_away(by=person, until=None)
    assert "No mentor with room fits the rules just now." in page(choose(here.lena))


def test_one_to_whom_somebody_is_proposed_gets_nobody_else_and_the_page_leads_to_it(here, page):
    made = Proposal.objects.propose(here.programme, mentee=here.lena, mentor=here.leo, by=here.chidi)

    html = page(choose(here.lena))

    assert "A proposal to Lena Ruiz waits for an answer" in html and made.get_absolute_url() in html
    assert with_(here.lena, here.abe) not in html


def test_a_coordinator_proposes_sees_where_it_stands_and_takes_it_back(client, here, page):
    assert "Propose them to each other" in page(with_(here.lena, here.leo))

    answer = client.post(with_(here.lena, here.leo), {"note": "You both spoke of Lisbon."}, follow=True)
    made = Proposal.objects.get()
    assert answer.redirect_chain[-1][0] == made.get_absolute_url()
    assert (made.mentee, made.mentor, made.by, made.note) == (
        here.lena, here.leo, here.chidi, "You both spoke of Lisbon.",
    )  # fmt: skip
    assert "proposed by Chidi Eze" in answer.content.decode() and "No answer yet." in answer.content.decode()
    listed = reverse("proposals:by_hand", args=[here.programme.pk])
    assert "Lena Ruiz with Leo Marsh" in page(listed)

    answer = client.post(reverse("proposals:withdraw", args=[made.pk]), {"why": "Leo is moving"}, follow=True)
    assert answer.redirect_chain[-1][0] == listed
    html = page(made.get_absolute_url())
    assert "Chidi Eze took it back" in html and "Leo is moving" in html


def test_from_a_mentors_place_the_same_two_are_proposed(client, here):
    client.force_login(here.chidi)
    client.post(with_(here.leo, here.lena), {"note": ""})

    made = Proposal.objects.get()
    assert (made.mentee, made.mentor) == (here.lena, here.leo)


def test_the_two_read_the_note_and_nothing_of_why_it_was_taken_back(client, here):
    made = Proposal.objects.propose(
        here.programme, mentee=here.lena, mentor=here.leo, by=here.chidi, note="<b>Lisbon</b>"
    )
    for person in (here.lena, here.leo):
        client.force_login(person)
        html = client.get(made.get_absolute_url()).content.decode()
        assert "Chidi Eze writes" in html and "&lt;b&gt;Lisbon" in html
        assert "The two of you and the programme" in html
    made.withdraw(by=here.chidi, why="Leo is moving")
    for person in (here.lena, here.leo):
        client.force_login(person)
        html = client.get(made.get_absolute_url()).content.decode()
        assert "moving" not in html and "took it back" not in html and "did not come about" in html


def test_a_second_mentor_wants_a_line_for_what_and_what_was_typed_stays(client, here, page):
    MentorshipFactory(programme=here.programme, mentor=here.abe, mentee=here.lena)
    assert "Suggest a second mentor to Lena Ruiz" in page(choose(here.lena))

    answer = client.post(with_(here.lena, here.leo), {"what_for": " ", "note": "Hello both"})
    assert answer.status_code == 422 and "Hello both" in answer.content.decode()
    client.post(with_(here.lena, here.leo), {"what_for": "contract\nlaw", "note": ""})

    assert Proposal.objects.get().what_for == "contract law"
    client.force_login(here.lena)
    html = client.get(Proposal.objects.get().get_absolute_url()).content.decode()
    assert "proposed to you as a second mentor" in html and "contract law" in html


def test_what_has_changed_since_the_page_was_drawn_is_said_and_the_note_stays(client, here):
    client.force_login(here.chidi)
    Proposal.objects.propose(here.programme, mentee=here.lena, mentor=here.abe, by=here.chidi)

    answer = client.post(with_(here.lena, here.leo), {"note": "Hello both"})

    assert answer.status_code == 422
    html = answer.content.decode()
    assert "waits for an answer" in html and "Hello both" in html
    assert Proposal.objects.count() == 1


def test_who_got_a_mentor_meanwhile_is_asked_for_what_and_the_note_stays(client, here):
    client.force_login(here.chidi)
    client.get(with_(here.lena, here.leo))
    MentorshipFactory(programme=here.programme, mentor=here.abe, mentee=here.lena)

    answer = client.post(with_(here.lena, here.leo), {"note": "Hello both"})

    assert answer.status_code == 422
    assert 'name="what_for"' in answer.content.decode() and "Hello both" in answer.content.decode()


def test_too_long_a_note_is_refused_and_kept(client, here):
    client.force_login(here.chidi)
    answer = client.post(with_(here.lena, here.leo), {"note": "x" * 1001})
    assert answer.status_code == 422 and "x" * 1001 in answer.content.decode()
    assert not Proposal.objects.exists()


def test_where_something_is_against_it_stands_no_form(here, page):
    Separation.objects.keep_apart(here.programme, here.leo, here.lena, kind="apart", by=here.chidi)

    html = page(with_(here.lena, here.leo)).partition("</h1>")[2]

    assert "are not to be paired" in html and "<form" not in html


def test_only_coordinators_of_the_programme_find_these_pages(client, here):
    elsewhere = mentor(ProgrammeFactory(), "Zoe Lind", "law")
    addresses = [choose(here.lena), choose(here.leo), with_(here.lena, here.leo),
                 reverse("proposals:by_hand", args=[here.programme.pk])]  # fmt: skip
    for person in (here.lena, here.leo, here.dana):
        client.force_login(person)
        for address in addresses:
            assert client.get(address).status_code == 404
        assert client.post(with_(here.lena, here.leo), {"note": "x"}).status_code == 404
    client.force_login(here.chidi)
    nobody = [choose(elsewhere), with_(here.lena, elsewhere), with_(here.leo, here.abe)]
    nobody.append(reverse("proposals:choose", args=[here.chidi.memberships.get().pk]))
    for address in nobody:
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("keep_apart", [False, True])
def test_no_page_of_a_coordinator_differs_by_a_wish_never_to_meet_again(client, here, page, keep_apart):
    """Both times the same sentence, the same list and no word of a wish."""
    made = Proposal.objects.propose(here.programme, mentee=here.lena, mentor=here.leo, by=here.chidi)
    for person in (here.lena, here.leo):
        Proposal.objects.get(pk=made.pk).decline(
            by=person, reason="other", keep_apart=keep_apart and person == here.leo
        )

    assert best(here, here.lena) == ["Abe"] and best(here, here.abe) == ["Lena"] and best(here, here.leo) == []
    html = page(choose(here.lena) + "?name=Leo")
    assert "Lena Ruiz and Leo Marsh were proposed to each other before." in html
    assert "asked" not in html.partition("</h1>")[2]


def test_a_coordinator_who_is_one_of_the_two_reads_in_the_list_nothing_of_what_was_said(client, here):
    MembershipFactory(programme=here.programme, person=here.leo, role=Role.COORDINATOR)
    made = Proposal.objects.propose(here.programme, mentee=here.lena, mentor=here.leo, by=here.chidi)
    made.decline(by=here.lena, reason="hours", words="Nights only")
    client.force_login(here.leo)

    html = client.get(reverse("proposals:by_hand", args=[here.programme.pk])).content.decode()

    assert "You are one of the two" in html and "rather not" not in html and "Nights" not in html


def test_a_first_mentor_who_coordinates_finds_no_trace_of_a_second_one(client, here):
    """What Abe reads is the same with a proposal to his mentee, with a no to it, and without any."""
    MembershipFactory(programme=here.programme, person=here.abe, role=Role.COORDINATOR)
    pair = MentorshipFactory(programme=here.programme, mentor=here.abe, mentee=here.lena)
    here.leo.memberships.update(capacity=2)
    client.force_login(here.abe)
    by_hand = reverse("proposals:by_hand", args=[here.programme.pk])
    addresses = [choose(here.lena), choose(here.leo) + "?name=Lena", by_hand, pair.get_absolute_url()]

    def read() -> list[str]:
        pages = [client.get(address).content.decode().partition("</h1>")[2] for address in addresses]
        return [html.partition("</main>")[0] for html in pages]

    before = read()
    made = Proposal.objects.propose(
        here.programme, mentee=here.lena, mentor=here.leo, by=here.chidi, what_for="contract law"
    )
    assert read() == before and client.get(made.get_absolute_url()).status_code == 404
    made.decline(by=here.leo, reason="hours")
    assert read() == before
    pair.end(by=here.abe, reason="completed")
    assert client.get(made.get_absolute_url()).status_code == 404
    assert "contract law" not in "".join(read()) and "Leo" not in read()[2]


def test_an_empty_list_says_where_to_begin(here, page):
    html = page(reverse("proposals:by_hand", args=[here.programme.pk]))
    assert "Nobody is suggested by hand yet" in html
    assert reverse("programmes:members", args=[here.programme.pk]) + "?role=mentee" in html


# The ways there -------------------------------------------------------------------------------------------------


def test_members_a_mentors_page_and_the_wait_list_lead_there(here, page):
    members = page(reverse("programmes:members", args=[here.programme.pk]))
    assert choose(here.lena) in members and choose(here.leo) in members
    assert choose(here.leo) in page(reverse("programmes:mentor", args=[seat(here.leo).pk]))
    round_ = round_of(here)
    publish(round_, here.chidi)
    ivo = mentee(here.programme, "Ivo Berg", "law")

    assert choose(ivo) in page(reverse("proposals:of_round", args=[round_.pk]))


def test_a_mentorship_leads_to_a_second_mentor_and_an_ended_one_to_another(here, page):
    pair = MentorshipFactory(programme=here.programme, mentor=here.leo, mentee=here.lena)
    html = page(pair.get_absolute_url())
    assert choose(here.lena) in html and "can have a second mentor and keep Leo" in html

    pair.end(by=here.lena, reason="early")
    html = page(pair.get_absolute_url())
    assert choose(here.lena) in html and "Nobody is at fault" in html
    seat(here.lena).leave(by=here.lena)
    assert "Nobody is at fault" not in page(pair.get_absolute_url())


def test_an_introduction_leads_to_nobody_else_before_it_is_decided(here, page):
    pair = NewMentorshipFactory(programme=here.programme, mentor=here.leo, mentee=here.lena)
    assert choose(here.lena) not in page(pair.get_absolute_url())


@pytest.mark.parametrize(("remedy", "leads"), [("second_mentor", True), ("book_next_now", False), ("", False)])
def test_a_case_whose_remedy_is_a_second_mentor_leads_to_one(here, page, remedy, leads):
    pair = MentorshipFactory(programme=here.programme, mentor=here.leo, mentee=here.lena)
    case = Case.objects.note_a_word(pair, by=here.chidi, words="We spoke", cause="match", remedy=remedy)

    assert (choose(here.lena) in page(case.get_absolute_url())) is leads


def test_the_pair_finds_no_way_to_it_on_their_mentorship(client, here):
    pair = MentorshipFactory(programme=here.programme, mentor=here.leo, mentee=here.lena)
    for person in (here.leo, here.lena):
        client.force_login(person)
        assert choose(here.lena) not in client.get(pair.get_absolute_url()).content.decode()
