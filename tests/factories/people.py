import factory
from factory.django import DjangoModelFactory

from alongside.web.people.models import Language, Profile, Subject, User, Value


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    profile = factory.RelatedFactory("tests.factories.people.ProfileFactory", factory_related_name="person")


class ProfileFactory(DjangoModelFactory):
    class Meta:
        model = Profile

    person = factory.SubFactory(UserFactory, profile=None)


class ValueFactory(DjangoModelFactory):
    class Meta:
        model = Value
        django_get_or_create = ("name",)

    name = factory.Sequence(lambda n: f"Value {n}")


class SubjectFactory(DjangoModelFactory):
    class Meta:
        model = Subject
        django_get_or_create = ("name",)

    name = factory.Sequence(lambda n: f"Subject {n}")


class LanguageFactory(DjangoModelFactory):
    class Meta:
        model = Language
        django_get_or_create = ("code",)

    code = "en"
    name = "English"
