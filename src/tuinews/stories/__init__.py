"""Which articles belong together, and what is new in each."""
