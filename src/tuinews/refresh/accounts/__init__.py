"""Keeping step with an account of a server: its feeds, its articles, what is read and starred.

There is no list of what is still to be sent. What the server last had is remembered: what
differs from it here the user did, and it is sent; what differs from it there was done
elsewhere, and it is taken. So a kill at any moment, an undo or a second program need no care.
"""
