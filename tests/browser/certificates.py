"""A local certificate authority, and what makes Chromium believe it."""

import base64
import hashlib
from pathlib import Path

import trustme
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificate


class Certificate:
    """A certificate for some hosts."""

    def __init__(self, *hosts: str) -> None:
        self._leaf = trustme.CA().issue_cert(*hosts)

    def write(self, folder: Path) -> Path:
        """Write key and chain into one file, as uvicorn reads them, and return its path."""
        path = folder / "certificate.pem"
        self._leaf.private_key_and_cert_chain_pem.write_to_path(path)
        return path

    @property
    def flag(self) -> str:
        """The command-line flag that lets Chromium trust this key, and no other."""
        leaf = load_pem_x509_certificate(self._leaf.cert_chain_pems[0].bytes())
        key = leaf.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        digest = base64.b64encode(hashlib.sha256(key).digest()).decode()
        return f"--ignore-certificate-errors-spki-list={digest}"
