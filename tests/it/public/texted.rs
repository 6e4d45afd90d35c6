//! The code by text message: only where the practice wants it, to mobiles, and so many a day (security T18).

use grappe::app::{NewLine, SmsRules};
use grappe::domain::contact::Contact;
use grappe::domain::sms::Provider;
use grappe::domain::staff::Actor;
use grappe::web::Settings;

use super::{LEA, TUESDAY_9, pick, send};
use crate::support::{Browser, Page, Site};

fn texting(site: &Site, codes_a_day: u32) {
    let new = NewLine {
        provider: Provider::Brevo,
        fields: [("sender".to_owned(), "CABINET".to_owned())].into(),
        secrets: [("api_key".to_owned(), "x".to_owned())].into(),
    };
    site.run(site.app.add_sms_line(Actor::System, new)).unwrap();
    let rules = SmsRules {
        price_mills: 65,
        cap_cents: Some(500),
        sends_codes: true,
        codes_a_day,
        prefixes: Vec::new(),
    };
    site.run(site.app.save_sms_rules(Actor::System, rules)).unwrap();
}

fn form(browser: &mut Browser, start: &str) -> Page {
    let picked = pick(browser, "1", start);
    browser.follow(picked)
}

fn by_text(phone: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut typed: Vec<_> = LEA
        .into_iter()
        .filter(|(name, _)| *name != "phone" && *name != "email")
        .collect();
    typed.extend([("phone", phone), ("email", ""), ("code_by", "text")]);
    typed
}

#[test]
fn nobody_is_offered_a_text_message_before_the_practice_wants_it() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    let page = form(&mut browser, TUESDAY_9);
    assert!(!page.text().contains("Par SMS"));
    // A form that asks for one all the same is one that lacks an e-mail address.
    send(&mut browser, &page, "/book", &by_text("06 12 34 56 78")).assert(422, &["Courriel"]);
}

#[test]
fn a_mobile_alone_books_and_its_confirmation_goes_there() {
    let site = Site::with(Settings::default());
    texting(&site, 30);
    let mut browser = site.browser();
    let page = form(&mut browser, TUESDAY_9);
    page.assert(200, &["Recevoir le code", "Par SMS"]);
    send(&mut browser, &page, "/book", &by_text("01 23 45 67 89")).assert(422, &["téléphone fixe"]);
    let page = send(&mut browser, &page, "/book", &by_text("+44 7700 900123"));
    page.assert(422, &["Nous n'envoyons pas de SMS à ce numéro"]);
    let sent = send(&mut browser, &page, "/book", &by_text("06 12 34 56 78"));
    assert_eq!(sent.location().unwrap(), "/book/code?anybody");
    let code = browser.follow(sent);
    code.assert(200, &["06 12 34 56 78", "Vérifiez le numéro"]);
    let newest = site.run(site.app.recent_notices(1)).unwrap().remove(0);
    assert!(matches!(newest.message.to, Contact::Phone(_)));
    let sent = send(&mut browser, &code, "/book/code", &[("code", &site.code())]);
    assert_eq!(sent.location().unwrap(), "/book/done");
    let newest = site.run(site.app.recent_notices(1)).unwrap().remove(0);
    assert_eq!(newest.message.kind.key(), "confirmed");
    assert!(
        matches!(newest.message.to, Contact::Phone(_)),
        "nothing goes to what was not proved"
    );
}

#[test]
fn codes_by_text_message_end_at_the_ceiling_of_the_day_and_e_mail_goes_on() {
    let site = Site::with(Settings {
        limit_factor: 1000,
        ..Settings::default()
    });
    texting(&site, 2);
    let phones = ["06 12 34 56 01", "06 12 34 56 02", "06 12 34 56 03"];
    let starts = [TUESDAY_9, "2026-03-03T09:00:00Z", "2026-03-03T10:00:00Z"];
    for (nth, (phone, start)) in phones.into_iter().zip(starts).enumerate() {
        let mut browser = site.browser();
        let page = form(&mut browser, start);
        let sent = send(&mut browser, &page, "/book", &by_text(phone));
        if nth < 2 {
            sent.assert(303, &[]);
            continue;
        }
        assert_eq!(sent.status, 429);
        // The same form by e-mail, for the time that is held.
        let mut by_mail = LEA.to_vec();
        by_mail.push(("code_by", "email"));
        send(&mut browser, &sent, "/book", &by_mail).assert(303, &[]);
    }
}
