"""The forms about surveys: the shape of the input, one file a resource."""

from surveys.forms.importing import ImportForm
from surveys.forms.questions import KINDS, ChoiceForm, PageForm, QuestionForm, RatingForm, form_class
from surveys.forms.settings import ClosingForm, SettingsForm, first_settings
from surveys.forms.surveys import NewSurveyForm, TitleForm

__all__ = ["KINDS", "ChoiceForm", "ClosingForm", "ImportForm", "NewSurveyForm", "PageForm", "QuestionForm", "RatingForm", "SettingsForm", "TitleForm", "first_settings", "form_class"]
