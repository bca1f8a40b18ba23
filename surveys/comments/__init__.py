"""What people wrote in their own words: how it is found, tagged, and looked through for names. Pure."""

from surveys.comments.chosen import Chosen
from surveys.comments.names import Names, held, names_of
from surveys.comments.search import MOST_TYPED, Term, expression, hits, wanted
from surveys.comments.stems import composed, indexed
from surveys.comments.suggestions import SAMPLE, Suggestion, suggestions
from surveys.comments.tags import MOST_TAG, checked_tag

__all__ = [
    "MOST_TAG", "MOST_TYPED", "SAMPLE", "Chosen", "Names", "Suggestion", "Term", "checked_tag", "composed", "expression", "held", "hits", "indexed", "names_of", "suggestions", "wanted",
]
