//! The code by text message, of a booking and of the waiting list: only where the practice wants it, to mobiles, and so many a day (security T18).

use grappe::app::{NewLine, SmsRules};
use grappe::domain::contact::Contact;
use grappe::domain::sms::Provider;
use grappe::domain::staff::Actor;
use grappe::domain::waiting_list::{Channel, WaitingEntry};
use grappe::store::{Db, Fault};
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

#[test]
fn a_mobile_alone_gets_onto_the_waiting_list_and_is_phoned_about_offers() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    let form = browser.get("/waiting?care=1");
    assert!(!form.text().contains("Par SMS"), "the practice does not want it");
    // A form that asks for one all the same is one that lacks an e-mail address.
    send(&mut browser, &form, "/waiting", &by_text("06 12 34 56 78")).assert(422, &["Courriel"]);
    texting(&site, 30);
    let form = browser.get("/waiting?care=1");
    form.assert(200, &["Par SMS", "nous vous appelons"]);
    send(&mut browser, &form, "/waiting", &by_text("01 23 45 67 89")).assert(422, &["téléphone fixe"]);
    let sent = send(&mut browser, &form, "/waiting", &by_text("06 12 34 56 78"));
    assert_eq!(
        sent.location().as_deref(),
        Some("/waiting/code"),
        "{}",
        sent.text()
    );
    let code = browser.follow(sent);
    code.assert(200, &["06 12 34 56 78", "Vérifiez le numéro"]);
    let newest = site.run(site.app.recent_notices(1)).unwrap().remove(0);
    assert!(matches!(newest.message.to, Contact::Phone(_)));
    let wrong = send(&mut browser, &code, "/waiting/code", &[("code", "000000")]);
    wrong.assert(422, &[]);
    let sent = send(&mut browser, &wrong, "/waiting/code", &[("code", &site.code())]);
    assert_eq!(sent.location().as_deref(), Some("/waiting/mine?joined"));
    let read = site.app.store().read(|db: &Db<'_>| db.all_waiting_entries());
    let entries: Result<Vec<WaitingEntry>, Fault> = site.run(read);
    let entry = entries.unwrap().remove(0);
    assert_eq!(entry.channel, Channel::Phone);
    let newest = site.run(site.app.recent_notices(1)).unwrap().remove(0);
    assert_eq!(newest.message.kind.key(), "waiting");
    assert!(
        matches!(newest.message.to, Contact::Phone(_)),
        "the link goes to what was proved"
    );
}

#[test]
fn codes_of_the_waiting_list_count_with_those_of_bookings() {
    let site = Site::with(Settings {
        limit_factor: 1000,
        ..Settings::default()
    });
    texting(&site, 1);
    let mut browser = site.browser();
    let form = browser.get("/waiting?care=1");
    send(&mut browser, &form, "/waiting", &by_text("06 12 34 56 01")).assert(303, &[]);
    // Known or not, one number and the practice have their ceilings.
    let mut other = site.browser();
    let form = other.get("/waiting?care=1");
    for phone in ["06 12 34 56 01", "06 12 34 56 02"] {
        send(&mut other, &form, "/waiting", &by_text(phone)).assert(429, &["id=\"phone-error\""]);
    }
    let mut booking = site.browser();
    let page = self::form(&mut booking, TUESDAY_9);
    send(&mut booking, &page, "/book", &by_text("06 12 34 56 03")).assert(429, &[]);
}
