//! The practice's own words for messages: refused, shown, tried, saved.

use grappe::domain::own_text::{TextChannel, TextKind};
use grappe::domain::patient::Language;

use super::super::crew::PASSWORD;
use super::super::desk::TUESDAY_9;
use super::form::filled;
use crate::admin::Crew;

const PATH: &str = "/admin/setup/texts";
const SMS: &str = "/admin/setup/texts?kind=confirmed&channel=sms&language=fr";
const EMAIL: &str = "/admin/setup/texts?kind=confirmed&channel=email&language=fr";

fn own(site: &Crew) -> Option<String> {
    let texts = site.run(site.app.own_texts()).unwrap();
    let name = (TextKind::Confirmed, TextChannel::Sms, Language::Fr);
    texts.get(name).map(|own| own.text.clone())
}

#[test]
fn a_text_is_shown_with_a_real_appointment_and_with_what_it_costs() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    alice.get(SMS).assert(
        200,
        &[
            "{practice}",
            "RDV confirmé",
            "aucun message ne parle d'un rendez-vous à venir",
        ],
    );
    site.booked("Petit", "Léo", TUESDAY_9);
    let page = alice.get(SMS);
    page.assert(200, &["mar. 03/03", "1 SMS"]);
    assert!(
        !page.text().contains("Petit") && !page.text().contains("Léo"),
        "no name is shown"
    );
    let dear = filled(&page, PATH).with(&[("text", "Reçu {link}"), ("act", "preview")]);
    dear.post(&mut alice, PATH)
        .assert(200, &["« ç » sort de l'alphabet des SMS"]);
    assert_eq!(own(&site), None, "looking writes nothing");
    alice
        .get(PATH)
        .assert(200, &["Rendez-vous confirmé", "courriel", "Português"]);
    // A reminder begins with the words with which it goes, and is shown as one.
    alice
        .get("/admin/setup/texts?kind=reminder&channel=email&language=fr")
        .assert(
            200,
            &[
                "Rappel de rendez-vous",
                "Pour confirmer, déplacer ou annuler en un instant",
                "Pour ne plus recevoir de rappels",
            ],
        );
}

#[test]
fn what_is_wrong_is_said_at_the_field_with_the_remedy() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let page = alice.get(SMS);
    for (text, said) in [
        ("RDV {prenom} {link}", "{prenom} n'existe pas."),
        ("RDV {date}", "Il manque {link}"),
        (
            "Promo www.evil.example {link}",
            "ferait un lien vers un autre site",
        ),
        ("RDV {link", "Une accolade reste ouverte"),
        ("", "Écrivez quelque chose"),
    ] {
        let form = filled(&page, PATH).with(&[("text", text), ("act", "save")]);
        let answer = form.post(&mut alice, PATH);
        answer.assert(422, &[said, "aria-invalid=\"true\""]);
        assert_eq!(own(&site), None);
    }
    let page = alice.get(EMAIL);
    let form = filled(&page, PATH).with(&[("subject", "Voir {link}"), ("act", "save")]);
    form.post(&mut alice, PATH)
        .assert(422, &["ne va pas dans l'objet"]);
}

#[test]
fn a_change_needs_the_password_and_is_on_record_and_the_standard_words_come_back() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    site.clock.advance(chrono::TimeDelta::minutes(20));
    let page = alice.get(SMS);
    let typed = [("text", "RDV {day} {date} {time} {link}"), ("act", "save")];
    filled(&page, PATH)
        .with(&typed)
        .post(&mut alice, PATH)
        .assert(422, &["RDV {day} {date} {time} {link}"]);
    assert_eq!(own(&site), None);
    let form = filled(&page, PATH).with(&typed).with(&[("password", PASSWORD)]);
    let saved = form.post(&mut alice, PATH);
    assert!(
        saved.location().unwrap().ends_with("&done=saved"),
        "{}",
        saved.text()
    );
    assert_eq!(own(&site).as_deref(), Some("RDV {day} {date} {time} {link}"));
    assert!(site.recorded("setting.change"));
    let page = alice.get(SMS);
    page.assert(200, &["Ce texte est le vôtre.", "Revenir au texte d'origine"]);
    alice.get(PATH).assert(200, &["le vôtre"]);
    let back = filled(&page, PATH).with(&[("act", "standard")]);
    assert_eq!(back.post(&mut alice, PATH).status, 303);
    assert_eq!(own(&site), None);
    assert_eq!(site.signed_in("marie").get(PATH).status, 403);
}

#[test]
fn a_test_goes_to_whoever_asks_and_to_nobody_else() {
    let site = Crew::demo();
    site.booked("Petit", "Léo", TUESDAY_9);
    let mut alice = site.signed_in("alice");
    let page = alice.get(SMS);
    let to = |phone| [("phone", phone), ("act", "test")];
    filled(&page, PATH)
        .with(&to("0472000000"))
        .post(&mut alice, PATH)
        .assert(422, &["un numéro de mobile français"]);
    let sent = filled(&page, PATH)
        .with(&to("06 12 34 56 78"))
        .post(&mut alice, PATH);
    assert!(
        sent.location().unwrap().ends_with("&done=tested"),
        "{}",
        sent.text()
    );
    let notice = site.run(site.app.recent_notices(1)).unwrap().remove(0);
    assert_eq!(notice.message.kind.key(), "staff");
    let practice = site.app.agenda().set_up().practice.clone();
    let text = grappe::messages::short(&notice, &practice, "https://rdv.example.org").unwrap();
    assert!(text.contains("RDV confirmé mar. 03/03"), "{text}");
    assert!(!text.contains("Petit"), "{text}");
    // Without an address of one's own there is nowhere for an e-mail to go.
    let page = alice.get(EMAIL);
    assert!(!page.text().contains("M'envoyer un essai"));
    filled(&page, PATH)
        .with(&[("act", "test")])
        .post(&mut alice, PATH)
        .assert(422, &["Votre compte n'a pas d'adresse de courriel"]);
}
