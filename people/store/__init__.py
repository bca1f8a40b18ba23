"""All SQL about people, one file a resource."""

from people.store.company import find_company, get_company, save_company
from people.store.drafts import delete_draft, delete_old_drafts, get_draft, insert_draft, update_draft
from people.store.groups import (
    dimension_called,
    dimensions,
    ensure_dimension,
    ensure_group,
    find_dimension,
    get_dimension,
    get_group,
    group_called,
    groups,
    groups_of,
    in_groups,
    membership,
    rename_dimension,
    rename_group,
    set_group,
)
from people.store.people import (
    SORTS,
    ambassadors,
    archive,
    count,
    delete,
    everybody,
    find_by_email,
    get,
    insert,
    names,
    people,
    renew_feed,
    renew_plan,
    set_ambassador,
    unarchive,
    update,
)
from people.store.signin import (
    delete_links_of,
    delete_old_links,
    delete_old_sessions,
    delete_session,
    delete_sessions_of,
    find_session_person,
    insert_link,
    insert_session,
    link_person,
    links_of,
    save_setup_code,
    sessions_of,
    setup_code,
    touch_session,
    use_link,
)

__all__ = [
    "SORTS", "ambassadors", "archive", "count", "delete", "delete_draft", "delete_links_of", "delete_old_drafts", "delete_old_links", "delete_old_sessions", "delete_session", "delete_sessions_of", "dimension_called",
    "dimensions", "ensure_dimension", "ensure_group", "everybody", "find_by_email", "find_company", "find_dimension", "find_session_person", "get", "get_company", "get_dimension",
    "get_draft", "get_group", "group_called", "groups", "groups_of", "in_groups", "insert", "insert_draft", "insert_link", "insert_session", "link_person", "links_of", "membership", "names",
    "people", "rename_dimension", "rename_group", "renew_feed", "renew_plan", "save_company", "save_setup_code", "sessions_of", "set_ambassador", "set_group", "setup_code", "touch_session", "unarchive", "update",
    "update_draft", "use_link",
]
