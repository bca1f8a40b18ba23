"""The pages of workshops, one file a resource; answering is for whoever has the link, the rest is the ambassadors'."""

from workshops.views import answering, attendance, invitations, planning, replies, workshops
from workshops.views.blueprint import blueprint

__all__ = ["answering", "attendance", "blueprint", "invitations", "planning", "replies", "workshops"]
