//! A calendar is looked for, tried and linked; and everything that may be wrong on the way.

use chrono::TimeDelta;
use grappe::domain::calendar::{LinkKind, Privacy};
use grappe::web::Settings;

use super::super::Crew;
use super::super::form::filled;
use super::{CHOOSE, LIST, NEW, TRIAL, again, attempted, chosen, linked, searched};
use crate::bridge::fake::{Answer, Fake, Fault, SignIn, Ways};
use crate::bridge::keys::{NAS, encrypted};

fn asking(sign_in: SignIn) -> Fake {
    Fake::start(Ways {
        sign_in,
        ..Ways::default()
    })
}

/// Methods that change something at the server.
fn changes(fake: &Fake) -> Vec<String> {
    let heard = fake.heard().into_iter();
    heard
        .filter(|method| !matches!(method.as_str(), "PROPFIND" | "OPTIONS" | "GET"))
        .collect()
}

#[expect(clippy::too_many_lines, reason = "one walk from page to page")]
#[test]
fn a_calendar_is_linked_in_three_steps_and_written_to_with_consent_only() {
    let site = Crew::demo();
    let fake = asking(SignIn::Basic);
    let mut alice = site.signed_in("alice");
    alice
        .get("/admin/setup")
        .assert(200, &["Agendas personnels des praticiens", LIST]);
    alice.get(LIST).assert(200, &["Aucun agenda n'est relié", NEW]);
    alice.get(NEW).assert(
        200,
        &[
            "sans vérification en deux étapes",
            "seul droit d'utiliser Calendar",
            "5001",
            "20003",
            "macOS / iOS",
        ],
    );
    for step in [CHOOSE, TRIAL] {
        assert_eq!(
            alice.get(step).location().as_deref(),
            Some(NEW),
            "nothing was found yet"
        );
    }
    // Without encryption only where somebody says so; what was typed stays, and the password need not be typed again.
    let clear = searched(&mut alice, &fake.root(), &[]);
    clear.assert(
        422,
        &[
            "veut le mot de passe en clair",
            "name=\"clear\"",
            &fake.root(),
            "gardé",
        ],
    );
    assert!(!clear.text().contains("value=\"secret\""));
    let found = again(&mut alice, &clear, &[("clear", "1"), ("secret", "")]);
    assert_eq!(found.location().as_deref(), Some(CHOOSE), "{}", found.text());
    alice.get(CHOOSE).assert(
        200,
        &[
            "serveur CalDAV",
            "sans chiffrement",
            "Agenda – écriture",
            "Z. R.",
            "Créer un agenda sur ce serveur",
        ],
    );
    assert_eq!(changes(&fake), Vec::<String>::new(), "looking changes nothing");
    let sent = chosen(
        &mut alice,
        &[("privacy", "0"), ("reminds", "15"), ("keeps_cancelled", "1")],
    );
    assert_eq!(sent.location().as_deref(), Some(TRIAL), "{}", sent.text());
    alice
        .get(TRIAL)
        .assert(200, &["daté dans dix ans", "puis le retirer", "« Agenda »"]);
    let before = attempted(&mut alice, "link");
    assert_eq!(
        before.location().as_deref(),
        Some(TRIAL),
        "it is tried before it is linked"
    );
    alice
        .get(TRIAL)
        .assert(200, &["L'essai est bon", "quelqu'un d'autre"]);
    assert!(
        fake.state().calendar.members.is_empty(),
        "nothing of the trial stays"
    );
    let done = attempted(&mut alice, "link");
    let page = alice.follow(done);
    page.assert(
        200,
        &["L'agenda est relié", "Pas encore lu", "lu et écrit", &fake.url],
    );
    alice.get(LIST).assert(200, &["relié", "Aucun événement connu"]);
    assert!(site.recorded("calendar.create"));
    let link = site.run(site.app.calendar_links()).unwrap().remove(0);
    assert_eq!(
        (link.url.as_str(), link.login.as_str()),
        (fake.url.as_str(), "dr")
    );
    assert_eq!((link.kind, link.privacy), (LinkKind::Written, Privacy::Nothing));
    assert!(link.options.allows_clear && link.options.keeps_cancelled && !link.options.deleting_cancels);
    assert_eq!(link.options.reminds_minutes, Some(15));
    assert!(link.capabilities.unwrap().contains("\"refuses_twice\":true"));
    assert_eq!(
        site.run(site.app.linked_password(link.id)).unwrap().as_deref(),
        Some("secret")
    );
    assert_eq!(
        alice.get(CHOOSE).location().as_deref(),
        Some(NEW),
        "the search is over"
    );
}

