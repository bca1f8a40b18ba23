"""What people wrote in their own words: how it is found, tagged, and looked through for names. Pure."""

from surveys.comments.chosen import Chosen
from surveys.comments.names import held, known_names, name_parts, names_wanted
from surveys.comments.search import Term, expression, hits, wanted
from surveys.comments.stems import composed, indexed
from surveys.comments.suggestions import SAMPLE, Suggestion, suggestions
from surveys.comments.tags import MOST_TAG, checked_tag

__all__ = [
    "MOST_TAG", "SAMPLE", "Chosen", "Suggestion", "Term", "checked_tag", "composed", "expression", "held", "hits", "indexed", "known_names", "name_parts", "names_wanted", "suggestions", "wanted",
]
