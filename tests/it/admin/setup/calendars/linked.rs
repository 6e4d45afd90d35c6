//! The page of a link: how it stands, its account and choices, and every way to go on. No choice touches an appointment.

use chrono::TimeDelta;
use grappe::bridge::Scribe;
use grappe::domain::calendar::{LinkKind, LinkReason, LinkState, Privacy, Suspicion};
use grappe::domain::id::CalendarLinkId;
use grappe::store::{CalendarLink, PassMarks, Tx, Wish, WriteOutcome, Written};
use grappe::sys::task;
use tokio::sync::watch;

use super::super::Crew;
use super::super::form::filled;
use super::{LIST, NEW, linked, searched};
use crate::admin::desk::TUESDAY_9;
use crate::bridge::fake::{Fake, Ways};
use crate::support::{Browser, Page};

fn only(site: &Crew) -> CalendarLink {
    site.run(site.app.calendar_links()).unwrap().remove(0)
}

/// The server has every event that was to be written.
fn stands(site: &Crew) {
    let link = only(site).id;
    for task in site.run(site.app.due_calendar_tasks(link, 100)).unwrap() {
        let written = Written {
            href: format!("grappe-{}.ics", task.write.event.id),
            interval: task.appointment.unwrap().interval,
            etag: None,
            body: String::new(),
        };
        let settled = (task.write.event.id, task.write.revision, Wish::Present);
        let settled = site
            .app
            .settle_calendar_write(link, settled, WriteOutcome::Stands(written));
        site.run(settled).unwrap();
    }
}

/// A pass has gone well, and the next one is five minutes away.
fn was_read(site: &Crew) {
    let link = only(site).id;
    let marks = PassMarks {
        sync_token: None,
        ctag: None,
        is_full: true,
        due: site.app.now() + TimeDelta::minutes(5),
    };
    let passed = move |tx: &mut Tx<'_>| tx.note_calendar_pass(link, &marks);
    site.run(site.app.store().write(passed)).unwrap();
    assert_eq!(site.run(site.app.due_calendars()).unwrap().len(), 0);
}

/// A click on a button of the page.
#[track_caller]
fn pressed(alice: &mut Browser, one: &str, way: &str, act: (&str, &str)) -> Page {
    let to = format!("{one}/{way}");
    let page = alice.get(one);
    let button = format!("name=\"{}\" value=\"{}\"", act.0, act.1);
    assert!(page.text().contains(&button), "no {button} on {}", page.text());
    filled(&page, &to).with(&[act]).post(alice, &to)
}

fn stopped(site: &Crew, link: CalendarLinkId, why: (LinkState, LinkReason)) {
    site.run(site.app.stop_calendar(link, why)).unwrap();
}

#[test]
fn a_link_is_paused_taken_up_again_and_changed() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let fake = Fake::start(Ways::default());
    let one = linked(&mut alice, &fake);
    site.booked("Roux", "Zoé", TUESDAY_9);
    alice
        .get(&one)
        .assert(200, &["Un rendez-vous attend", "Synchroniser maintenant"]);
    was_read(&site);
    let asked = pressed(&mut alice, &one, "act", ("act", "now"));
    alice.follow(asked).assert(
        200,
        &["La synchronisation est demandée", "Lu pour la dernière fois"],
    );
    let paused = pressed(&mut alice, &one, "act", ("act", "pause"));
    alice.follow(paused).assert(
        200,
        &["en pause", "ce qui est à écrire attend", "Reprendre comme avant"],
    );
    let twice = filled(&alice.get(&one), &format!("{one}/act")).with(&[("act", "resume")]);
    let resumed = pressed(&mut alice, &one, "act", ("act", "resume"));
    alice.follow(resumed).assert(200, &["L'agenda est repris"]);
    // Somebody pressed the same button on another screen.
    twice
        .post(&mut alice, &format!("{one}/act"))
        .assert(409, &["Quelqu'un d'autre a changé ce lien"]);

    let form = filled(&alice.get(&one), &one);
    let wrong = form
        .clone()
        .with(&[("user", ""), ("reminds", "99999"), ("secret", "canari-neuf")]);
    let wrong = wrong.post(&mut alice, &one);
    wrong.assert(422, &["href=\"#user\"", "href=\"#reminds\"", "value=\"99999\""]);
    assert!(!wrong.text().contains("canari"));
    let right = form
        .clone()
        .with(&[("user", "helene"), ("secret", "canari-neuf"), ("privacy", "2")]);
    let saved = right.post(&mut alice, &one);
    alice.follow(saved).assert(200, &["C'est enregistré", "helene"]);
    let link = only(&site);
    assert_eq!((link.login.as_str(), link.privacy), ("helene", Privacy::Full));
    let password = |site: &Crew| site.run(site.app.linked_password(only(site).id)).unwrap();
    assert_eq!(password(&site).as_deref(), Some("canari-neuf"));
    // An empty field keeps it.
    assert_eq!(form.with(&[("user", "dr")]).post(&mut alice, &one).status, 303);
    assert_eq!(password(&site).as_deref(), Some("canari-neuf"));
    for page in [one.as_str(), LIST, "/admin/audit"] {
        assert!(!alice.get(page).text().contains("canari"), "{page}");
    }
    let rows: i64 = site
        .database()
        .query_row(
            "SELECT count(*) FROM calendar_links WHERE secret LIKE '%canari%' OR options LIKE '%canari%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(rows, 0, "it lies sealed");
}

