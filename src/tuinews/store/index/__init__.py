"""The index: SQLite tables made from the files, which can be thrown away.

key       an article's number in order of time, by which lists are sorted; changes with its date
num       another number of it, which stays; relations are kept by it
fields    what the index has to know of an article, worked out from its document
place     the byte at which its document begins in its file; below 0, in the journal
home      whether that file is the one of its day: others may hold a copy
ghost     the key of an article that is gone, whose words could not be taken out of the full text
linked    whether what is related to it has been worked out; an edge is one such pair
segment   a piece of which FTS5 makes a full-text table; few of them are quicker to search
mending   reading files again that are not what they were when they were indexed
repairing writing a damaged file anew, with all that can be read of it
"""
