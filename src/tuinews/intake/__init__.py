"""From bytes to captures: files, feeds, pages, subscription lists. Knows no cleaning."""
