"""Addresses of static files, for pages that must be drawn even when files are missing."""

from django import template
from django.templatetags.static import static

register = template.Library()


@register.simple_tag
def address_if_there(path: str) -> str:
    """The address of a static file, or nothing where collectstatic has not run (manifest storage raises ValueError)."""
    try:
        return static(path)
    except ValueError:
        return ""
