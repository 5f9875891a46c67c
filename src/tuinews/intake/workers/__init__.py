"""Processes that may be killed, in which foreign bytes are parsed."""
