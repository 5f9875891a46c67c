"""Lists of feeds that other programs write: OPML, and newsboat's file."""
