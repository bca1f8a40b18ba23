"""The forms about surveys: the shape of the input, one file a resource."""

from surveys.forms.budget import BudgetForm
from surveys.forms.importing import ImportForm
from surveys.forms.mails import WordsForm
from surveys.forms.phases import PhasesForm
from surveys.forms.questions import KINDS, ChoiceForm, PageForm, QuestionForm, RatingForm, form_class
from surveys.forms.settings import ClosingForm, SettingsForm, first_settings
from surveys.forms.surveys import NewSurveyForm, TitleForm

__all__ = ["KINDS", "BudgetForm", "ChoiceForm", "ClosingForm", "ImportForm", "NewSurveyForm", "PageForm", "PhasesForm", "QuestionForm", "RatingForm", "SettingsForm", "TitleForm", "WordsForm", "first_settings", "form_class"]
