"""The same page, written the tutorial way with other frameworks, to be measured beside ours.

Bare: no sign-in, no request check, no audit, no headers. What both sides share is the law, the
words and the database file; what differs is the way to the rows and the way to the page.
"""
