import pytest
from django.urls import reverse

from alongside.web.mentorships.models import Mentorship
from alongside.web.proposals.listing import Listing
from alongside.web.proposals.models import Proposal
from tests.factories.mentorships import MentorshipFactory
from tests.factories.requests import RequestFactory
from tests.factories.rounds import mentee, mentor, publish, round_of, run


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_of_the_two_finds_it_at_home_with_its_reasons_and_says_yes(client, proposed):
    cast = proposed
    for person, title, reason in (
        (cast.lena, "Leo is proposed to you as a mentor", "Leo can help with law."),
        (cast.leo, "Lena is proposed to you as a mentee", "You can help with law."),
    ):
        client.force_login(person)
        assert title in page(client, reverse("home:home"))
        assert reason in page(client, cast.lenas.get_absolute_url())
        answer = client.post(reverse("proposals:accept", args=[cast.lenas.pk]), follow=True)
    mentorship = Mentorship.objects.get()

    assert answer.redirect_chain[-1][0] == mentorship.get_absolute_url()
    assert "You both said yes to the proposal" in answer.content.decode()
    client.force_login(cast.chidi)
    assert "Both said yes to the proposal" in page(client, mentorship.get_absolute_url())


@pytest.mark.parametrize("answer", ["yes", "no"])
@pytest.mark.parametrize("side", ["leo", "lena"])
def test_one_sees_nothing_of_the_others_answer(client, proposed, side, answer):
    cast = proposed
    person, other = (cast.leo, cast.lena) if side == "leo" else (cast.lena, cast.leo)
    if side == "leo":
        cast.leo.memberships.get().make_room(by=cast.leo, capacity=2)
    seat, leos = person.memberships.get(), cast.leo.memberships.get()
    addresses = [
        cast.lenas.get_absolute_url(),
        *map(reverse, ("home:home", "proposals:list", "people:download")),
        reverse("proposals:suggested", args=[cast.programme.pk]),
        reverse("programmes:membership", args=[seat.pk]),
        reverse("programmes:mentors", args=[cast.programme.pk]),
        *([reverse("programmes:mentor", args=[leos.pk])] if side == "lena" else []),
    ]
    client.force_login(person)
    before = "".join(page(client, address) for address in addresses)

    if answer == "yes":
        cast.lenas.accept(by=other)
    else:
        cast.lenas.decline(by=other, reason="hours", keep_apart=True)

    after = "".join(page(client, address) for address in addresses)
    hidden = "csrfmiddlewaretoken"
    strip = lambda text: "\n".join(line for line in text.splitlines() if hidden not in line and "CSRF" not in line)  # noqa: E731
    assert strip(before) == strip(after)


def test_a_no_is_said_on_its_page_and_the_other_reads_only_that_it_did_not_come_about(client, proposed):
    cast = proposed
    address = reverse("proposals:decline", args=[cast.lenas.pk])
    client.force_login(cast.leo)
    assert client.post(address, {"words": "x"}).status_code == 422
    client.post(address, {"reason": "known", "words": "We are neighbours", "keep_apart": "on"})
    assert "Your answer is kept, and for you this is over." in page(client, cast.lenas.get_absolute_url())

    client.force_login(cast.lena)
    client.post(reverse("proposals:accept", args=[cast.lenas.pk]))
    said = page(client, cast.lenas.get_absolute_url())
    assert "It did not come about this time" in said
    assert "neighbours" not in said and "awkward" not in said and "no time" not in said.lower()
    client.force_login(cast.chidi)
    said = page(client, cast.lenas.get_absolute_url())
    assert "We are neighbours" in said and "rather not" in said


def test_who_may_open_a_proposal(client, proposed):
    cast = proposed
    for person, status in ((cast.leo, 200), (cast.lena, 200), (cast.chidi, 200), (cast.ana, 404), (cast.dana, 404)):
        client.force_login(person)
        assert client.get(cast.lenas.get_absolute_url()).status_code == status
    client.force_login(cast.chidi)  # coordinators look on; they do not answer for somebody
    for verb in ("accept", "decline"):
        assert client.post(reverse(f"proposals:{verb}", args=[cast.lenas.pk]), {"reason": "other"}).status_code == 404


def test_a_second_answer_is_refused_with_a_sentence(client, proposed):
    cast = proposed
    client.force_login(cast.lena)
    client.post(reverse("proposals:accept", args=[cast.lenas.pk]))

    again = client.post(reverse("proposals:accept", args=[cast.lenas.pk]), follow=True).content.decode()
    no = client.post(reverse("proposals:decline", args=[cast.lenas.pk]), {"reason": "other"})

    assert "Your answer is in." in again and "Your yes is in" in again
    assert no.status_code == 422


