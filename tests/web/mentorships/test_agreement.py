import threading

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from alongside.errors import Refused
from alongside.web.mentorships.models import Agreement, Mentorship, Stage
from alongside.web.mentorships.refusals import Overtaken
from alongside.web.notices.models import Notice
from tests.factories.mentorships import NewMentorshipFactory, agree_to_go_on

WORDS = {"every_days": 7, "channel": "phone", "weeks": 26, "how_we_end": "With a last talk."}


@pytest.fixture
def agreement(cast) -> Agreement:
    """Amara and Ben both want to go on; nothing is signed."""
    return agree_to_go_on(cast.new_mentorship)


def signed_by_both(agreement: Agreement, cast) -> Agreement:
    for person in (cast.amara, cast.ben):
        agreement.sign(by=person, version=agreement.version)
    return Agreement.objects.get(pk=agreement.pk)


def test_it_begins_when_both_have_signed(agreement, cast):
    agreement.change(by=cast.ben, **WORDS)
    agreement.sign(by=cast.ben, version=2)
    assert Mentorship.objects.get().began_on is None

    agreement.sign(by=cast.amara, version=2)

    mentorship = Mentorship.objects.get()
    assert (mentorship.stage, mentorship.agreed_every_days, mentorship.planned_weeks) == (Stage.AGREED, 7, 26)
    assert mentorship.began_on is not None
    assert Notice.objects.filter(kind="mentorships/mail/begun").count() == 2


def test_the_page_says_in_which_year_it_was_signed(client, agreement, cast):
    with time_machine.travel("2025-11-03 10:00 +0000"):
        agreement.sign(by=cast.amara, version=agreement.version)
    client.force_login(cast.ben)

    page = client.get(reverse("mentorships:agreement", args=[agreement.mentorship.pk])).content.decode()

    assert "3 November 2025" in page


def test_a_change_after_one_side_signed_makes_the_signature_fall_and_shows_the_other_what_changed(agreement, cast):
    agreement.sign(by=cast.amara, version=1)

    agreement.change(by=cast.ben, version=1, every_days=28, how_we_end="Whenever one of us likes.")

    assert not agreement.is_signed_by(cast.amara)
    assert agreement.signatures.get().fell_at
    letter = Notice.objects.get(kind="mentorships/mail/agreement_changed")
    assert letter.person == cast.amara
    assert "every two weeks" in letter.body and "every four weeks" in letter.body
    assert "Whenever one of us likes." in letter.body
    assert "no longer counts" in letter.body


def test_the_same_words_again_change_nothing(agreement, cast):
    agreement.sign(by=cast.amara, version=1)

    assert agreement.change(by=cast.ben, every_days=14) == []
    assert agreement.is_signed_by(cast.amara)


def test_a_stale_version_is_not_signed_and_the_new_text_is_shown(client, agreement, cast):
    agreement.change(by=cast.amara, how_we_end="After a year at most.")
    client.force_login(cast.ben)

    answer = client.post(reverse("mentorships:sign", args=[agreement.mentorship_id]), {"version": "1"})

    assert answer.status_code == 422
    assert "After a year at most." in answer.content.decode()
    assert "What is different now" in answer.content.decode()
    assert not agreement.is_signed_by(cast.ben)


@pytest.mark.parametrize("version", ["", "0", "x", "99999999999999999999", "²"])
def test_a_version_that_is_none_is_refused(client, agreement, cast, version):
    client.force_login(cast.ben)

    answer = client.post(reverse("mentorships:sign", args=[agreement.mentorship_id]), {"version": version})

    assert answer.status_code == 422
    back = client.get(reverse("mentorships:sign", args=[agreement.mentorship_id]))
    assert back.url == agreement.get_absolute_url()


def test_a_refused_change_says_so_at_the_top(client, agreement, cast):
    client.force_login(cast.ben)

    typed = {**WORDS, "version": "1", "weeks": "soon"}
    page = client.post(reverse("mentorships:change", args=[agreement.mentorship_id]), typed).text

    assert page.index("One answer needs another look") < page.index('name="weeks"')


def test_one_signs_once(agreement, cast):
    agreement.sign(by=cast.ben, version=1)

    with pytest.raises(Refused, match="already signed"):
        agreement.sign(by=cast.ben, version=1)


def test_two_who_change_it_at_the_same_time_do_not_overwrite_each_other(client, agreement, cast):
    agreement.change(by=cast.amara, how_feedback="On the phone, at once.")
    client.force_login(cast.ben)
    typed = {**WORDS, "version": "1", "how_we_end": "My own words."}

    answer = client.post(reverse("mentorships:change", args=[agreement.mentorship_id]), typed)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "My own words." in html and "On the phone, at once." in html
    assert 'name="version" value="2"' in html
    agreement.refresh_from_db()
    assert agreement.version == 2


def as_sent(page) -> dict[str, str]:
    """What a browser sends of the form on a page, when nothing in it is touched."""
    return {field.html_name: str(field.value()) for field in page.context["form"]}


