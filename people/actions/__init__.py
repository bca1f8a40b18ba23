"""What can be done with people, one file a resource."""

from people.actions.company import change_company, new_setup_code, set_up, setup_allowed
from people.actions.signin import end_all_sessions, end_session, link_person, person_of_session, send_link, sign_in, sign_in_url, start_session

__all__ = [
    "change_company", "end_all_sessions", "end_session", "link_person", "new_setup_code", "person_of_session", "send_link", "set_up", "setup_allowed", "sign_in", "sign_in_url", "start_session",
]
