//! Passkeys and recovery codes over HTTP, with an authenticator made of numbers.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use grappe::sys::hash::sha256;
use grappe::web::Settings;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};

use super::{Crew, PASSWORD, field};
use crate::support::{Browser, Page};

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x05;
const NEW: u8 = 0x45;

/// One key in one authenticator.
struct Authenticator {
    pair: EcdsaKeyPair,
    id: &'static [u8],
    origin: String,
    count: u32,
}

fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Authenticator {
    fn of(site: &Crew, id: &'static [u8]) -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        Self {
            pair: EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random).unwrap(),
            id,
            origin: format!("http://localhost:{}", site.address.port()),
            count: 0,
        }
    }

    fn client(&self, act: &str, asked: &Value) -> String {
        json!({"type": act, "challenge": asked["challenge"], "origin": self.origin}).to_string()
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        [&sha256(b"localhost")[..], &[flags], &self.count.to_be_bytes()].concat()
    }

    fn attestation(&self) -> Vec<u8> {
        let point = self.pair.public_key().as_ref();
        let head = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
        let key = [&head[..], &point[1..33], &[0x22, 0x58, 0x20], &point[33..65]].concat();
        let length = u16::try_from(self.id.len()).unwrap().to_be_bytes();
        let data = [&self.data(NEW)[..], &[0; 16], &length, self.id, &key].concat();
        let object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58";
        [&object[..], &[u8::try_from(data.len()).unwrap()], &data].concat()
    }

    fn registers(&self, browser: &mut Browser, csrf: &str) -> Page {
        let asked = asked(browser, "/admin/account/passkeys/challenge", csrf);
        let (client, made) = (
            self.client("webauthn.create", &asked),
            encoded(&self.attestation()),
        );
        let fields = [
            ("csrf", csrf),
            ("name", "Clé « d'argent »"),
            ("client_data", &encoded(client.as_bytes())),
            ("attestation", &made),
        ];
        browser.post("/admin/account/passkeys", &fields)
    }

    /// The answer to a question, as fields of a form.
    fn answers(&mut self, asked: &Value, flags: u8) -> Vec<(&'static str, String)> {
        self.count += 1;
        let (client, data) = (self.client("webauthn.get", asked), self.data(flags));
        let message = [data.as_slice(), &sha256(client.as_bytes())].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &message).unwrap();
        vec![
            ("credential", encoded(self.id)),
            ("client_data", encoded(client.as_bytes())),
            ("authenticator_data", encoded(&data)),
            ("signature", encoded(signature.as_ref())),
        ]
    }
}

fn asked(browser: &mut Browser, path: &str, csrf: &str) -> Value {
    let page = browser.post(path, &[("csrf", csrf)]);
    page.assert(200, &[]);
    serde_json::from_slice(&page.body).unwrap()
}

