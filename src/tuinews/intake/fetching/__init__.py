"""HTTP: requests within limits, redirects, proxies, and who may be connected to."""
