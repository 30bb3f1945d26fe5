"""Certificates made for one run: right ones and wrong ones."""

import ssl
from dataclasses import dataclass
from pathlib import Path

import trustme

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Certificates:
    """Contexts of servers, and the file of the authority that vouches for the first two."""

    right: ssl.SSLContext
    of_another_name: ssl.SSLContext
    of_nobody: ssl.SSLContext
    authority: str


def make_certificates(folder: Path) -> Certificates:
    """An authority with its certificates, and one by an authority nobody knows."""
    ours = trustme.CA()
    path = folder / "ca.pem"
    ours.cert_pem.write_to_path(str(path))
    return Certificates(
        right=_context(ours, HOST),
        of_another_name=_context(ours, "mail.example.org"),
        of_nobody=_context(trustme.CA(), HOST),
        authority=str(path),
    )


def _context(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    return context
