//! Radicale as we set it up beside us (ADR 0015): its own configuration and accounts, calendars made and linked, and a telephone that reaches
//! its own, and nothing else, through our address and below our prefix.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use grappe::app::{RadicaleSecret, write_radicale_configuration};
use grappe::bridge::radicale::{Linked, link_all};
use grappe::config::Radicale;
use grappe::domain::id::PractitionerId;
use grappe::domain::radicale::configuration;
use grappe::domain::staff::Actor;
use grappe::web::Settings;

use super::super::account::event;
use super::server::{Server, ports};
use crate::support::{Browser, Page, Site};

const MARTIN: PractitionerId = PractitionerId(1);
const PETIT: PractitionerId = PractitionerId(2);

#[test]
fn radicale_beside_us() {
    cycle("beside");
}

#[test]
fn radicale_of_debian_beside_us() {
    cycle("beside-debian");
}

struct Beside {
    site: Site,
    place: Radicale,
    /// Runs until the end of the test.
    _server: Server,
}

impl Beside {
    fn new(kind: &str) -> Self {
        let (folder, ports) = (tempfile::tempdir().unwrap(), ports());
        let place = Radicale {
            folder: folder.path().to_owned(),
            address: format!("127.0.0.1:{}", ports[0]).parse().unwrap(),
        };
        let site = Site::with(Settings {
            prefix: "/rdv".to_owned(),
            radicale: Some(place.clone()),
            ..Settings::default()
        });
        let text = configuration("Essai", folder.path().to_str().unwrap(), place.address);
        assert!(write_radicale_configuration(&place, &text).unwrap());
        assert!(
            !write_radicale_configuration(&place, "other").unwrap(),
            "kept as it is"
        );
        let added = site.app.add_radicale_accounts(&place, Actor::System);
        assert_eq!(site.run(added).unwrap(), 2);
        Self {
            site,
            place,
            _server: Server::started(kind, folder, &ports),
        }
    }

    fn secret(&self, practitioner: PractitionerId) -> RadicaleSecret {
        let secret = self.site.app.radicale_secret(&self.place, practitioner);
        self.site.run(secret).unwrap().unwrap()
    }

    fn linked(&self) -> Vec<(PractitionerId, Linked)> {
        let linked = link_all(&self.site.app, &self.place, "Agenda du cabinet", &Actor::System);
        self.site.run(linked).unwrap()
    }

    fn telephone(&self, secret: &RadicaleSecret) -> Browser {
        self.site.browser().with_header("Authorization", &basic(secret))
    }
}

fn basic(secret: &RadicaleSecret) -> String {
    format!(
        "Basic {}",
        STANDARD.encode(format!("{}:{}", secret.login, secret.password))
    )
}

fn propfind(telephone: &Browser, depth: &str, path: &str, what: &str) -> Page {
    let body = format!("<D:propfind xmlns:D=\"DAV:\"><D:prop>{what}</D:prop></D:propfind>");
    let mut telephone = telephone.clone().with_header("Depth", depth);
    telephone.ask("PROPFIND", path, Some(("application/xml", &body)))
}

fn cycle(kind: &str) {
    let beside = Beside::new(kind);
    assert_eq!(beside.linked(), [(MARTIN, Linked::Now), (PETIT, Linked::Now)]);
    assert_eq!(
        beside.linked(),
        [(MARTIN, Linked::Before), (PETIT, Linked::Before)]
    );
    let links = beside.site.run(beside.site.app.calendar_links()).unwrap();
    let secret = beside.secret(MARTIN);
    let agenda = format!("{}{}/agenda/", beside.place.url(), secret.login);
    assert_eq!(links[0].url, agenda);
    a_telephone_finds_and_writes_its_own(&beside, &secret);
    nothing_of_a_colleague(&beside, &secret);
    another_password_counts_at_once(&beside, &secret);
}