def test_a_coordinator_publishes_after_a_last_look(client, cast):
    mentor(cast.programme, "Leo Marsh", "law")
    mentee(cast.programme, "Lena Ruiz", "law")
    round_ = round_of(cast)
    client.force_login(cast.chidi)
    address = reverse("proposals:publish", args=[round_.pk])
    assert "There is nothing to publish" in page(client, address)
    assert "Nothing is published yet" in page(client, reverse("proposals:of_round", args=[round_.pk]))
    run(round_)
    said = page(client, address)
    assert "Propose 1 pair?" in said and "So Lena Ruiz reads it" in said
    assert not Proposal.objects.exists()

    answer = client.post(address, follow=True)

    assert "1 pair is proposed" in answer.content.decode()
    assert "Lena Ruiz with Leo Marsh" in answer.content.decode()
    again = client.post(address, follow=True).content.decode()
    assert "There is no pair to propose" in again and Proposal.objects.count() == 1


def test_the_coordinator_sees_where_each_stands_and_who_waits(client, proposed):
    cast = proposed
    cast.lenas.accept(by=cast.lena)
    cast.anas.decline(by=cast.abe, reason="hours")
    cast.anas.accept(by=cast.ana)
    client.force_login(cast.chidi)
    address = reverse("proposals:of_round", args=[cast.round.pk])

    said = page(client, address)

    assert "Lena: yes" in said and "Abe: rather not" in said and "Our hours hardly meet" in said
    assert "2 mentees wait" in said and "Ivo Berg" in said
    assert "Ana Kovac with Abe Frost" not in page(client, address + "?state=open")
    assert "No proposal fits this" in page(client, address + "?name=nobody")
    assert "No proposal fits this" in page(client, address + "?name=%00nobody")  # PostgreSQL refuses the character
    client.post(reverse("proposals:wait_list", args=[cast.round.pk]), {"on": "0"})
    assert "Let it propose by itself" in page(client, address)


def test_the_list_shows_one_rounds_proposals_in_one_state_and_of_one_name(client, proposed):
    cast = proposed
    cast.anas.withdraw(by=cast.chidi)
    cast.round.close(by=cast.chidi)
    after = round_of(cast, "Autumn round")
    between = {**cast.anas.between, "round": after, "expires_at": cast.anas.expires_at}
    again = Proposal.objects.create(**between)

    def shown(round_, **asked):
        listing = Listing(round_, cast.chidi, asked)
        return set(listing.proposals), [(state, count) for state, _label, count in listing.counts]

    counts = [("open", 1), ("withdrawn", 1)]
    assert shown(cast.round) == ({cast.lenas, cast.anas}, counts)
    assert shown(cast.round, state="open") == ({cast.lenas}, counts)
    assert shown(cast.round, state="withdrawn") == ({cast.anas}, counts)
    assert shown(cast.round, name="abe")[0] == {cast.anas}
    assert shown(cast.round, name="lena leo")[0] == {cast.lenas}
    assert shown(after) == ({again}, [("open", 1)])


def test_a_coordinator_who_is_one_of_the_two_learns_no_more_than_the_other(client, proposed):
    cast = proposed
    cast.programme.memberships.enter(cast.programme, cast.leo, "coordinator")
    cast.lenas.decline(by=cast.lena, reason="known", words="He is my neighbour")
    client.force_login(cast.leo)
    address = reverse("proposals:of_round", args=[cast.round.pk])

    for said in (page(client, address), page(client, cast.lenas.get_absolute_url())):
        assert "neighbour" not in said and "awkward" not in said and "rather not" not in said
    assert "what was said is not shown to you here" in page(client, address)
    assert "Lena Ruiz with Leo Marsh" not in page(client, address + "?state=declined")


def test_ones_own_data_does_not_say_how_a_proposal_closed(client, proposed):
    cast = proposed
    cast.lenas.accept(by=cast.lena)
    cast.lenas.decline(by=cast.leo, reason="hours", words="I work nights")
    client.force_login(cast.lena)

    data = client.get(reverse("people:download")).content.decode()

    assert "proposals.Proposal" in data and "proposals.Answer" in data
    assert "declined" not in data and "nights" not in data
    assert "rounds.Pairing" not in data  # the coordinators' papers


def test_a_coordinator_takes_a_proposal_back(client, proposed):
    cast = proposed
    client.force_login(cast.chidi)
    address = reverse("proposals:withdraw", args=[cast.lenas.pk])
    assert "both learn that it did not come about" in page(client, address)

    client.post(address, {"why": "Leo called me"})

    cast.lenas.refresh_from_db()
    assert cast.lenas.state == "withdrawn"
    again = client.post(address, {"why": ""})
    assert again.status_code == 422 and "closed: it did not come about" in again.content.decode()


