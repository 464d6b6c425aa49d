"""Signed PDF: a paper with its case attached and a person's PAdES signature over all of it.

The certificate is made of the person's own key, by themselves: there is no authority offline, so a
reader says "issuer unknown" and still names every changed byte (paper.md 6).
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

import pikepdf
from asn1crypto import cms
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

logging.getLogger("pyhanko").addHandler(logging.NullHandler())

_CHANGED = "bytes of this PDF were changed after it was signed"
ATTACHED = "case.procdesk"
_LASTS = timedelta(days=3650)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """The signer of a copy: private key as DER, printed name, clinic, reason and time."""

    key: bytes
    name: str
    clinic: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedCopy:
    """The contents of a signed PDF: signer, time, public key as PEM, case file, problems."""

    name: str
    at: datetime | None
    public_key: str
    case_file: bytes
    problems: tuple[str, ...]


def sign_pdf(pdf: bytes, case_file: bytes, by: Signing) -> bytes:
    """Return the paper with its case file attached, signed. Nothing may be saved into it after."""
    signer = SimpleSigner(
        signing_cert=Certificate.load(_certificate(by)),
        signing_key=PrivateKeyInfo.load(by.key),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
    metadata = PdfSignatureMetadata(
        field_name="Signature",
        name=by.name,
        location=by.clinic,
        reason=by.reason,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
    )
    writer = IncrementalPdfFileWriter(BytesIO(_with(pdf, case_file)))
    signed = PdfSigner(metadata, signer).sign_pdf(writer)
    return bytes(signed.getvalue())


def check_pdf(raw: bytes) -> SignedCopy:
    """Return the signer and whether every byte is as it was signed. Never raises for bad bytes."""
    try:
        signatures = PdfFileReader(BytesIO(raw)).embedded_signatures
        if not signatures:
            return _unread("this PDF carries no signature")
        signature = signatures[0]
        problems = () if _holds(signature, raw) else (_CHANGED,)
        name = str(signature.signer_cert.subject.native["common_name"])
        key = x509.load_der_x509_certificate(signature.signer_cert.dump()).public_key()
        pem = key.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        ).decode()
        return SignedCopy(
            name=name,
            at=signature.self_reported_timestamp,
            public_key=pem,
            case_file=_attached(raw),
            problems=problems,
        )
    except Exception as problem:  # changed bytes may raise anything in the libraries that read them
        return _unread(f"{_CHANGED}, or it was cut ({type(problem).__name__})")


def _unread(problem: str) -> SignedCopy:
    return SignedCopy(name="", at=None, public_key="", case_file=b"", problems=(problem,))


def _holds(signature: EmbeddedPdfSignature, raw: bytes) -> bool:
    """Return whether the signature covers the whole file and was itself not changed."""
    trusted = ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(signature, trusted)
    whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    return bool(status.intact and status.valid and whole) and _as_written(signature, raw)


def _as_written(signature: EmbeddedPdfSignature, raw: bytes) -> bool:
    """Return whether the signature's own bytes, which none can cover, are as `sign_pdf` writes."""
    _, start, end, _ = signature.byte_range
    issued = x509.load_der_x509_certificate(signature.signer_cert.dump())
    issued.verify_directly_issued_by(issued)
    info = signature.signer_info
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": {
                        "issuer": signature.signer_cert.issuer,
                        "serial_number": signature.signer_cert.serial_number,
                    }
                }
            ),
            "digest_algorithm": {"algorithm": "sha256"},
            "signed_attrs": info["signed_attrs"],
            "signature_algorithm": info["signature_algorithm"],
            "signature": info["signature"],
        }
    )
    content = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": {"content_type": "data"},
            "certificates": [signature.signer_cert],
            "signer_infos": [signer],
        }
    )
    signature_hex = (
        cms.ContentInfo({"content_type": "signed_data", "content": content}).dump().hex().upper()
    )
    between = raw[start:end].decode("ascii")
    return between == f"<{signature_hex}{'0' * (len(between) - 2 - len(signature_hex))}>"


def _with(pdf: bytes, case_file: bytes) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as document:
        document.attachments[ATTACHED] = case_file
        into = BytesIO()
        document.save(into)
    return into.getvalue()


def _attached(raw: bytes) -> bytes:
    with pikepdf.open(BytesIO(raw)) as document:
        attachment = document.attachments.get(ATTACHED)
        return bytes(attachment.get_file().read_bytes()) if attachment else b""


def _certificate(by: Signing) -> bytes:
    """Return a certificate that the person's key issues to itself, as DER."""
    key = serialization.load_der_private_key(by.key, password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101  # records make no other
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, by.name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, by.clinic),
        ]
    )
    usage = x509.KeyUsage(True, True, *[False] * 7)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(by.at - timedelta(days=1))
        .not_valid_after(by.at + _LASTS)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.DER)
