"""What a mail's calendar says: from the mail to answers and proposals, without a look at any workshop.

Everything here reads what strangers wrote, so it reads only what is wanted of it, in time that grows with the length,
and keeps nothing. The library that writes our invites is not used for it: it keeps every zone that it has once read for
all later mails, and works out yearly rules by the second if a stranger asks for that.
"""

from workshops.replies.parts import Unreadable
from workshops.replies.reading import read

__all__ = ["Unreadable", "read"]