def test_one_finds_all_ones_proposals_in_one_place(client, proposed):
    cast = proposed
    client.force_login(cast.dana)
    assert "No proposals yet" in page(client, reverse("proposals:list"))
    client.force_login(cast.lena)
    assert "Waiting for you" in page(client, reverse("proposals:list"))

    cast.lenas.decline(by=cast.lena, reason="found")
    assert "you said no" in page(client, reverse("proposals:list"))
    cast.lenas.accept(by=cast.leo)

    assert "did not come about" in page(client, reverse("proposals:list"))


@pytest.fixture
def some(cast):
    """Ivo seeks law and art; three mentors have room, one of them fits best."""
    cast.best = mentor(cast.programme, "Bea Hart", "law", "art", values=["Care"], speaks=["en"])
    cast.near = mentor(cast.programme, "Cai West", "law", speaks=["en"])
    cast.no = mentor(cast.programme, "Dov Ray", "law", speaks=["fi"])
    cast.full = mentor(cast.programme, "Eve Nay", "law", capacity=0)
    cast.ivo = mentee(cast.programme, "Ivo Berg", "law", "art", values=["Care"], speaks=["en"])
    return cast


def test_a_mentee_sees_a_few_suggested_mentors_with_reasons_and_what_does_not_match(client, some):
    client.force_login(some.ivo)

    said = page(client, reverse("proposals:suggested", args=[some.programme.pk]))

    assert said.index("Bea Hart") < said.index("Cai West")
    assert "Bea can help with art and law." in said and "You both care about care." in said
    assert "Dov Ray" not in said and "Eve Nay" not in said  # no shared language, no room
    few = client.get(reverse("proposals:suggested", args=[some.programme.pk]), headers={"HX-Request": "true"})
    assert "<html" not in few.content.decode() and "Bea Hart" in few.content.decode()


def test_whom_one_has_asked_is_not_suggested_again_and_who_is_paired_needs_nobody(client, some):
    RequestFactory(programme=some.programme, mentor=some.best, mentee=some.ivo)
    client.force_login(some.ivo)
    assert "Bea Hart" not in page(client, reverse("proposals:suggested", args=[some.programme.pk]))

    MentorshipFactory(programme=some.programme, mentor=some.near, mentee=some.ivo)

    assert "Nobody to suggest just now" in page(client, reverse("proposals:suggested", args=[some.programme.pk]))


def test_a_mentor_sees_whom_they_could_help(client, some):
    mentee(some.programme, "Una Lark", "welding", speaks=["en"])
    client.force_login(some.best)

    said = page(client, reverse("proposals:suggested", args=[some.programme.pk]))

    assert said.index("Ivo Berg") < said.index("Una Lark")
    assert "You do not offer help with welding." in said


@pytest.mark.parametrize("ticked", [True, False])
def test_after_a_proposal_that_came_to_nothing_the_two_see_the_same_with_and_without_the_wish(client, cast, ticked):
    leo, lena = mentor(cast.programme, "Leo Marsh", "law"), mentee(cast.programme, "Lena Ruiz", "law")
    publish(round_of(cast), cast.chidi)
    proposal = cast.programme.proposals.get()
    proposal.accept(by=leo)
    proposal.decline(by=lena, reason="other", keep_apart=ticked)
    mentee(cast.programme, "Ivo Berg", "law")

    seen = []
    for person in (leo, lena):
        client.force_login(person)
        seen.append(page(client, reverse("proposals:suggested", args=[cast.programme.pk])))

    assert "Ivo Berg" in seen[0] and "Lena Ruiz" not in seen[0].partition("<main")[2]
    assert "Leo Marsh" not in seen[1]


def test_suggestions_follow_the_programmes_own_rules(client, some):
    from alongside.web.programmes.rules import Rules

    some.programme.memberships.filter(person__in=[some.best, some.ivo]).update(department="Law")
    some.programme.matching = Rules(own_department=True).kept()
    some.programme.save()
    client.force_login(some.ivo)

    assert "Bea Hart" not in page(client, reverse("proposals:suggested", args=[some.programme.pk]))


def test_the_home_page_asks_for_suggestions_only_where_somebody_is_still_looking(client, some):
    client.force_login(some.ivo)
    address = reverse("proposals:suggested", args=[some.programme.pk])
    assert address in page(client, reverse("home:home"))

    MentorshipFactory(programme=some.programme, mentor=some.near, mentee=some.ivo)

    assert f'hx-get="{address}"' not in page(client, reverse("home:home"))
