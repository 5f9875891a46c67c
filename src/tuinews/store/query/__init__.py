"""The search language: parsed, put in words, and answered by the index."""
