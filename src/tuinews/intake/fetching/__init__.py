"""HTTP: what is asked of servers, by which way, how long and how much."""
