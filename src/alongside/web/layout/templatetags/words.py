"""Words that people wrote, in whatever script."""

from django import template
from django.template.defaultfilters import linebreaks_filter
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter(needs_autoescape=True)
def words(text: str, autoescape: bool = True) -> SafeString:
    """In paragraphs, as `linebreaks` makes them; each runs the way its own first letter does, so that Arabic and Hebrew
    read from the right."""
    return mark_safe(linebreaks_filter(text, autoescape=autoescape).replace("<p>", '<p dir="auto">'))
