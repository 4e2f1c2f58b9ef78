"""The lines of the Mini-IPIP as they are asked here: the public-domain items, said by the person who answers.

They stand in the order of alongside.matching.style.MINI_IPIP; a test holds the two together.
"""

from django.utils.translation import gettext_lazy as _

LINES = (
    _("I am the life of the party."),
    _("I sympathize with others' feelings."),
    _("I get chores done right away."),
    _("I have frequent mood swings."),
    _("I have a vivid imagination."),
    _("I don't talk a lot."),
    _("I am not interested in other people's problems."),
    _("I often forget to put things back in their proper place."),
    _("I am relaxed most of the time."),
    _("I am not interested in abstract ideas."),
    _("I talk to a lot of different people at parties."),
    _("I feel others' emotions."),
    _("I like order."),
    _("I get upset easily."),
    _("I have difficulty understanding abstract ideas."),
    _("I keep in the background."),
    _("I am not really interested in others."),
    _("I make a mess of things."),
    _("I seldom feel blue."),
    _("I do not have a good imagination."),
)
