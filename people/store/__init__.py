"""All SQL about people, one file a resource."""

from people.store.company import find_company, save_company
from people.store.groups import dimensions, ensure_dimension, ensure_group, find_dimension, get_group, groups, groups_of, in_groups, membership, set_group
from people.store.people import (
    ambassadors,
    archive,
    delete,
    find_by_email,
    get,
    insert,
    people,
    set_ambassador,
    unarchive,
    update,
)
from people.store.signin import (
    delete_session,
    delete_sessions_of,
    find_session_person,
    insert_link,
    insert_session,
    link_person,
    save_setup_code,
    setup_code,
    touch_session,
    use_link,
)

__all__ = [
    "ambassadors", "archive", "delete", "delete_session", "delete_sessions_of", "dimensions", "ensure_dimension", "ensure_group", "find_by_email", "find_company",
    "find_dimension", "find_session_person", "get", "get_group", "groups", "groups_of", "in_groups", "insert", "insert_link", "insert_session", "link_person",
    "membership", "people", "save_company", "save_setup_code", "set_ambassador", "set_group", "setup_code", "touch_session", "unarchive", "update", "use_link",
]
