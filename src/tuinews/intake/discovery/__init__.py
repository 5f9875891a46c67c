"""From what a person types to the feeds that can be subscribed to."""
