"""What is listed: articles and stories, what is related, sources."""
