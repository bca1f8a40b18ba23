"""What can be done with people, one file a resource."""

from people.actions.ambassadors import name_ambassador, remove_ambassador, send_test
from people.actions.company import change_company, new_setup_code, set_up, setup_allowed
from people.actions.groups import add_dimension, rename_dimension, rename_group
from people.actions.importing import choose_groups, confirm_import, drop_import, import_people, preview, start_import
from people.actions.people import add_person, archive_person, bring_back, change_me, change_person
from people.actions.privacy import about_person, forget_person
from people.actions.signin import end_all_sessions, end_session, link_person, person_of_session, send_link, sign_in, sign_in_url, start_session

__all__ = [
    "about_person", "add_dimension", "add_person", "archive_person", "bring_back", "change_company", "change_me", "change_person", "choose_groups", "confirm_import", "drop_import",
    "end_all_sessions", "end_session", "forget_person", "import_people", "link_person", "name_ambassador", "new_setup_code", "person_of_session", "preview", "remove_ambassador",
    "rename_dimension", "rename_group", "send_link", "send_test", "set_up", "setup_allowed", "sign_in", "sign_in_url", "start_import", "start_session",
]
