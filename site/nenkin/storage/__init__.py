"""Tables, the session, and every query.

Reads take the ``Database`` first, writes the open session of ``async with db.write() as session``,
so that one request's writes are one transaction. Days are ``date`` and moments ``datetime``
outside; inside they are plain numbers (``codes.py``). Nothing here knows the web or asks the time.
"""
