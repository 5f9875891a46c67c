"""Screens of their own: two accounts compared, the news of a story."""
