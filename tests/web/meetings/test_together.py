import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.web.meetings.together import together

BASE = "Agenda\n\nFirst: the talk.\nThen: the letter.\n"
SHORTER = "Agenda\n\nFirst: the short talk.\nThen: the mail.\n"


@pytest.mark.parametrize(
    ("base", "saved", "mine", "both"),
    [
        ("", "Ben writes.", "Amara writes.", "Ben writes.\nAmara writes."),
        ("One", "One. Two", "One. Three", "One. Two\n. Three"),
        ("One\n", "One\nTwo\n", "One\nThree\n", "One\nTwo\nThree\n"),
        (BASE, BASE + "Done.", "Dear both\n" + BASE, "Dear both\n" + BASE + "Done."),
        (BASE, BASE.replace("talk", "short talk"), BASE.replace("letter", "mail"), SHORTER),
        (BASE, BASE.replace("First: the talk.\n", ""), BASE.replace("letter", "mail"), "Agenda\n\nThen: the mail.\n"),
    ],
)
def test_what_each_changed_is_in_it(base, saved, mine, both):
    assert together(base, saved, mine) == both


def test_where_both_changed_the_same_words_nothing_is_decided():
    assert together("We meet on Tuesday.", "We meet on Wednesday.", "We never meet.") is None
    assert together("Keep this line.", "", "Keep this line and more.") is None


def test_the_same_change_by_both_is_made_once():
    assert together("One", "One two", "One two") == "One two"


@given(st.text(max_size=60), st.text(max_size=60))
def test_who_changed_nothing_loses_nothing(base, text):
    assert together(base, text, base) == text
    assert together(base, base, text) == text


@given(
    st.lists(st.sampled_from(["a talk", "two pages", "the letter", "a call"]), max_size=6),
    st.lists(st.sampled_from(["Ben1", "Ben2", "Ben3"]), max_size=3),
    st.lists(st.sampled_from(["Amara1", "Amara2"]), max_size=3),
    st.integers(0, 6),
    st.integers(0, 6),
)
def test_lines_that_each_added_are_all_there(lines, by_ben, by_amara, here, there):
    base = "".join(f"{line}\n" for line in lines)
    saved = "".join(f"{line}\n" for line in [*lines[:here], *by_ben, *lines[here:]])
    mine = "".join(f"{line}\n" for line in [*lines[:there], *by_amara, *lines[there:]])

    found = together(base, saved, mine)

    if found is not None:
        for words in (lines, by_ben, by_amara):
            for word in words:
                assert found.count(word) >= words.count(word)


def test_a_long_text_of_one_word_does_not_take_the_server_down():
    base = "a " * 10_000

    assert together(base, base + "b", "c" + base) == "c" + base + "b"
