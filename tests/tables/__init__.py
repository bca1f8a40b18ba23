"""Tests of tables that are brought and taken away."""