#[expect(clippy::too_many_lines, reason = "one walk from page to page")]
#[test]
fn a_link_that_was_stopped_says_why_and_every_choice_keeps_the_appointments() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let fake = Fake::start(Ways::default());
    let one = linked(&mut alice, &fake);
    let row = site.booked("Roux", "Zoé", TUESDAY_9);
    let vanished = (LinkState::Suspended, LinkReason::Guard(Suspicion::Vanished));
    for act in ["resume", "recreate", "anew"] {
        stopped(&site, only(&site).id, vanished);
        alice.get(&one).assert(
            200,
            &[
                "Beaucoup d'événements ont disparu",
                "Réécrire nos rendez-vous",
                "Accepter ce qui a disparu",
                "Choisir un autre agenda",
                "Aucun rendez-vous n'est annulé",
            ],
        );
        alice
            .get(LIST)
            .assert(200, &["arrêté", "Beaucoup d'événements ont disparu"]);
        let resumed = pressed(&mut alice, &one, "act", ("act", act));
        alice
            .follow(resumed)
            .assert(200, &["L'agenda est repris", "relié"]);
    }
    // What came back from a copy is stopped for nothing else.
    for reason in LinkReason::all().filter(|reason| *reason != LinkReason::Restored) {
        let state = match reason {
            LinkReason::Credentials => LinkState::Refused,
            _ => LinkState::Suspended,
        };
        stopped(&site, only(&site).id, (state, reason));
        let page = alice.get(&one);
        page.assert(200, &["class=\"note warn\""]);
        assert!(!page.text().contains("calendars-"), "{}", page.text());
    }
    // A new password is what a refused account waits for.
    stopped(
        &site,
        only(&site).id,
        (LinkState::Refused, LinkReason::Credentials),
    );
    alice
        .get(&one)
        .assert(200, &["compte refusé", "Tapez ci-dessous le bon mot de passe"]);
    let form = filled(&alice.get(&one), &one).with(&[("secret", "secret")]);
    let saved = form.post(&mut alice, &one);
    alice.follow(saved).assert(200, &["relié"]);
    stopped(&site, only(&site).id, vanished);
    let left = pressed(&mut alice, &one, "remove", ("how", "another"));
    assert_eq!(
        left.location().as_deref(),
        Some(&*format!("{NEW}?practitioner=1"))
    );
    assert_eq!(site.run(site.app.calendar_links()).unwrap().len(), 0);
    assert!(
        site.run(site.app.appointment(row.id))
            .unwrap()
            .unwrap()
            .status
            .takes_time()
    );
}

#[test]
fn a_link_that_came_back_from_a_copy_is_not_taken_up_unseen() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let fake = Fake::start(Ways::default());
    let one = linked(&mut alice, &fake);
    let restored = (LinkState::Suspended, LinkReason::Restored);
    stopped(&site, only(&site).id, restored);
    let page = alice.get(&one);
    page.assert(
        200,
        &["Grappe a été remis d'une sauvegarde", "Voir ce qui changerait"],
    );
    assert!(!page.text().contains("Reprendre comme avant"), "{}", page.text());
    let dry_run = format!("/admin/calendars/{}/dry-run", only(&site).id);
    assert!(
        page.text().contains(&format!("href=\"{dry_run}\"")),
        "{}",
        page.text()
    );
    alice
        .get(&dry_run)
        .assert(200, &["Rien ne se fait dans cet agenda avant votre accord"]);
}