/// Servers block who goes on (caldav §2).
#[test]
fn two_wrong_passwords_are_the_last_and_none_is_shown_anywhere() {
    let site = Crew::demo();
    let fake = asking(SignIn::Basic);
    let mut alice = site.signed_in("alice");
    let clear = ("clear", "1");
    let mut texts = String::new();
    for secret in ["canari-un", "canari-deux"] {
        let page = searched(&mut alice, &fake.root(), &[clear, ("secret", secret)]);
        page.assert(
            422,
            &[
                "refuse ce compte ou ce mot de passe",
                "deux étapes",
                "value=\"dr\"",
            ],
        );
        texts += &page.text();
    }
    let tried = |fake: &Fake| {
        let heard = std::mem::take(&mut fake.state().heard);
        heard
            .iter()
            .filter(|one| !one.header("authorization").is_empty())
            .count()
    };
    assert_eq!(tried(&fake), 2);
    let third = searched(&mut alice, &fake.root(), &[clear, ("secret", "canari-trois")]);
    third.assert(422, &["deux fois de suite", "10 min"]);
    texts += &third.text();
    assert_eq!(fake.heard().len(), 0, "the server is left in peace");
    // Another account is another matter, and so is the same one later.
    let other = searched(&mut alice, &fake.root(), &[clear, ("user", "helene")]);
    other.assert(422, &["refuse ce compte"]);
    assert_eq!(tried(&fake), 1);
    site.clock.advance(TimeDelta::minutes(11));
    let right = searched(&mut alice, &fake.root(), &[clear]);
    assert_eq!(right.location().as_deref(), Some(CHOOSE), "{}", right.text());
    alice.get(CHOOSE).assert(200, &[]);
    for page in [LIST, NEW, CHOOSE, "/admin/audit"] {
        texts += &alice.get(page).text();
    }
    let log: i64 = site
        .database()
        .query_row(
            "SELECT count(*) FROM audit WHERE body LIKE '%canari%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert!(log == 0 && !texts.contains("canari"), "{texts}");
}

#[test]
fn each_failure_says_what_to_do_and_keeps_what_was_typed() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let page = || {
        Answer::new(200)
            .with("Content-Type", "text/html")
            .body("<html><b>canari")
    };
    let moved = Answer::new(301).with("Location", "https://elsewhere.example.org/");
    for (answer, words) in [
        (page(), ["page web", "macOS ou iOS"]),
        (
            Answer::new(403),
            ["lui refuse l'accès (403)", "le droit d'utiliser Calendar"],
        ),
        (Answer::new(404), ["Il n'y a pas d'agenda", "celle du serveur"]),
        (
            Answer::new(503).with("Retry-After", "90"),
            ["demande d'attendre", "2 minute(s)"],
        ),
        (
            Answer::new(207).body("<a>"),
            ["ne se lit pas", "Vérifiez l'adresse"],
        ),
        (Answer::new(507), ["plus de place", "limite du compte"]),
        (
            moved,
            [
                "renvoie vers https://elsewhere.example.org/",
                "donnez-la directement",
            ],
        ),
    ] {
        let fake = Fake::start(Ways::default());
        for _ in 0..2 {
            fake.fail("PROPFIND", Fault::Instead(answer.clone()));
        }
        let told = searched(&mut alice, &fake.root(), &[]);
        told.assert(
            422,
            &[&words[..], &[fake.root().as_str(), "value=\"dr\""]].concat(),
        );
        assert!(!told.text().contains("canari"), "answers are not echoed");
    }
    let nobody = searched(&mut alice, "http://127.0.0.1:1/", &[]);
    nobody.assert(422, &["ne répond pas", "que le serveur est allumé"]);
    for (url, word) in [
        ("nas.local:5001", "https://"),
        ("", "À remplir"),
        ("https://dr:canari@nas.local/", "donnez le compte à part"),
        ("http://93.184.216.34/", "n'est pas chiffrée"),
        ("https://169.254.169.254/latest/", "aucun serveur"),
    ] {
        searched(&mut alice, url, &[]).assert(422, &[word, "value=\"dr\""]);
    }
    searched(&mut alice, "https://nas.local/", &[("user", ""), ("secret", "")])
        .assert(422, &["href=\"#user\""]);
}

