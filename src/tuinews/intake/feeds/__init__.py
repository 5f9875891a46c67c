"""RSS, Atom and JSON Feed: from their text to captures."""
