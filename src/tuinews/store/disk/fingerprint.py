"""Fingerprints: a few bytes that tell one text from another."""

from __future__ import annotations


def fingerprint(data: bytes, size: int = 8, person: bytes = b"") -> bytes:
    """Return `size` bytes that other data would not give; `person` is what they are for."""
    from hashlib import blake2b  # imported late, for it loads OpenSSL: a list needs none

    return blake2b(data, digest_size=size, person=person).digest()
