"""Accounts of servers that gather feeds, FreshRSS, Miniflux ..., by the Google Reader API."""
