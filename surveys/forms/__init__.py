"""The forms about surveys: the shape of the input, one file a resource."""

from surveys.forms.budget import BudgetForm
from surveys.forms.conditions import Earlier
from surveys.forms.importing import ImportForm
from surveys.forms.mails import WordsForm
from surveys.forms.phases import PhasesForm
from surveys.forms.questions import PageForm, QuestionForm, language_name, page_form, question_form
from surveys.forms.replies import MessageForm, PhraseForm, ReplyForm
from surveys.forms.rows import rearranged
from surveys.forms.settings import ClosingForm, SettingsForm, first_settings
from surveys.forms.surveys import BankForm, DefinitionForm, NewSurveyForm, TitleForm
from surveys.forms.words import EditedForm, TagForm, TickedForm

__all__ = [
    "BankForm", "BudgetForm", "ClosingForm", "DefinitionForm", "Earlier", "EditedForm", "ImportForm", "MessageForm", "NewSurveyForm", "PageForm", "PhasesForm", "PhraseForm", "QuestionForm", "ReplyForm", "SettingsForm", "TagForm", "TickedForm", "TitleForm", "WordsForm",
    "first_settings", "language_name", "page_form", "question_form", "rearranged",
]