fn posted(browser: &mut Browser, path: &str, csrf: &str, fields: &[(&'static str, String)]) -> Page {
    let all = fields.iter().map(|(name, value)| (*name, value.as_str()));
    let all: Vec<_> = [("csrf", csrf)].into_iter().chain(all).collect();
    browser.post(path, &all)
}

/// Not a demonstration: the second factor is asked for; by a name that passkeys can be bound to.
fn site() -> Crew {
    Crew::with(Settings {
        limit_factor: 1000,
        ..Settings::default()
    })
}

fn browser(site: &Crew) -> Browser {
    site.browser()
        .named(&format!("localhost:{}", site.address.port()))
}

/// The administrator with a passkey as the first second factor.
fn enrolled(site: &Crew, key: &Authenticator) -> (Browser, String) {
    let mut alice = browser(site);
    let sent = site.welcome(&mut alice, "alice");
    let page = alice.follow(sent);
    page.assert(200, &["Ou une clé d'accès"]);
    let done = key.registers(&mut alice, &field(&page, "csrf"));
    assert_eq!(
        done.location().as_deref(),
        Some("/admin/account?done=passkey"),
        "{}",
        done.text()
    );
    let page = alice.get("/admin/account");
    page.assert(
        200,
        &["Clé « d'argent »", "Il ne vous reste aucun code de secours"],
    );
    let csrf = field(&page, "csrf");
    (alice, csrf)
}

#[test]
fn a_passkey_is_the_second_factor_and_alone_it_is_both() {
    let site = site();
    let mut key = Authenticator::of(&site, b"first credential");
    enrolled(&site, &key);

    // Password first: the passkey is asked for, whether or not it knows its owner.
    let mut other = browser(&site);
    let sent = other.post("/admin/sign-in", &[("login", "alice"), ("password", PASSWORD)]);
    let page = other.follow(sent);
    page.assert(200, &["Utiliser ma clé d'accès", "Utiliser un code de secours"]);
    assert!(
        !page.text().contains("photographiant"),
        "no other factor is set up by a password alone"
    );
    let csrf = field(&page, "csrf");
    let question = asked(&mut other, "/admin/second-factor/challenge", &csrf);
    assert_eq!(
        question["allowCredentials"][0]["id"],
        encoded(b"first credential")
    );
    let answer = key.answers(&question, PRESENT);
    let done = posted(&mut other, "/admin/second-factor", &csrf, &answer);
    assert_eq!(done.location().as_deref(), Some("/admin"));
    other
        .get("/admin/account")
        .assert(200, &["Utilisée la dernière fois"]);

    // Alone: only when the authenticator knows its owner.
    for (flags, status) in [(PRESENT, 422), (VERIFIED, 303)] {
        let mut alone = browser(&site);
        let question = asked(&mut alone, "/admin/passkey/challenge", "");
        assert_eq!(question["userVerification"], "required");
        let answer = key.answers(&question, flags);
        let page = posted(&mut alone, "/admin/passkey", "", &answer);
        assert_eq!(page.status, status, "{}", page.text());
        let is_in = alone.get("/admin").status == 200;
        assert_eq!(is_in, status == 303);
        // What was answered once is answered.
        let again = posted(&mut browser(&site), "/admin/passkey", "", &answer);
        again.assert(422, &["n'a pas été reconnue"]);
    }
}

#[test]
fn an_answer_is_good_for_its_question_its_session_and_its_owner() {
    let site = site();
    let mut key = Authenticator::of(&site, b"hers");
    let (mut alice, csrf) = enrolled(&site, &key);
    // Marie has a passkey of her own.
    let mut marie = browser(&site);
    site.welcome(&mut marie, "marie");
    let page = marie.get("/admin/account");
    let mut own = Authenticator::of(&site, b"maries");
    assert_eq!(own.registers(&mut marie, &field(&page, "csrf")).status, 303);
    let mut halfway = browser(&site);
    let sent = halfway.post("/admin/sign-in", &[("login", "marie"), ("password", PASSWORD)]);
    let half = field(&halfway.follow(sent), "csrf");
    // Of somebody else, though rightly signed.
    let question = asked(&mut halfway, "/admin/second-factor/challenge", &half);
    let answer = key.answers(&question, VERIFIED);
    posted(&mut halfway, "/admin/second-factor", &half, &answer).assert(422, &[]);
    // To the question of signing in alone.
    let question = asked(&mut halfway, "/admin/passkey/challenge", "");
    let answer = own.answers(&question, VERIFIED);
    posted(&mut halfway, "/admin/second-factor", &half, &answer).assert(422, &[]);
    // Too late.
    let question = asked(&mut halfway, "/admin/second-factor/challenge", &half);
    let answer = own.answers(&question, VERIFIED);
    site.clock.advance(TimeDelta::minutes(6));
    posted(&mut halfway, "/admin/second-factor", &half, &answer).assert(422, &[]);
    // A passkey cannot be added by who has not given the one there is.
    let added = own.registers(&mut halfway, &half);
    assert_eq!(added.status, 403);
    // One that was removed opens nothing.
    let page = alice.get("/admin/account");
    let remove = page
        .values("action=\"")
        .into_iter()
        .find(|action| action.ends_with("/remove"))
        .unwrap();
    let gone = alice.post(&remove, &[("csrf", &csrf)]);
    assert_eq!(gone.location().as_deref(), Some("/admin/account?done=removed"));
    let question = asked(&mut browser(&site), "/admin/passkey/challenge", "");
    let answer = key.answers(&question, VERIFIED);
    posted(&mut browser(&site), "/admin/passkey", "", &answer).assert(422, &[]);
}

#[test]
fn a_counter_that_goes_back_is_written_down() {
    let site = site();
    let mut key = Authenticator::of(&site, b"counts");
    key.count = 7;
    enrolled(&site, &key);
    let mut alone = browser(&site);
    key.count = 3;
    let question = asked(&mut alone, "/admin/passkey/challenge", "");
    let answer = key.answers(&question, VERIFIED);
    assert_eq!(posted(&mut alone, "/admin/passkey", "", &answer).status, 303);
    assert!(site.recorded("passkey.counter"));
}

#[test]
fn recovery_codes_are_shown_once_and_each_is_good_once() {
    let site = site();
    let key = Authenticator::of(&site, b"left at home");
    let (mut alice, csrf) = enrolled(&site, &key);
    let page = alice.post("/admin/account/recovery-codes", &[("csrf", &csrf)]);
    page.assert(200, &["Imprimez ces codes"]);
    assert!(site.recorded("staff.recovery_codes") && site.recorded("staff.passkey"));
    let codes = page
        .values("<li><code>")
        .into_iter()
        .map(|rest| rest.split('<').next().unwrap().to_owned());
    let codes: Vec<String> = codes.collect();
    assert_eq!(codes.len(), 10);
    alice
        .get("/admin/account")
        .assert(200, &["Il vous reste 10 codes de secours"]);
    let with_code = |typed: &str| {
        let mut other = browser(&site);
        let sent = other.post("/admin/sign-in", &[("login", "alice"), ("password", PASSWORD)]);
        let csrf = field(&other.follow(sent), "csrf");
        other.post("/admin/second-factor", &[("csrf", &csrf), ("recovery", typed)])
    };
    let typed = codes[3].to_lowercase().replace('-', " ");
    assert_eq!(with_code(&typed).location().as_deref(), Some("/admin"));
    with_code(&typed).assert(422, &["il a déjà servi"]);
    with_code("AAAAA-BBBBB").assert(422, &[]);
    alice
        .get("/admin/account")
        .assert(200, &["Il vous reste 9 codes de secours"]);
    // New ones end the others.
    alice
        .post("/admin/account/recovery-codes", &[("csrf", &csrf)])
        .assert(200, &[]);
    with_code(&codes[4]).assert(422, &[]);
    // They are a sensitive thing: the password is asked again.
    site.clock.advance(TimeDelta::minutes(16));
    let page = alice.post("/admin/account/recovery-codes", &[("csrf", &csrf)]);
    assert!(page.location().unwrap().starts_with("/admin/confirm?"));
}

#[test]
fn pages_opened_by_an_address_say_why_there_are_no_passkeys() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let page = marie.get("/admin/account");
    page.assert(200, &["pas par une adresse en chiffres"]);
    let csrf = field(&page, "csrf");
    let refused = marie.post("/admin/account/passkeys/challenge", &[("csrf", &csrf)]);
    assert_eq!(refused.status, 409);
}
