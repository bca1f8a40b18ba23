"""Answering: what the link in an invitation opens."""
