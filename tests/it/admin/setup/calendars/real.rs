//! The whole set-up through the pages, against whatever server a test started.

use grappe::domain::calendar::LinkKind;
use grappe::store::CalendarLink;

use super::super::Crew;
use super::super::form::filled;
use super::{CHOOSE, TRIAL, again, attempted, chosen, searched};

/// Makes a calendar on a server for the first practitioner, and links the one that is there for the second to be read: both links. `kind`: what
/// the page calls the server. Without encryption, of which the page asks first.
pub(crate) fn set_up(url: &str, kind: &str) -> Vec<CalendarLink> {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let clear = searched(&mut alice, url, &[]);
    clear.assert(422, &["veut le mot de passe en clair", "name=\"clear\""]);
    let found = again(&mut alice, &clear, &[("clear", "1"), ("secret", "")]);
    assert_eq!(found.location().as_deref(), Some(CHOOSE), "{}", found.text());
    alice.get(CHOOSE).assert(200, &[kind, "écriture : permise"]);
    let made = chosen(
        &mut alice,
        &[("calendar", "make"), ("name", "Consultations d'été")],
    );
    assert_eq!(made.location().as_deref(), Some(TRIAL), "{}", made.text());
    alice.get(TRIAL).assert(200, &["« Consultations d'été »"]);
    attempted(&mut alice, "try").assert(303, &[]);
    alice.get(TRIAL).assert(200, &["L'essai est bon"]);
    let done = attempted(&mut alice, "link");
    let page = alice.follow(done);
    page.assert(200, &["L'agenda est relié", "Consultations d'été"]);

    let wrong = searched(
        &mut alice,
        url,
        &[("clear", "1"), ("secret", "faux"), ("practitioner", "2")],
    );
    wrong.assert(422, &["refuse ce compte ou ce mot de passe"]);
    let found = searched(&mut alice, url, &[("clear", "1"), ("practitioner", "2")]);
    assert_eq!(found.location().as_deref(), Some(CHOOSE), "{}", found.text());
    let page = alice.get(CHOOSE);
    page.assert(200, &["Consultations d'été", "agenda"]);
    let nth = page.text();
    let nth = nth.split("name=\"calendar\" value=\"").skip(1);
    let other = nth.filter(|rest| !rest.split("</label>").next().unwrap().contains("Consultations"));
    let other = other
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .next()
        .unwrap();
    let done = chosen(&mut alice, &[("calendar", &other), ("kind", "read")]);
    let to = done.location().expect("a page of the link");
    alice.follow(done).assert(200, &["L'agenda est relié"]);
    let one = to.split('?').next().unwrap();
    let check = format!("{one}/check");
    let good = filled(&alice.get(one), &check).post(&mut alice, &check);
    good.assert(200, &["Le serveur répond, et l'agenda est là"]);
    let links = site.run(site.app.calendar_links()).unwrap();
    assert_eq!(
        links.iter().map(|link| link.kind).collect::<Vec<_>>(),
        [LinkKind::Written, LinkKind::Read]
    );
    links
}