def saved_over(client, agreement, cast, *, opened: str = "", meanwhile: dict[str, str], typed: dict[str, str]):
    """Amara opens the page, Ben changes the agreement, and Amara saves what she typed: the page that she gets."""
    client.force_login(cast.amara)
    url = reverse("mentorships:change", args=[agreement.mentorship_id])
    sent = as_sent(client.get(url + opened)) | typed
    agreement.change(by=cast.ben, **meanwhile)
    return client.post(url, sent)


def test_saving_again_keeps_the_partners_words_in_what_one_never_touched(client, agreement, cast):
    bens = {"mentee_expects": "That you answer.", "how_we_end": "With a walk.", "every_days": 7}
    amaras = {"mentor_expects": "That you come.", "how_we_end": "With a last talk."}
    page = saved_over(client, agreement, cast, meanwhile=bens, typed=amaras)
    assert page.status_code == 422
    assert "except where you changed the same part" in page.text

    client.post(reverse("mentorships:change", args=[agreement.mentorship_id]), as_sent(page))

    standing = Agreement.objects.get().terms()
    assert {name: standing[name] for name in bens | amaras} == bens | amaras


def test_an_example_left_as_it_is_makes_way_for_the_partners_words(client, agreement, cast):
    bens, amaras = {"mentee_expects": "That you answer."}, {"how_we_end": "With a last talk."}
    page = saved_over(client, agreement, cast, opened="?suggested", meanwhile=bens, typed=amaras)

    client.post(reverse("mentorships:change", args=[agreement.mentorship_id]), as_sent(page))

    standing = Agreement.objects.get()
    assert (standing.mentee_expects, standing.how_we_end) == ("That you answer.", "With a last talk.")
    assert standing.confidentiality.startswith("What we tell each other")


def test_a_slip_in_an_overtaken_form_loses_nothing_either(client, agreement, cast):
    bens, slip = {"mentee_expects": "That you answer."}, {"every_days": "0", "how_we_end": "With a last talk."}
    page = saved_over(client, agreement, cast, meanwhile=bens, typed=slip)
    assert page.context["form"].errors["every_days"]

    client.post(reverse("mentorships:change", args=[agreement.mentorship_id]), as_sent(page) | {"every_days": "7"})

    standing = Agreement.objects.get()
    assert (standing.mentee_expects, standing.how_we_end) == ("That you answer.", "With a last talk.")


def test_agreeing_anew_keeps_the_old_rhythm_until_both_have_signed(agreement, cast):
    agreement = signed_by_both(agreement, cast)
    began_on = Mentorship.objects.get().began_on

    agreement.change(by=cast.amara, every_days=28)
    agreement.sign(by=cast.amara, version=2)
    assert Mentorship.objects.get().agreed_every_days == 14

    agreement.sign(by=cast.ben, version=2)
    assert Mentorship.objects.get().agreed_every_days == 28
    assert Mentorship.objects.get().began_on == began_on
    assert Notice.objects.filter(kind="mentorships/mail/agreed_anew").count() == 2


def test_not_sure_how_long_leaves_the_length_open(agreement, cast):
    agreement.change(by=cast.ben, weeks=0)
    agreement.sign(by=cast.ben, version=2)
    agreement.sign(by=cast.amara, version=2)

    assert Mentorship.objects.get().planned_weeks is None


def test_nothing_is_written_for_them_but_examples_are_shown_on_request(client, agreement, cast):
    assert agreement.confidentiality == ""
    client.force_login(cast.ben)
    url = reverse("mentorships:change", args=[agreement.mentorship_id])

    assert "</textarea>" in client.get(url).content.decode()
    assert "stays between us, unless" not in client.get(url).context["form"]["confidentiality"].value()
    assert "stays between us, unless" in str(
        client.get(url, {"suggested": ""}).context["form"]["confidentiality"].value()
    )


def test_a_form_that_is_refused_keeps_what_was_typed(client, agreement, cast):
    client.force_login(cast.ben)
    typed = {**WORDS, "version": "1", "every_days": "0", "how_we_end": "My own words."}

    answer = client.post(reverse("mentorships:change", args=[agreement.mentorship_id]), typed)

    assert answer.status_code == 422
    assert "My own words." in answer.content.decode()


def test_an_ended_mentorship_changes_no_more(agreement, cast):
    agreement = signed_by_both(agreement, cast)
    Mentorship.objects.get().end(by=cast.ben, reason="completed")

    for verb in (lambda: agreement.change(by=cast.ben, every_days=7), lambda: agreement.sign(by=cast.ben, version=1)):
        with pytest.raises(Refused, match="has ended"):
            verb()


def test_nothing_is_written_or_signed_before_the_two_have_met(cast):
    agreement = cast.new_mentorship.open_agreement()

    for verb in (lambda: agreement.change(by=cast.ben, every_days=7), lambda: agreement.sign(by=cast.ben, version=1)):
        with pytest.raises(Refused, match="First meet"):
            verb()


