"""What the main screen's keys and events have done: one module for each kind of work."""
