"""The article pane: an article as a page, drawn line by line; its x-ray and its links."""
