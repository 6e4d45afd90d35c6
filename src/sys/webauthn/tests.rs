//! An authenticator made of numbers, and everything that may be wrong with one.

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _};
use serde_json::json;

use super::*;

const CHALLENGE: &[u8] = b"what we asked, thirty-two bytes.";
const HOST: &str = "rdv.example.org";
const ORIGIN: &str = "https://rdv.example.org";

fn ceremony() -> Ceremony<'static> {
    Ceremony {
        challenge: CHALLENGE,
        relying_party: HOST,
        origin: ORIGIN,
    }
}

fn client(act: &str, challenge: &[u8], origin: &str) -> Vec<u8> {
    let challenge = URL_SAFE_NO_PAD.encode(challenge);
    json!({"type": act, "challenge": challenge, "origin": origin, "crossOrigin": false, "new": 1})
        .to_string()
        .into_bytes()
}

fn data(host: &str, flags: u8, count: u32) -> Vec<u8> {
    [&hash::sha256(host.as_bytes())[..], &[flags], &count.to_be_bytes()].concat()
}

fn head(kind: u8, length: usize) -> Vec<u8> {
    match length {
        0..=23 => vec![(kind << 5) | u8::try_from(length).unwrap()],
        24..=255 => vec![(kind << 5) | 0x18, u8::try_from(length).unwrap()],
        _ => [
            &[(kind << 5) | 0x19][..],
            &u16::try_from(length).unwrap().to_be_bytes(),
        ]
        .concat(),
    }
}

fn bytes(own: &[u8]) -> Vec<u8> {
    [head(2, own.len()), own.to_vec()].concat()
}

fn es256(point: &[u8]) -> Vec<u8> {
    let mut key = vec![0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21];
    key.extend(bytes(&point[1..33]));
    key.push(0x22);
    key.extend(bytes(&point[33..65]));
    key
}

fn eddsa(x: &[u8]) -> Vec<u8> {
    let mut key = vec![0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21];
    key.extend(bytes(x));
    key
}

fn attestation(data: &[u8]) -> Vec<u8> {
    let mut object = vec![0xa3];
    for (name, value) in [
        ("fmt", [head(3, 4), b"none".to_vec()].concat()),
        ("attStmt", vec![0xa0]),
        ("authData", bytes(data)),
    ] {
        object.extend(head(3, name.len()));
        object.extend(name.as_bytes());
        object.extend(value);
    }
    object
}

fn new_credential(host: &str, flags: u8, id: &[u8], key: &[u8]) -> Vec<u8> {
    let length = u16::try_from(id.len()).unwrap().to_be_bytes();
    let all = [&data(host, flags, 0)[..], &[0; MODEL], &length, id, key].concat();
    attestation(&all)
}

fn pair() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random).unwrap()
}

fn used(pair: &EcdsaKeyPair, client_data: Vec<u8>, authenticator_data: Vec<u8>) -> Assertion {
    let message = [authenticator_data.as_slice(), &hash::sha256(&client_data)].concat();
    let signature = pair.sign(&SystemRandom::new(), &message).unwrap();
    Assertion {
        credential: b"id".to_vec(),
        client_data,
        authenticator_data,
        signature: signature.as_ref().to_vec(),
    }
}

#[test]
fn a_credential_is_registered_and_used() {
    let pair = pair();
    let key = es256(pair.public_key().as_ref());
    let made = new_credential(HOST, PRESENT | VERIFIED | NEW, b"credential", &key);
    let registered = registered(&ceremony(), &client("webauthn.create", CHALLENGE, ORIGIN), &made).unwrap();
    assert_eq!(
        (registered.credential.as_slice(), &registered.key),
        (&b"credential"[..], &key)
    );
    let given = used(
        &pair,
        client("webauthn.get", CHALLENGE, ORIGIN),
        data(HOST, PRESENT | VERIFIED, 7),
    );
    let asserted = asserted(&ceremony(), &key, &given).unwrap();
    assert_eq!((asserted.is_verified, asserted.count), (true, 7));
    assert_eq!(challenge_of(&given.client_data).unwrap(), CHALLENGE);
}

#[test]
fn an_edwards_key_signs_as_well() {
    let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
    let pair = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).unwrap();
    let key = eddsa(pair.public_key().as_ref());
    let client_data = client("webauthn.get", CHALLENGE, ORIGIN);
    let authenticator_data = data(HOST, PRESENT, 0);
    let message = [authenticator_data.as_slice(), &hash::sha256(&client_data)].concat();
    let given = Assertion {
        credential: Vec::new(),
        client_data,
        authenticator_data,
        signature: pair.sign(&message).as_ref().to_vec(),
    };
    assert!(!asserted(&ceremony(), &key, &given).unwrap().is_verified);
    let mut other = given.clone();
    other.signature[5] ^= 1;
    assert_eq!(asserted(&ceremony(), &key, &other), Err(Flaw::Signature));
}

