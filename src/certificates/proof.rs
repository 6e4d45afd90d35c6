//! What is made for an authority: a key, a request for a certificate, and the certificate that only proves a name.

use instant_acme::KeyAuthorization;
use rcgen::{CertificateParams, CustomExtension, DistinguishedName, Error, KeyPair, PKCS_ECDSA_P256_SHA256};

use crate::sys::tls::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// A new key of P-256, PKCS#8 in DER.
pub(super) fn key() -> Result<Vec<u8>, Error> {
    Ok(KeyPair::generate()?.serialize_der())
}

/// A request for these names, signed with that key, in DER (RFC 2986).
pub(super) fn request(names: &[String], key: &[u8]) -> Result<Vec<u8>, Error> {
    let key = KeyPair::from_pkcs8_der_and_sign_algo(&PrivatePkcs8KeyDer::from(key), &PKCS_ECDSA_P256_SHA256)?;
    let mut params = CertificateParams::new(names.to_vec())?;
    params.distinguished_name = DistinguishedName::new();
    Ok(params.serialize_request(&key)?.der().to_vec())
}

/// The certificate that proves a name, and its key (RFC 8737 §3).
pub(super) fn certificate(
    name: &str,
    proof: &KeyAuthorization,
) -> Result<(CertificateDer<'static>, PrivateKeyDer<'static>), Error> {
    let mut params = CertificateParams::new(vec![name.to_owned()])?;
    let extension = CustomExtension::new_acme_identifier(proof.digest().as_ref());
    params.custom_extensions = vec![extension];
    let key = KeyPair::generate()?;
    let certificate = params.self_signed(&key)?;
    let key = PrivatePkcs8KeyDer::from(key.serialize_der());
    Ok((certificate.into(), key.into()))
}
