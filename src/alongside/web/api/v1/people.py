"""A person, as far as every page names one."""

from ninja import Schema

from alongside.web.api.v1.words import Address, on_site
from alongside.web.people.models import User


class Person(Schema):
    id: int
    name: str
    url: Address

    @classmethod
    def of(cls, row: User) -> "Person":
        return cls(id=row.pk, name=row.name, url=on_site(row.get_absolute_url()))
