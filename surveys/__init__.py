"""Surveys: asking people, and reading what they said without anybody being found out.

A *survey* has a *questionnaire*, kept in immutable versions once it has been sent. One sending is a *wave*: to whom,
until when, anonymous, confidential or named, with one breakdown *dimension* and the numbers k and kc. Opening a wave keeps its
*promise* and everybody's groups as they are, and gives each person an *invitation* with a link of their own.
Answers without names are *sealed* until the wave closes; then the *gate* (disclosure/) counts them once, writes the
*release*, which is all that is ever shown, and the sealed answers are gone. Of a confidential wave what can be compared
with the next one is *kept*, locked, under a pseudonym. Named answers stay with their names.
"""
