from typing import Any

from alongside.web.api.models import AccessKey, sown
from alongside.web.people.models import User


def key_for(person: User, *, may_write: bool = True, name: str = "A script", days: int = 365) -> str:
    """A new key of this person, as it is sent."""
    return AccessKey.objects.make(person, name=name, may_write=may_write, days=days, seed=sown())


def with_key(key: str) -> dict[str, Any]:
    """For the test client: what a tool sends along."""
    return {"headers": {"Authorization": f"Bearer {key}"}}