#[test]
fn a_calendar_is_left_with_its_events_or_without_them() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let fake = Fake::start(Ways::default());
    let one = linked(&mut alice, &fake);
    let row = site.booked("Roux", "Zoé", TUESDAY_9);
    let left = pressed(&mut alice, &one, "remove", ("how", "leave"));
    alice
        .follow(left)
        .assert(200, &["Le lien est retiré", "Aucun agenda n'est relié"]);
    assert!(site.recorded("calendar.remove"));
    assert_eq!(alice.get(&one).status, 404);

    let one = linked(&mut alice, &fake);
    stands(&site);
    let taken = pressed(&mut alice, &one, "remove", ("how", "take"));
    alice
        .follow(taken)
        .assert(200, &["puis le lien disparaît", "en cours de retrait"]);
    let page = alice.get(&one);
    page.assert(200, &["en train d'être retirés"]);
    assert!(!page.text().contains("name=\"secret\""));
    assert!(
        site.run(site.app.appointment(row.id))
            .unwrap()
            .unwrap()
            .status
            .takes_time()
    );
}

/// With the worker of the calendars at work, as in a practice.
#[test]
fn a_click_reads_and_writes_at_once_and_says_what_came_of_it() {
    let site = Crew::demo();
    let (stop, stopped) = watch::channel(false);
    let scribe = Scribe::new(site.app.clone(), None);
    site.run(async { drop(task::spawn("scribe", scribe.work(stopped))) });
    let mut alice = site.signed_in("alice");
    let fake = Fake::start(Ways::default());
    let one = linked(&mut alice, &fake);
    site.booked("Roux", "Zoé", TUESDAY_9);
    let event = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:x",
        "BEGIN:VEVENT",
        "UID:reunion",
        "DTSTAMP:20260302T080000Z",
        "DTSTART:20260304T130000Z",
        "DTEND:20260304T133000Z",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ];
    fake.write("reunion.ics", &event.join("\r\n"));
    let done = pressed(&mut alice, &one, "act", ("act", "now"));
    let page = alice.follow(done);
    page.assert(200, &["La synchronisation est finie", "Lu pour la dernière fois"]);
    // What was written meanwhile is known as ours.
    let done = pressed(&mut alice, &one, "act", ("act", "now"));
    alice
        .follow(done)
        .assert(200, &["2 événements connus", "Rien n'attend"]);
    let names: Vec<String> = fake.state().calendar.members.keys().cloned().collect();
    assert!(names.iter().any(|name| name.starts_with("grappe-")), "{names:?}");
    drop(stop);
}

/// An address to subscribe to is its own secret, and is read only.
#[test]
fn a_file_is_subscribed_to_without_account() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let fake = Fake::start(Ways::default());
    let calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n";
    fake.write("canari.ics", calendar);
    fake.write("page.ics", "Bonjour");
    let none = [("file", "1"), ("user", ""), ("secret", "")];
    let other = searched(&mut alice, &format!("{}page.ics", fake.url), &none);
    other.assert(422, &["n'est pas un fichier d'agenda", "page.ics"]);
    let missing = searched(&mut alice, &format!("{}none.ics", fake.url), &none);
    missing.assert(422, &["Il n'y a pas d'agenda"]);
    let done = searched(&mut alice, &format!("{}canari.ics", fake.url), &none);
    let to = done.location().expect("a page of the link");
    let page = alice.follow(done);
    page.assert(200, &["L'agenda est relié", "lu, par abonnement", "localhost"]);
    assert!(!page.text().contains("canari"), "{}", page.text());
    assert!(!alice.get(LIST).text().contains("canari"));
    let one = to.split('?').next().unwrap();
    let check = format!("{one}/check");
    let good = filled(&alice.get(one), &check).post(&mut alice, &check);
    good.assert(200, &["Le serveur répond, et l'agenda est là"]);
    let form = filled(&alice.get(one), one).with(&[("ignores_all_day", "1")]);
    let saved = form.post(&mut alice, one);
    assert_eq!(saved.status, 303, "{}", saved.text());
    let link = only(&site);
    assert_eq!(
        (link.kind, link.options.ignores_all_day),
        (LinkKind::Subscribed, true)
    );
    assert!(link.url.ends_with("/canari.ics"));
}
