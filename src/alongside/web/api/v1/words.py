"""What may be written, and where things stand on the site."""

from datetime import date
from typing import Annotated, Any

from django.conf import settings
from ninja import Field, Path
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

# PostgreSQL keeps no null character, and no form of ours takes one.
NO_NULL = r"^[^\x00]*$"


def only_text(value: Any) -> Any:
    """A day is written out. Left to itself, the library takes 5 for the 1st of January 1970."""
    if value is not None and not (isinstance(value, str) and len(value) == len("2026-03-09")):
        raise PydanticCustomError("date_type", "no day")
    return value


def whole(value: Any) -> Any:
    """In JSON 61.0 is a whole number too."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Percent = Annotated[int, Field(strict=True, ge=0, le=100), BeforeValidator(whole)]
Number = Annotated[int, Path(description="As it stands in the address of its page.")]
Text = Annotated[str, Field(pattern=NO_NULL)]
Day = Annotated[date, BeforeValidator(only_text)]
Address = Annotated[str, Field(description="The page of it on this site.")]


def on_site(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
