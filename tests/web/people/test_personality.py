import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from alongside.matching.style import MINI_IPIP
from alongside.web.people.download import own_data
from alongside.web.people.models import Personality, Profile
from alongside.web.people.personality import LINES

PAGE = reverse("people:personality")
ANSWERS = {f"line_{number}": str(1 + number % 5) for number in range(20)}


def test_the_lines_are_the_items_of_the_library_in_its_order():
    def plain(text: str) -> str:
        return str(text).removeprefix("I ").removeprefix("am ").removeprefix("Am ").casefold()

    assert [plain(line) for line in LINES] == [plain(item) for item, _trait, _sign in MINI_IPIP]


def test_one_answers_sees_and_deletes_ones_own(client, cast):
    client.force_login(cast.ben)

    client.post(PAGE, ANSWERS)

    mine = Personality.objects.get()
    assert (mine.profile.person, len(mine.answers), set(mine.traits)) == (
        cast.ben, 20, {"extraversion", "agreeableness", "conscientiousness", "emotional stability", "openness"}
    )  # fmt: skip
    assert 'value="1" id="id_line_0_0" checked' in client.get(PAGE).content.decode().replace("required ", "")
    client.post(reverse("people:forget_personality"))
    assert not Personality.objects.exists()


def test_a_line_left_out_keeps_nothing_and_says_which(client, cast):
    client.force_login(cast.ben)

    answer = client.post(PAGE, {**ANSWERS, "line_7": ""})

    assert answer.status_code == 422 and "Choose one of the five" in answer.content.decode()
    assert not Personality.objects.exists()


@pytest.mark.parametrize("answers", [[], [3] * 19, [6] * 20, "x", None])
def test_nothing_else_is_kept_as_answers(db, cast, answers):
    with pytest.raises(ValidationError):
        Personality(profile=cast.ben.profile, answers=answers).full_clean()


def test_nobody_else_sees_them_and_they_go_with_the_account(client, cast):
    Personality.objects.keep(cast.ben.profile, [5] * 20)
    assert cast.mentorship

    assert own_data(cast.ben)["people.Profile"][0]["personality"]["answers"] == [5] * 20
    assert not Personality.objects.of(cast.amara).exists()
    for person in (cast.amara, cast.chidi):
        client.force_login(person)
        for page in (cast.ben.get_absolute_url(), PAGE):
            assert "checked" not in client.get(page).content.decode()
    cast.mentorship.end(by=cast.ben, reason="completed")
    cast.ben.leave()
    assert not Personality.objects.exists()
    assert Profile.objects.filter(person=cast.ben).exists()