def test_only_the_two_read_it(client, agreement, cast):
    for name in ("agreement", "change"):
        url = reverse(f"mentorships:{name}", args=[agreement.mentorship_id])
        for person, status in ((cast.amara, 200), (cast.ben, 200), (cast.chidi, 404), (cast.dana, 404)):
            client.force_login(person)
            assert client.get(url).status_code == status


def test_a_stranger_and_a_coordinator_do_not_sign(client, agreement, cast):
    for person in (cast.chidi, cast.dana):
        client.force_login(person)
        assert client.post(reverse("mentorships:sign", args=[agreement.mentorship_id])).status_code == 404
    with pytest.raises(Refused):
        agreement.sign(by=cast.chidi, version=1)


def test_before_both_want_to_go_on_the_way_leads_to_the_introduction(client, cast):
    client.force_login(cast.ben)

    answer = client.get(reverse("mentorships:agreement", args=[cast.new_mentorship.pk]))

    assert answer.url == reverse("meetings:introduce", args=[cast.new_mentorship.pk])


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_the_same_moment_one_is_told_that_it_was_overtaken():
    agreement = agree_to_go_on(NewMentorshipFactory())
    pair = (agreement.mentorship.mentor, agreement.mentorship.mentee)
    gate, came_out = threading.Barrier(2), []

    def change(person, days):
        try:
            mine = Agreement.objects.select_related("mentorship").get(pk=agreement.pk)
            gate.wait()
            mine.change(by=person, version=1, every_days=days)
            came_out.append("changed")
        except Overtaken:
            came_out.append("overtaken")
        finally:
            connection.close()

    threads = [threading.Thread(target=change, args=pair_) for pair_ in zip(pair, (7, 28), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(came_out) == ["changed", "overtaken"]


def test_a_mentorship_that_began_elsewhere_can_write_one_while_it_runs(client, cast):
    Mentorship.objects.filter(pk=cast.mentorship.pk).update(introduced_at=None)
    url = reverse("mentorships:agreement", args=[cast.mentorship.pk])
    client.force_login(cast.ben)
    assert "under way without an agreement" in client.get(url).content.decode()

    form = client.post(url, follow=True).content.decode()
    assert "Change the agreement" in form and "preferably in a last talk" in form
    assert Notice.objects.filter(kind="mentorships/mail/agreement_late").count() == 2
    agreement = Mentorship.objects.get().agreement
    for person in (cast.amara, cast.ben):
        agreement.sign(by=person, version=1)

    assert agreement.is_in_force


def test_nobody_else_begins_one(client, cast):
    url = reverse("mentorships:agreement", args=[cast.mentorship.pk])
    for person in (cast.chidi, cast.dana):
        client.force_login(person)
        assert client.post(url).status_code == 404


def page_of(client, agreement, person) -> str:
    client.force_login(person)
    return client.get(agreement.get_absolute_url()).content.decode()


def test_while_nothing_is_written_the_page_leads_to_writing_and_not_to_signing(client, agreement, cast):
    blank = page_of(client, agreement, cast.ben)
    assert "Write the agreement" in blank
    assert '<button class="button">Sign version 1</button>' in blank

    agreement.change(by=cast.ben, **WORDS)
    written = page_of(client, agreement, cast.ben)
    assert "Write the agreement" not in written
    assert '<button class="button button--primary">Sign version 2</button>' in written


def test_first_words_stand_on_the_page_once_and_a_change_of_them_is_shown(client, agreement, cast):
    agreement.change(by=cast.ben, how_we_end="With a last talk.")
    first = page_of(client, agreement, cast.amara)
    assert first.count("With a last talk.") == 1
    assert "What is different now" not in first

    agreement.change(by=cast.ben, how_we_end="With a walk.")
    assert "What is different now" in page_of(client, agreement, cast.amara)


def waiting(person) -> list[str]:
    kinds = Notice.objects.filter(person=person, sent_at=None).order_by("pk").values_list("kind", flat=True)
    return [kind.rpartition("/")[2] for kind in kinds]


def test_what_asks_to_sign_is_settled_by_a_signature_and_by_other_words(cast):
    agreement = agree_to_go_on(cast.new_mentorship)
    assert waiting(cast.amara) == waiting(cast.ben) == ["agreement_open"]

    agreement.sign(by=cast.ben, version=1)
    assert (waiting(cast.ben), waiting(cast.amara)) == ([], ["agreement_open", "agreement_signed"])
    agreement.change(by=cast.amara, every_days=28)
    assert (waiting(cast.ben), waiting(cast.amara)) == (["agreement_changed"], [])
    agreement.sign(by=cast.amara, version=2)
    agreement.sign(by=cast.ben, version=2)

    assert waiting(cast.ben) == waiting(cast.amara) == ["begun"]
