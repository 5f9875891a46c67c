"""The files of a library: the truth, plain JSON that the user owns.

document  an article, a feed, a state as a JSON object
shard     the file with the articles of one day
state     what the user did with an article; a file a month
journal   lines of JSON with what has come and is not in its files yet; folding moves it there
stamp     size and time of a file: by these it is known whether it has changed
"""
