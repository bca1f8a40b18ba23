"""The pages about people, one file a resource."""

from people.views import ambassadors, groups, importing, people, settings, signin, start
from people.views.blueprint import blueprint

__all__ = ["ambassadors", "blueprint", "groups", "importing", "people", "settings", "signin", "start"]
