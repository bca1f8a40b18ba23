"""The pages about surveys, one file a resource."""

from surveys.views import answering, surveys
from surveys.views.blueprint import blueprint

__all__ = ["answering", "blueprint", "surveys"]