/// Another name, and ended long ago: the key is what was compared.
#[expect(clippy::too_many_lines, reason = "one walk from page to page")]
#[test]
fn a_key_is_shown_compared_and_accepted() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let fake = encrypted("nas");
    let shown = searched(&mut alice, &fake.root(), &[]);
    shown.assert(
        422,
        &[
            "n'est pas reconnu",
            "J'ai comparé l'empreinte",
            "Clé publique",
            "openssl",
        ],
    );
    let pin = filled(&shown, NEW).value("pin");
    assert_eq!(pin.replace(':', ""), NAS);
    let unsure = again(&mut alice, &shown, &[("secret", "")]);
    unsure.assert(422, &["Comparez l'empreinte puis cochez la case", &pin]);
    let accepted = again(&mut alice, &unsure, &[("same_key", "1"), ("secret", "")]);
    assert_eq!(
        accepted.location().as_deref(),
        Some(CHOOSE),
        "{}",
        accepted.text()
    );
    let done = chosen(&mut alice, &[("kind", "read")]);
    alice.follow(done).assert(200, &["L'agenda est relié", "lu"]);
    let mut link = site.run(site.app.calendar_links()).unwrap().remove(0);
    assert_eq!(
        link.pin.map(|pin| grappe::sys::hash::hex(&pin)).as_deref(),
        Some(NAS)
    );
    // The server has another key one day: both are shown, and nothing is accepted by itself.
    let other = encrypted("nas-new");
    let conn = site.database();
    conn.execute(
        "UPDATE calendar_links SET url = ?1, state = 'suspended', reason = 'key'",
        [&other.url],
    )
    .unwrap();
    let one = format!("{LIST}/{}", link.id);
    let check = format!("{one}/check");
    let told = filled(&alice.get(&one), &check).post(&mut alice, &check);
    told.assert(
        422,
        &["une autre clé", "acceptée", &pin, "Accepter la nouvelle clé"],
    );
    assert!(other.heard().is_empty(), "no password was told");
    let unsure = filled(&told, &check).post(&mut alice, &check);
    unsure.assert(422, &["Comparez l'empreinte"]);
    let done = filled(&unsure, &check)
        .with(&[("same_key", "1")])
        .post(&mut alice, &check);
    alice
        .follow(done)
        .assert(200, &["La nouvelle clé est acceptée", "relié"]);
    link = site.run(site.app.calendar_links()).unwrap().remove(0);
    assert_ne!(
        link.pin.map(|pin| grappe::sys::hash::hex(&pin)).as_deref(),
        Some(NAS)
    );
    let good = filled(&alice.get(&one), &check).post(&mut alice, &check);
    good.assert(200, &["Le serveur répond, et l'agenda est là"]);
}

#[test]
fn one_calendar_of_each_practitioner_is_written_and_others_are_read() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let fake = Fake::start(Ways::default());
    linked(&mut alice, &fake);
    let second = Fake::start(Ways::default());
    let found = searched(&mut alice, &second.root(), &[]);
    assert_eq!(found.location().as_deref(), Some(CHOOSE));
    let page = alice.get(CHOOSE);
    assert_eq!(
        filled(&page, CHOOSE).value("kind"),
        "read",
        "what is possible is proposed"
    );
    chosen(&mut alice, &[("kind", "written")]).assert(422, &["déjà écrits dans un autre agenda"]);
    chosen(&mut alice, &[("calendar", "7")]).assert(422, &["href=\"#calendar\""]);
    chosen(&mut alice, &[("calendar", "make"), ("name", "")]).assert(422, &["href=\"#name\""]);
    // The invented server makes no calendar: why not is told.
    chosen(&mut alice, &[("calendar", "make"), ("name", "Rendez-vous")]).assert(422, &["l'erreur 405"]);
    assert_eq!(changes(&second), ["MKCALENDAR"]);
    let done = chosen(&mut alice, &[("kind", "read"), ("ignores_all_day", "1")]);
    alice.follow(done).assert(200, &["L'agenda est relié"]);
    searched(&mut alice, &second.root(), &[]);
    chosen(&mut alice, &[("kind", "read")]).assert(422, &["déjà relié pour ce praticien"]);
}

#[test]
fn a_server_that_loses_events_is_not_written_to() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let fake = Fake::start(Ways::default());
    searched(&mut alice, &fake.root(), &[]);
    chosen(&mut alice, &[]);
    fake.fail("PUT", Fault::Instead(Answer::new(403)));
    attempted(&mut alice, "try").assert(422, &["lui refuse l'accès (403)", "Changer les choix"]);
    // What somebody else changed meanwhile would be written over.
    fake.state().calendar.ways.is_careless = true;
    assert_eq!(attempted(&mut alice, "try").location().as_deref(), Some(TRIAL));
    alice
        .get(TRIAL)
        .assert(200, &["Problème", "peut être lu, pas écrit"]);
    assert_eq!(attempted(&mut alice, "link").location().as_deref(), Some(TRIAL));
    assert_eq!(site.run(site.app.calendar_links()).unwrap().len(), 0);
}

/// Whoever tries the invented practice must not make this machine call others (security T10).
#[test]
fn the_demonstration_calls_nobody() {
    let site = Crew::with(Settings {
        limit_factor: 1000,
        is_demo: true,
        calls_nobody: true,
        ..Settings::default()
    });
    let fake = Fake::start(Ways::default());
    let mut alice = site.signed_in("alice");
    searched(&mut alice, &fake.root(), &[]).assert(422, &["La démonstration n'appelle aucun serveur"]);
    assert_eq!(fake.heard().len(), 0);
}

#[test]
fn a_password_that_was_typed_long_ago_is_asked_for_again() {
    let site = Crew::demo();
    let fake = Fake::start(Ways::default());
    let mut alice = site.signed_in("alice");
    let form =
        filled(&alice.get(NEW), NEW).with(&[("practitioner", "1"), ("url", &fake.root()), ("user", "dr")]);
    site.clock.advance(TimeDelta::minutes(16));
    let page = form.with(&[("secret", "secret")]).post(&mut alice, NEW);
    page.assert(422, &["name=\"password\"", &fake.root()]);
    assert_eq!(fake.heard().len(), 0);
    for page in [NEW, CHOOSE, TRIAL] {
        let to = alice.get(page).location().unwrap();
        assert!(to.starts_with("/admin/confirm?next="), "{to}");
    }
}
