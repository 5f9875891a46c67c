"""How much of what comes from outside is taken: every limit, and what it counts.

Whatever passes a limit is refused in one line that names it, or is cut and says so. Those
that a user may want to have otherwise are settings, whose defaults stand here as well.
"""

from __future__ import annotations

MIB = 1 << 20

# --- the network: settings of [fetch] -----------------------------------------------------

TOTAL_S = 30  # seconds that one feed or page may take, redirects and all
CONNECT_S = 10  # seconds to wait for a connection
IDLE_S = 10  # seconds without a byte
REDIRECTS = 5
BODY_MIB = 16  # of a feed or a page, unpacked
BODY_MOST_MIB = 256  # that the setting may say

UNPACKED = 200  # times the size that came over the wire
UNPACKED_FREE = MIB  # bytes before that is looked at
COOKIES = 4096  # characters that go back on a redirect
VALIDATOR = 1024  # characters of an ETag or a date that is sent back
WAIT_S = 24 * 3600.0  # seconds that a host may ask to be left alone
SECRET = 4096  # bytes of a password that a program or a file gives
CANDIDATES = 12  # feeds of a page that are looked at
SCANNED = 2_000_000  # characters of a page in which feeds are looked for
SCANNED_LINKS = 2_000
KEEP_DAYS = 36_500  # that the articles of a feed are kept; a list may ask for more

# --- reading in a child process: settings of [fetch] ---------------------------------------

PARSE_S = 10  # seconds of processor time
PARSE_MIB = 512  # of memory
PARSE_WALL_S = 20.0  # seconds by the clock; twice those of the setting

# --- what feeds bring ----------------------------------------------------------------------

ENTRIES = 5000  # of one answer, the newest
ENTRY = 2_000_000  # characters of its text
ID = 1024  # characters
URL = 8192  # characters
DATE = 150  # characters
XML_TAG = 32 << 10  # characters of one tag
XML_ATTRIBUTES = 500  # in a tag that is longer than that
XML_DEPTH = 2000
XML_ENTITIES = 50  # declared
XML_ENTITY = 1000  # characters of a declared one
XML_EXPANSION = MIB  # characters that entities may add
XML_REPEATS = 200  # of one kind of element in one entry
XML_NAME = 500  # characters of a person's name

# --- accounts of servers that gather feeds -------------------------------------------------

ACCOUNT_IDS = 200_000  # unread articles, or starred ones
ACCOUNT_PAGES = 500  # of one list
ACCOUNT_NEW = 20_000  # articles that one refresh brings in, the newest
ACCOUNT_S = 120  # seconds that one answer may take: marking takes long on a slow disk

# --- lists of feeds ------------------------------------------------------------------------

FEED_LIST = 16 * MIB  # bytes of OPML or a newsboat list
FEEDS = 5000  # above this a person is asked first
FOLDERS = 8  # in one another
FOLDER = 200  # characters of the name of one
FEED_TAG = 100  # characters of a tag of a feed
NEWSBOAT_LINES = 200_000

# --- files that are imported ---------------------------------------------------------------

CAPTURE = 64 * MIB  # bytes of a file
JSON_LINE = 16 * MIB  # bytes of one article
FILE_NAME = 4096  # characters of a file's name in a message
PAGE = 1 << 24  # characters of a page, or of a fragment of one
ARTICLE = 2_000_000  # characters of an article, with what was cut: all of a day is one file

# --- cleaning ------------------------------------------------------------------------------

PLAIN_CHARS = 4_000_000  # of a plain capture that are told apart; what follows stays as it is
PLAIN_LINES = 20_000
HTML_CHARS = 12_000_000  # of a page that are parsed
HTML_DEPTH = 250  # deeper elements are taken away, their text stays
HTML_NODES = 200_000
HTML_LINKS = 1_000
HTML_PIECES = 20_000
TABLE_CELLS = 10_000
JSONLD_CHARS = 2_000_000
JSONLD_NODES = 5_000
VOTE_CHARS = 2_000_000  # of a page that other extractors are asked about
VOTE_TAGS = 60_000
FURNITURE = MIB  # bytes of a user's own furniture words

# --- text, everywhere ----------------------------------------------------------------------

LINE = 500  # characters of a headline or another text of one line
MARKS = 8  # combining marks on one base character

# --- the library ---------------------------------------------------------------------------

STORE_FILE = 1 << 30  # bytes
TAG = 60  # characters
TAGS = 100  # of one article
NOTE = 20_000  # characters
GONE = 50_000  # removed articles that are remembered
QUERY = 4096  # characters
QUERY_TERMS = 200
QUERY_DEPTH = 40  # brackets in brackets

# --- what the user gives and takes -------------------------------------------------------

CONFIG = MIB  # bytes
WORD = 32_768  # characters of one word of the command line
EXPORT_NAME = 120  # bytes of a file's name
COPY = 74_000  # bytes; terminals take less than 100,000 in base64, and say nothing beyond
CHILD_LINE = MIB  # bytes of one line that a child process tells the app
