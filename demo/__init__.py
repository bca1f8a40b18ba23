"""The demo: an invented company, half a year into its rollout, made by the app's own actions.

The seed and the clock are fixed, so it is the same every time; it lives in a folder of its own that is thrown away.
"""
