//! The settings page of text messages, a trial of a line in plain words, and what providers tell us.

use grappe::app::NewLine;
use grappe::domain::sms::Provider;
use grappe::domain::staff::Actor;
use grappe::web::Settings;

use super::setup::form::filled;
use super::{Crew, field};
use crate::messages::carriers::double::Double;
use crate::support::{Browser, Page};

const SMS: &str = "/admin/setup/sms";

fn public() -> Settings {
    Settings {
        limit_factor: 1000,
        is_demo: true,
        public_url: Some("https://rdv.example.fr".to_owned()),
        ..Settings::default()
    }
}

fn added(alice: &mut Browser, provider: &str, answers: &[(&str, &str)]) -> Page {
    let form = filled(&alice.get(&format!("{SMS}?provider={provider}")), SMS);
    form.with(answers).post(alice, SMS)
}

/// A line behind the page.
fn line(site: &Crew, provider: Provider, secrets: &[(&str, &str)]) -> String {
    let pairs = |pairs: &[(&str, &str)]| {
        let owned = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        owned.collect()
    };
    let new = NewLine {
        provider,
        fields: pairs(&[
            ("sender", "CABINET"),
            ("account_sid", "AC1"),
            ("api_key_sid", "SK1"),
        ]),
        secrets: pairs(secrets),
    };
    site.run(site.app.add_sms_line(Actor::System, new)).unwrap()
}

#[test]
fn a_line_is_added_ordered_stopped_and_removed_and_its_secret_never_shown() {
    let site = Crew::with(public());
    let mut alice = site.signed_in("alice");
    let page = added(&mut alice, "brevo", &[("sender", "Cabinet Médical")]);
    page.assert(422, &["lettres ou chiffres", "À remplir"]);
    let answers = [("api_key", "xkeysib-s3cret"), ("sender", "CABINET")];
    let page = added(&mut alice, "brevo", &answers);
    assert_eq!(page.location().as_deref(), Some("/admin/setup/sms?done=saved"));
    let answers = [("token", "jeton-s3cret"), ("sender", "36180")];
    added(&mut alice, "smsfactor", &answers).assert(303, &[]);
    let page = alice.get(SMS);
    page.assert(
        200,
        &[
            "Brevo",
            "SMSFactor",
            "expéditeur CABINET",
            "https://rdv.example.fr/hooks/sms/",
        ],
    );
    assert!(!page.text().contains("s3cret"));
    let lines = site.run(site.app.sms_lines()).unwrap().lines;
    let path = format!("{SMS}/lines/{}", lines[1].token);
    let csrf = field(&page, "csrf");
    for (act, what) in [
        ("raise", "sms_line.change"),
        ("off", "sms_line.change"),
        ("on", "sms_line.change"),
        ("remove", "sms_line.remove"),
    ] {
        let before = site.revision();
        alice
            .post(&path, &[("csrf", &csrf), ("act", act)])
            .assert(303, &[]);
        assert_eq!(site.written_since(before)[0][1], what);
    }
    assert_eq!(
        alice.post(&path, &[("csrf", &csrf), ("act", "raise")]).status,
        404
    );
    let lines = site.run(site.app.sms_lines()).unwrap().lines;
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].provider, Provider::Brevo);
    let mut marie = site.signed_in("marie");
    assert_eq!(marie.get(SMS).status, 403);
}

#[test]
fn templates_that_could_reach_elsewhere_are_refused_with_a_reason() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    for (url, headers, why) in [
        (
            "http://sms.example.org/?to={to}&t={text}",
            "",
            "ne peut pas être appelée",
        ),
        (
            "https://127.0.0.1/?to={to}&t={text}",
            "",
            "ne peut pas être appelée",
        ),
        ("https://{text}.example.org/?to={to}", "", "nom du serveur"),
        ("https://sms.example.org/?to={to}", "", "Il manque"),
        (
            "https://sms.example.org/?to={to}&t={texte}",
            "",
            "Entre accolades",
        ),
        (
            "https://sms.example.org/?to={to}&t={text}",
            "X: {text}",
            "en-tête",
        ),
    ] {
        let page = added(&mut alice, "template", &[("url", url), ("headers", headers)]);
        assert_eq!(page.status, 422, "{url}");
        assert!(page.text().contains(why), "{url}: {}", page.text());
    }
    added(
        &mut alice,
        "template",
        &[("url", "https://sms.example.org/?to={to}&t={text}")],
    )
    .assert(303, &[]);
}

#[test]
fn prices_are_read_and_codes_need_a_ceiling() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let rules = format!("{SMS}/rules");
    let post = |alice: &mut Browser, answers: &[(&str, &str)]| {
        let form = filled(&alice.get(SMS), &rules);
        form.with(answers).post(alice, &rules)
    };
    post(&mut alice, &[("codes", "1")]).assert(422, &["Fixez un plafond"]);
    post(&mut alice, &[("price", "gratuit")]).assert(422, &["montant en euros"]);
    post(&mut alice, &[("prefixes", "262")]).assert(422, &["indicatif"]);
    let good = [
        ("price", "0,07"),
        ("cap", "5"),
        ("codes", "1"),
        ("prefixes", "+262692, +32"),
    ];
    post(&mut alice, &good).assert(303, &[]);
    let lines = site.run(site.app.sms_lines()).unwrap();
    assert_eq!((lines.price_mills, lines.cap_cents), (70, Some(500)));
    assert_eq!(lines.prefixes, ["+262692", "+32"]);
    alice.get(SMS).assert(200, &["le plafond est de 5,00", "0,07"]);
}

