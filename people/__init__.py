"""People: everybody the CRM is for, and who runs the rollout.

A *person* has a name and an address and, in each *dimension* (department, role, …), at most one *group*.
People are never deleted by hand but *archived*; erasing is privacy.py's. An *ambassador* runs the rollout:
deputies are ambassadors too. The *company* is the one Ombord serves. Ambassadors sign in by a mailed
one-time *link*; a *session* lasts until it is ended or grows old. The *roster* is an import's view of people.
"""
