import pytest

from alongside.matching import Mentee, Mentor, Weighing
from alongside.web.programmes.reasons import reasons, to_one


@pytest.mark.parametrize(
    ("sentence", "to_ben"),
    [
        ("What Amara has done is far from what Ben wants.", "What Amara has done is far from what you want."),
        ("Ben has 5 more years of experience than Amara.", "You have 5 more years of experience than Amara."),
        ("Amara has 5 more years of experience than Ben.", "Amara has 5 more years of experience than you."),
        ("Ben wants to meet every 7 days, Amara every 14.", "You want to meet every 7 days, Amara every 14."),
        ("Amara wants to meet every 7 days, Ben every 14.", "Amara wants to meet every 7 days, you every 14."),
        ("Amara can help with law, but not with art.", "Amara can help with law, but not with art."),
        ("Benedict can help with Ben has law.", "Benedict can help with you have law."),
    ],
)  # fmt: skip
def test_a_sentence_is_said_to_the_one_who_reads_it(sentence, to_ben):
    assert to_one([sentence], "Ben") == [to_ben]


def test_each_reads_the_same_reasons_as_themselves():
    ben = Mentee(id="1", name="Ben Lindqvist", years=2, topics=frozenset({"law"}))
    amara = Mentor(id="2", name="Amara Okafor", years=9, topics=frozenset({"law"}))

    said = {to: " ".join(reasons(ben, amara, Weighing(), to=to).why) for to in ("", "mentee", "mentor")}

    assert "Amara can help with law." in said[""] and "Amara can help with law." in said["mentee"]
    assert "You can help with law." in said["mentor"] and "You have 7 more years" in said["mentor"]


def test_two_with_the_same_first_name_are_called_in_full():
    one = Mentee(id="1", name="Ana García", years=2)
    other = Mentor(id="2", name="Ana Østby", years=9)

    assert "Ana Østby has 7 more years of experience." in reasons(one, other, Weighing()).why
    assert "You have 7 more years of experience." in reasons(one, other, Weighing(), to="mentor").why
