//! Where the agenda proposes one more (booking-rules §10): reckoned outside of any request, gone at once when it is no longer true.

use std::net::SocketAddr;
use std::time::Duration;

use grappe::app::{App, ForWhom, StaffEntry};
use grappe::domain::id::{AppointmentId, CareTypeId, PatientId, PractitionerId};
use grappe::domain::staff::{Actor, Role};

use super::{Running, plain};
use crate::app::score::months;
use crate::support::house::{Practice, at_the_desk, person};
use crate::support::{Browser, Page};

const PASSWORD: &str = "cinq oies blanches au moulin";
const MARK: &str = "Surréservation possible ici</span>";
/// A Monday.
const DAY: &str = "/admin?day=2026-05-04";

struct Scene {
    app: App,
    care: CareTypeId,
    practitioner: PractitionerId,
    people: Vec<PatientId>,
}

impl Scene {
    async fn booked(&self, who: usize, start: &str) -> AppointmentId {
        let mut request = at_the_desk(self.care, start, person("X", "Y"));
        request.for_whom = ForWhom::Known(self.people[who]);
        request.practitioner = Some(self.practitioner);
        self.app.book(request, None).await.unwrap().appointment.id
    }

    /// Monday morning is full; two of the eight do not come one time in two or more.
    async fn full_morning(&self) -> Vec<AppointmentId> {
        let mut made = Vec::new();
        for (slot, who) in [1, 2, 0, 3, 4, 6, 5, 7].into_iter().enumerate() {
            let (hour, minute) = (7 + slot / 2, slot % 2 * 30);
            made.push(
                self.booked(who, &format!("2026-05-04T{hour:02}:{minute:02}:00Z"))
                    .await,
            );
        }
        made
    }

    async fn signed_in(&self, address: SocketAddr, login: &str, role: Role) -> Browser {
        let entry = StaffEntry::new(login, login, role);
        let id = self.app.create_staff(Actor::System, entry).await.unwrap();
        let code = self.app.create_sign_in_code(Actor::System, id).await.unwrap();
        let mut browser = Browser::at(address);
        asked(move || {
            let fields = [
                ("code", code.as_str()),
                ("password", PASSWORD),
                ("again", PASSWORD),
            ];
            let entered = browser.post("/admin/welcome", &fields);
            assert_eq!(
                entered.location().as_deref(),
                Some("/admin"),
                "{}",
                entered.text()
            );
            browser
        })
        .await
    }
}

async fn asked<T: Send + 'static>(ask: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(ask).await.unwrap()
}

async fn got(mut browser: Browser, path: String) -> (Browser, Page) {
    asked(move || {
        let page = browser.get(&path);
        (browser, page)
    })
    .await
}

/// The day once it bears the mark.
async fn marked(browser: Browser) -> (Browser, Page) {
    let (mut browser, mut page) = got(browser, DAY.to_owned()).await;
    let mut tries = 0;
    while !page.text().contains(MARK) {
        tries += 1;
        assert!(tries < 100, "nobody reckoned it");
        tokio::time::sleep(Duration::from_millis(100)).await;
        (browser, page) = got(browser, DAY.to_owned()).await;
    }
    (browser, page)
}

/// Addresses that the marks lead to.
fn links(page: &Page) -> Vec<String> {
    let found = page.values("class=\"over\" href=\"");
    found.iter().map(|link| link.replace("&#38;", "&")).collect()
}

/// Books somebody new over the appointment that the form was opened beside.
async fn booked_over(mut browser: Browser, form: Page, care: CareTypeId) -> Browser {
    let hidden = |name: &str| form.values(&format!("name=\"{name}\" value=\""))[0].clone();
    let (csrf, key, start) = (hidden("csrf"), hidden("key"), hidden("start"));
    asked(move || {
        let care = care.to_string();
        let fields = [
            ("csrf", csrf.as_str()),
            ("key", &key),
            ("start", &start),
            ("care", &care),
            ("with", "1"),
            ("over", "1"),
            ("reason", "Proposée par l'agenda"),
            ("new", "1"),
            ("family", "Venue"),
            ("given", "Zoé"),
            ("phone", "0612345678"),
            ("do", "book"),
        ];
        let page = browser.post("/admin/book", &fields);
        let to = page.location().unwrap_or_default();
        assert!(to.contains("done=booked"), "{to} {}", page.text());
        browser
    })
    .await
}

async fn full_practice() -> (Practice, Scene) {
    let practice = Practice::new();
    let (practitioner, care) = practice.usual().await;
    let people = months(&practice, (practitioner, care), true).await;
    let scene = Scene {
        app: practice.app.clone(),
        care,
        practitioner,
        people,
    };
    (practice, scene)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_agenda_marks_where_one_more_may_be_booked_and_says_why() {
    let (_practice, scene) = full_practice().await;
    let morning = scene.full_morning().await;
    let daemon = plain(scene.app.clone());
    let running = Running::start(daemon).await;
    let address = running.address;

    let marie = scene.signed_in(address, "marie", Role::Secretary).await;
    let (marie, page) = marked(marie).await;
    // Beside the riskiest two, which do not follow one another, and nowhere else.
    assert_eq!(page.text().matches(MARK).count(), 2, "{}", page.text());
    let key = "Surréservation possible ici : demi-journée complète";
    page.assert(200, &["risque d'absence de ", "can-over", key]);
    let beside = format!("beside={}", morning[2]);
    let links_found = links(&page);
    let link = links_found.iter().find(|link| link.ends_with(&beside));
    let link = link.expect("beside the riskiest").clone();
    let (marie, form) = got(marie, link).await;
    let expected = [
        "id=\"proposed\"",
        "Risque élevé",
        "venues attendues sur 8",
        "name=\"over\" value=\"1\" checked",
        "value=\"Surréservation proposée par l'agenda\"",
        "lundi 4 mai à 10 h",
    ];
    form.assert(200, &expected);

    let rose = scene.signed_in(address, "rose", Role::Reader).await;
    let (_, page) = got(rose, DAY.to_owned()).await;
    assert!(!page.text().contains("can-over") && !page.text().contains("Surréservation"));

    // The marks go with the half-day they were true of, and are reckoned again: never beside what is booked over.
    let marie = booked_over(marie, form, scene.care).await;
    let (marie, page) = got(marie, DAY.to_owned()).await;
    assert!(!page.text().contains(MARK), "what it was reckoned from is gone");
    let (_, page) = marked(marie).await;
    let left = links(&page);
    assert!(left.len() == 1 && !left[0].ends_with(&beside), "{left:?}");

    running.ended().await;
}
