"""The screen: the only code that knows Textual.

desk      what the user is doing, without a screen: shelf, view, undo, the way back
shelf     a library that can be shown: the user's own, or that of the samples
view      which articles the list shows, in which order
pane      sources, list, article, related: what the main screen shows beside each other
task      one kind of work of the main screen: what keys and events have done
host      what a screen lends to those that work for it: a voice, dialogs, threads
peek      to show the article under the cursor without counting it as read
"""
