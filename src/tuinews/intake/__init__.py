"""From bytes to captures: files, feeds, pages, subscription lists. Knows no cleaning.

`fetching` is the way to the network, `decoding` makes text of bytes, `feeds` reads what a feed
says and `lists` what other programs export; `discovery` finds the feeds of a site. What may
take a parser long runs in `workers`.
"""