fn a_telephone_finds_and_writes_its_own(beside: &Beside, secret: &RadicaleSecret) {
    let mut telephone = beside.telephone(secret);
    let own = format!("/rdv/caldav/{}/", secret.login);
    let page = propfind(&telephone, "0", "/rdv/caldav/", "<D:current-user-principal/>");
    page.assert(207, &[&format!(">{own}<")]);
    let page = propfind(&telephone, "1", &own, "<D:resourcetype/><D:displayname/>");
    page.assert(207, &[&format!(">{own}agenda/<"), "Agenda du cabinet"]);
    let options = telephone.ask("OPTIONS", &own, None);
    assert_eq!(options.status, 200);
    assert!(
        options.header("dav").unwrap().contains("calendar-access"),
        "{}",
        options.head
    );

    let href = format!("{own}agenda/phone.ics");
    let text = event("phone@phone", "1", "Réunion");
    let put = telephone.ask("PUT", &href, Some(("text/calendar; charset=utf-8", &text)));
    assert_eq!(put.status, 201, "{}", put.text());
    let etag = put.header("etag").expect("a state").to_owned();
    let multiget = format!(
        "<C:calendar-multiget xmlns:D=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\"><D:prop><D:getetag/><C:calendar-data/></D:prop>\
         <D:href>{href}</D:href></C:calendar-multiget>"
    );
    let report = telephone.clone().with_header("Depth", "1").ask(
        "REPORT",
        &format!("{own}agenda/"),
        Some(("application/xml", &multiget)),
    );
    report.assert(207, &[&format!(">{href}<"), "SUMMARY:Réunion"]);
    let late = telephone.clone().with_header("If-Match", "\"old\"").ask(
        "PUT",
        &href,
        Some(("text/calendar; charset=utf-8", &text)),
    );
    assert_eq!(late.status, 412, "conditions are handed on");
    assert_eq!(telephone.get(&href).header("etag"), Some(etag.as_str()));
    let gone = telephone
        .clone()
        .with_header("If-Match", &etag)
        .ask("DELETE", &href, None);
    assert_eq!(gone.status, 200, "{}", gone.text());
    assert_eq!(telephone.get(&href).status, 404);
}

fn nothing_of_a_colleague(beside: &Beside, secret: &RadicaleSecret) {
    let other = beside.secret(PETIT);
    let mut telephone = beside.telephone(secret);
    let theirs = format!("/rdv/caldav/{}/", other.login);
    let page = propfind(&telephone, "1", &theirs, "<D:resourcetype/>");
    assert_eq!(page.status, 403, "{}", page.text());
    let text = event("spy@phone", "1", "Intrus");
    let put = telephone.ask(
        "PUT",
        &format!("{theirs}agenda/spy.ics"),
        Some(("text/calendar", &text)),
    );
    assert_eq!(put.status, 403);
    assert_eq!(
        propfind(&beside.telephone(&other), "1", &theirs, "<D:resourcetype/>").status,
        207
    );
}

fn another_password_counts_at_once(beside: &Beside, before: &RadicaleSecret) {
    let (app, own) = (&beside.site.app, format!("/rdv/caldav/{}/", before.login));
    let renewed = app.renew_radicale_password(&beside.place, MARTIN, Actor::System);
    assert!(beside.site.run(renewed).unwrap());
    let page = propfind(&beside.telephone(before), "0", &own, "<D:resourcetype/>");
    assert_eq!(page.status, 401, "a lost telephone");
    let after = beside.secret(MARTIN);
    let page = propfind(&beside.telephone(&after), "0", &own, "<D:resourcetype/>");
    assert_eq!(page.status, 207, "{}", page.text());
    // On this machine it works without us as well.
    let mut directly = Browser::at(beside.place.address).with_header("Authorization", &basic(&after));
    assert_eq!(directly.get(&format!("/{}/agenda/", after.login)).status, 200);
    let mut nobody = Browser::at(beside.place.address);
    assert_eq!(nobody.get(&format!("/{}/agenda/", after.login)).status, 401);
}
