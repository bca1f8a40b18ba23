"""The pages about people, one file a resource."""

from people.views import people, settings, signin
from people.views.blueprint import blueprint

__all__ = ["blueprint", "people", "settings", "signin"]