#[test]
fn a_registration_on_another_page_is_refused() {
    let good = new_credential(HOST, PRESENT | NEW, b"id", &es256(pair().public_key().as_ref()));
    for (act, challenge, origin, flaw) in [
        ("webauthn.get", CHALLENGE, ORIGIN, Flaw::Act),
        ("webauthn.create", b"another", ORIGIN, Flaw::Challenge),
        (
            "webauthn.create",
            CHALLENGE,
            "https://rdv.example.org:8443",
            Flaw::Origin,
        ),
        (
            "webauthn.create",
            CHALLENGE,
            "http://rdv.example.org",
            Flaw::Origin,
        ),
    ] {
        let client_data = client(act, challenge, origin);
        assert_eq!(
            registered(&ceremony(), &client_data, &good),
            Err(flaw),
            "{origin}"
        );
    }
    for client_data in [&b"{}"[..], b"not json", b""] {
        assert_eq!(registered(&ceremony(), client_data, &good), Err(Flaw::Malformed));
    }
}

#[test]
fn a_credential_that_is_none_of_ours_is_refused() {
    let key = es256(pair().public_key().as_ref());
    let right = client("webauthn.create", CHALLENGE, ORIGIN);
    let flags = PRESENT | NEW;
    let good = new_credential(HOST, flags, b"id", &key);
    let (mut foreign, mut off_curve) = (key.clone(), key.clone());
    foreign[4] = 0x27;
    off_curve[6] = 0x02;
    let with_key = |key: &[u8]| new_credential(HOST, flags, b"id", key);
    for (object, flaw) in [
        (
            new_credential("example.org", flags, b"id", &key),
            Flaw::RelyingParty,
        ),
        (new_credential(HOST, NEW, b"id", &key), Flaw::NobodyPresent),
        (new_credential(HOST, PRESENT, b"id", &key), Flaw::Malformed),
        (new_credential(HOST, flags, b"", &key), Flaw::Malformed),
        (new_credential(HOST, flags, &[7; 1024], &key), Flaw::Malformed),
        (with_key(&foreign), Flaw::Key),
        (with_key(&off_curve), Flaw::Key),
        (with_key(&[]), Flaw::Key),
        (good[..good.len() - 1].to_vec(), Flaw::Malformed),
        ([&good[..], &[0]].concat(), Flaw::Malformed),
        (Vec::new(), Flaw::Malformed),
    ] {
        assert_eq!(registered(&ceremony(), &right, &object), Err(flaw), "{flaw:?}");
    }
}

#[test]
fn a_page_inside_another_is_refused() {
    let good = new_credential(HOST, PRESENT | NEW, b"id", &es256(pair().public_key().as_ref()));
    let framed = json!({"type": "webauthn.create", "challenge": URL_SAFE_NO_PAD.encode(CHALLENGE), "origin": ORIGIN, "crossOrigin": true});
    let framed = framed.to_string().into_bytes();
    assert_eq!(registered(&ceremony(), &framed, &good), Err(Flaw::Origin));
}

#[test]
fn a_use_that_means_something_else_is_refused() {
    let pair = pair();
    let key = es256(pair.public_key().as_ref());
    let right = || client("webauthn.get", CHALLENGE, ORIGIN);
    let here = || data(HOST, PRESENT, 1);
    for (given, flaw) in [
        (
            used(&pair, client("webauthn.create", CHALLENGE, ORIGIN), here()),
            Flaw::Act,
        ),
        (
            used(&pair, client("webauthn.get", b"", ORIGIN), here()),
            Flaw::Challenge,
        ),
        (
            used(
                &pair,
                client("webauthn.get", CHALLENGE, "https://evil.example"),
                here(),
            ),
            Flaw::Origin,
        ),
        (
            used(&pair, right(), data("evil.example", PRESENT, 1)),
            Flaw::RelyingParty,
        ),
        (used(&pair, right(), data(HOST, VERIFIED, 1)), Flaw::NobodyPresent),
        (used(&pair, right(), here()[..36].to_vec()), Flaw::Malformed),
        (used(&self::pair(), right(), here()), Flaw::Signature),
    ] {
        assert_eq!(asserted(&ceremony(), &key, &given), Err(flaw), "{flaw:?}");
    }
    // Whatever was signed is what counts: neither half can be exchanged.
    let good = used(&pair, right(), here());
    let mut verified = good.clone();
    verified.authenticator_data = data(HOST, PRESENT | VERIFIED, 1);
    let mut counted = good.clone();
    counted.authenticator_data = data(HOST, PRESENT, 2);
    let mut unsigned = good.clone();
    unsigned.signature.clear();
    for given in [verified, counted, unsigned] {
        assert_eq!(asserted(&ceremony(), &key, &given), Err(Flaw::Signature));
    }
    assert_eq!(asserted(&ceremony(), b"no key", &good), Err(Flaw::Key));
}

#[test]
fn an_rsa_key_of_windows_signs_as_well() {
    let (n, signature) = (hex(rsa::N), hex(rsa::SIGNATURE));
    let mut key = vec![0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20];
    key.extend(bytes(&n));
    key.extend([0x21, 0x43, 0x01, 0x00, 0x01]);
    let mut given = Assertion {
        credential: Vec::new(),
        client_data: rsa::CLIENT_DATA.as_bytes().to_vec(),
        authenticator_data: data(HOST, PRESENT | VERIFIED, 3),
        signature,
    };
    assert_eq!(asserted(&ceremony(), &key, &given).unwrap().count, 3);
    given.signature[9] ^= 1;
    assert_eq!(asserted(&ceremony(), &key, &given), Err(Flaw::Signature));
}

fn hex(text: &str) -> Vec<u8> {
    (0..text.len() / 2)
        .map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap())
        .collect()
}

mod rsa;
