from django import forms

from alongside.web.layout.scale import Scale


class Question(forms.Form):
    useful = forms.ChoiceField(
        choices=[(step, step) for step in range(1, 6)], widget=Scale(first="Not at all", last="Very much")
    )


def test_a_scale_has_five_steps_and_says_its_ends_with_the_first_and_the_last():
    html = str(Question()["useful"])

    assert html.count('type="radio"') == 5
    assert 'class="for-screen-readers">, Not at all</span>' in html
    assert 'class="for-screen-readers">, Very much</span>' in html


def test_a_step_that_was_chosen_stays_chosen():
    html = str(Question({"useful": "4"})["useful"])

    assert html.count("checked") == 1
    assert html.index('value="4"') < html.index("checked") < html.index('value="5"')