#[test]
fn a_trial_says_what_came_of_it_and_what_to_do() {
    let double = Double::of("api.brevo.com");
    let site = Crew::through(public(), double.client());
    let mut alice = site.signed_in("alice");
    let token = line(&site, Provider::Brevo, &[("api_key", "xkeysib-s3cret")]);
    let path = format!("{SMS}/lines/{token}");
    let page = alice.get(SMS);
    let csrf = field(&page, "csrf");
    let tried = |alice: &mut Browser, phone: &str| {
        alice.post(&path, &[("csrf", &csrf), ("act", "trial"), ("phone", phone)])
    };
    tried(&mut alice, "01 23 45 67 89").assert(200, &["téléphone fixe"]);
    tried(&mut alice, "+44 7700 900123").assert(200, &["Ce numéro est étranger"]);
    tried(&mut alice, "x").assert(200, &["Écrivez le numéro"]);
    assert!(double.heard().is_empty());
    double.answers(201, r#"{"messageId":1}"#);
    tried(&mut alice, "06 12 34 56 78").assert(200, &["L'opérateur a accepté le message"]);
    double.answers(
        402,
        r#"{"code":"not_enough_credits","message":"Insufficient SMS credits"}"#,
    );
    tried(&mut alice, "06 12 34 56 78").assert(200, &["rechargez votre compte", "Insufficient SMS credits"]);
    double.answers(
        400,
        r#"{"code":"invalid_parameter","message":"<script>alert(1)</script> sender"}"#,
    );
    let page = tried(&mut alice, "06 12 34 56 78");
    page.assert(200, &["n'accepte pas cet expéditeur"]);
    assert!(!page.text().contains("<script>alert"));
    double.hangs();
    tried(&mut alice, "06 12 34 56 78").assert(200, &["on ne sait pas si le message est parti"]);
    double.answers(200, r#"{"plan":[{"type":"sms","credits":95}]}"#);
    alice
        .post(&path, &[("csrf", &csrf), ("act", "balance")])
        .assert(200, &["Il reste 95"]);
    assert_eq!(double.heard().len(), 5, "each once");
    assert_eq!(site.run(site.app.sms_today()).unwrap().parts, 4);
}

#[test]
fn providers_tell_what_they_have_to_and_learn_nothing() {
    let site = Crew::with(public());
    let token = line(&site, Provider::SmsFactor, &[("token", "t")]);
    let path = format!("/hooks/sms/{token}");
    let mut provider = site.browser();
    let text = r#"{"date":"2026-03-02T13:01:29+02:00","message":"Non, je suis malade","from":"33612345678"}"#;
    let answer = provider.post_as(&path, "application/json", text);
    assert_eq!((answer.status, answer.text().as_str()), (204, ""));
    for (path, kind, body) in [
        ("/hooks/sms/AAAAAAAAAAAAAAAAAAAAAA", "application/json", text),
        (path.as_str(), "application/json", "{"),
        (
            path.as_str(),
            "application/json",
            r#"{"status":3,"message_id":"unknown"}"#,
        ),
        (path.as_str(), "text/plain", "\u{0}"),
        (path.as_str(), "application/x-www-form-urlencoded", "a=1&a=2"),
    ] {
        let answer = provider.post_as(path, kind, body);
        assert_eq!((answer.status, answer.text().as_str()), (204, ""), "{body}");
    }
    assert_eq!(
        provider
            .get(&format!("{path}?status=3&message_id=unknown"))
            .status,
        204
    );
    let big = format!(r#"{{"message":"{}","from":"33612345678"}}"#, "a".repeat(70_000));
    assert_eq!(provider.post_as(&path, "application/json", &big).status, 413);
    let mut alice = site.signed_in("alice");
    let page = alice.get("/admin/to-do");
    page.assert(200, &["SMS reçus", "06 12 34 56 78", "Non, je suis malade"]);
    let texts = site.run(site.app.unseen_texts()).unwrap();
    assert_eq!(texts.len(), 1);
    let seen = format!("/admin/texts/{}/seen", texts[0].id);
    let before = site.revision();
    alice
        .post(&seen, &[("csrf", &field(&page, "csrf"))])
        .assert(303, &[]);
    assert_eq!(site.written_since(before)[0][1], "text.seen");
    assert!(site.run(site.app.unseen_texts()).unwrap().is_empty());
}

#[test]
fn twilio_is_believed_by_its_signature_only() {
    let site = Crew::with(public());
    let token = line(
        &site,
        Provider::Twilio,
        &[("api_key_secret", "s"), ("auth_token", "12345")],
    );
    let path = format!("/hooks/sms/{token}");
    let body = "Body=Bonjour+%26+merci&From=%2B33612345678&MessageSid=SM1&SmsStatus=received";
    let signed = format!(
        "https://rdv.example.fr{path}BodyBonjour & merciFrom+33612345678MessageSidSM1SmsStatusreceived"
    );
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, b"12345");
    let signature = base64::Engine::encode(
        &base64::engine::general_purpose::STANDARD,
        ring::hmac::sign(&key, signed.as_bytes()),
    );
    let form = "application/x-www-form-urlencoded";
    assert_eq!(site.browser().post_as(&path, form, body).status, 204);
    let mut liar = site.browser().with_header("X-Twilio-Signature", "AAAA");
    assert_eq!(liar.post_as(&path, form, body).status, 204);
    assert!(site.run(site.app.unseen_texts()).unwrap().is_empty());
    let mut twilio = site.browser().with_header("X-Twilio-Signature", &signature);
    assert_eq!(twilio.post_as(&path, form, body).status, 204);
    let texts = site.run(site.app.unseen_texts()).unwrap();
    assert_eq!(texts[0].words, "Bonjour & merci");
}
