"""P-256 keys: persons sign attestations, desks seal entries."""

import base64

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

_ALGORITHM = ec.ECDSA(hashes.SHA256())


def new_key() -> bytes:
    """A fresh private key, as DER."""
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def public_of(private_der: bytes) -> str:
    """The public half, as PEM."""
    public = _private(private_der).public_key()
    return public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    ).decode()


def sign(private_der: bytes, message: bytes) -> str:
    """A signature over the message, in base64."""
    return base64.b64encode(_private(private_der).sign(message, _ALGORITHM)).decode()


def verifies(public_pem: str, message: bytes, signature: str) -> bool:
    """Return whether the owner of this key signed these bytes."""
    try:
        key = serialization.load_pem_public_key(public_pem.encode())
        if not isinstance(key, ec.EllipticCurvePublicKey):
            return False
        seal = base64.b64decode(signature, validate=True)
        if base64.b64encode(seal).decode() != signature:  # its last bits are free, and not ours
            return False
        key.verify(seal, message, _ALGORITHM)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return True


def _private(der: bytes) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_der_private_key(der, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("not a P-256 key")  # a fault of ours: only new_key makes them
    return key
