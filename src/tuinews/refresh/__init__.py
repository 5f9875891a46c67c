"""From feeds to the library: fetch, read, clean, add. Knows no screen.

`pipeline.refresh` does many feeds at once and tells how far it is in events;
`subscribing` finds feeds and brings in the first entries; `fulltext` fetches the page behind
a teaser; `retention` says what is too old. Each module loads only what it needs.
"""
