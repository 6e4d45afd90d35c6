//! A log may be shown to anybody who helps: whatever it is asked to say, no person, no way to reach one and nothing that opens a door
//! is in it (security T15).

use grappe::app::App;
use grappe::domain::care_type::CareTerms;
use grappe::domain::slot::SlotQuery;
use grappe::sys::clock::Clock;

use super::program::{Machine, Serving, code_in};
use crate::messages::server::MailServer;
use crate::support::house::Practice;
use crate::support::{Browser, Page};

const PASSWORD: &str = "quatre canaris jaunes en cage";
const NOTE: &str = "Rappeler la voisine Canarelle";

/// A practice that sells one care; two times that are free.
async fn opened(machine: &Machine) -> [String; 2] {
    let clock = Clock::system();
    let practice = Practice {
        app: App::open(&machine.data(), &clock).unwrap(),
        clock: clock.clone(),
        folder: tempfile::tempdir().unwrap(),
    };
    let (_, care) = practice.usual().await;
    let today = clock.now().date_naive();
    let last = today + chrono::TimeDelta::days(i64::from(CareTerms::default().horizon_days));
    let query = SlotQuery::new(care, None, today + chrono::TimeDelta::days(3), last);
    let slots = practice.app.find_slots(&query);
    let mut starts = slots.iter().map(|slot| slot.start.to_rfc3339());
    [(); 2].map(|()| starts.next().expect("a free time"))
}

/// What must not be found, and what it is.
struct Canaries(Vec<(&'static str, String)>);

impl Canaries {
    fn add(&mut self, what: &'static str, text: impl Into<String>) {
        let text = text.into();
        assert!(text.len() > 5, "{what}: too short to be looked for: {text}");
        self.0.push((what, text));
    }

    fn sought_in(&self, log: &str) {
        // What stands before the first blank is the time, and its fractions could be any code.
        let lines: Vec<&str> = log
            .lines()
            .map(|line| line.split_once(' ').map_or("", |(_, rest)| rest))
            .collect();
        for (what, canary) in &self.0 {
            let found = lines
                .iter()
                .find(|line| line.to_lowercase().contains(&canary.to_lowercase()));
            assert!(found.is_none(), "{what} in the log: {found:?}");
        }
    }
}

fn posted(browser: &mut Browser, page: &Page, path: &str, typed: &[(&str, &str)]) -> Page {
    let fields = crate::public::filled(page, typed);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    browser.post(path, &fields)
}

/// From the first click to the confirmation, and through the link that was sent.
fn booked_online(serving: &Serving, mail: &MailServer, start: &str, canaries: &mut Canaries) {
    let mut browser = serving.browser();
    let asked = [
        ("care", "1"),
        ("practitioner", ""),
        ("seats", "1"),
        ("start", start),
    ];
    let held = browser.post("/hold", &asked);
    let page = browser.follow(held);
    canaries.add("the cookie of a hold", browser.cookie("hold").expect("a hold"));
    let typed = [
        ("given", "Zoé"),
        ("family", "Canari"),
        ("born", "17/05/1980"),
        ("email", "zoe.canari@example.org"),
        ("phone", "06 98 76 54 32"),
        ("for", "me"),
        ("consent", "1"),
    ];
    let sent = posted(&mut browser, &page, "/book", &typed);
    let page = browser.follow(sent);
    page.assert(200, &["Code à six chiffres"]);
    let code = six_digits(&mail.next().data);
    canaries.add("the code", code.clone());
    let sent = posted(&mut browser, &page, "/book/code", &[("code", &code)]);
    browser.follow(sent).assert(200, &["votre rendez-vous est pris"]);
    let letter = mail.next().data.replace("=\r\n", "");
    let token = letter
        .split("/m/")
        .nth(1)
        .and_then(|rest| rest.split_whitespace().next());
    let token = token.expect("a link").to_owned();
    canaries.add("the link", token.clone());
    let mut phone = serving.browser();
    let opened = phone.get(&format!("/m/{token}"));
    let page = phone.follow(opened);
    page.assert(200, &["naissance"]);
}

/// The first six digits in a row of a message, behind its head.
fn six_digits(letter: &str) -> String {
    let (_, body) = letter.split_once("\r\n\r\n").expect("a body");
    let runs = body.split(|c: char| !c.is_ascii_alphanumeric());
    let code = runs
        .into_iter()
        .find(|run| run.len() == 6 && run.bytes().all(|b| b.is_ascii_digit()));
    code.expect("a code").to_owned()
}

/// Somebody of the staff comes in, mistypes, looks for the patient and writes a note.
fn looked_up(serving: &Serving, code: &str, canaries: &mut Canaries) {
    let mut desk = serving.browser();
    let welcome = [("code", code), ("password", PASSWORD), ("again", PASSWORD)];
    let entered = desk.post("/admin/welcome", &welcome);
    assert_eq!(
        entered.location().as_deref(),
        Some("/admin"),
        "{}",
        entered.text()
    );
    canaries.add("a session", desk.cookie("desk").expect("a session"));
    serving.browser().post(
        "/admin/sign-in",
        &[("login", "marie"), ("password", "canari mal tapé")],
    );
    let csrf = desk
        .get("/admin/account")
        .values("name=\"csrf\" value=\"")
        .remove(0);
    canaries.add("the proof of a form", csrf.clone());
    desk.get("/admin/patients?q=Canari");
    desk.post("/admin/patients", &[("csrf", csrf.as_str()), ("q", "canari")])
        .assert(200, &["Canari"]);
    desk.get("/admin/patients/1").assert(200, &["Canari"]);
    let noted = desk.post(
        "/admin/appointments/1/note",
        &[("csrf", csrf.as_str()), ("note", NOTE), ("version", "1")],
    );
    assert!(noted.status < 500, "{}", noted.text());
    desk.get("/admin").assert(200, &[]);
    desk.get("/admin/command?q=canari 15 jeu");
    let key = serving
        .browser()
        .with_header("Authorization", "Bearer canari-secret-of-a-program");
    assert_eq!(key.clone().get("/api/v1/slots?care=1").status, 401);
}

#[test]
fn whatever_it_is_asked_to_say_the_log_names_nobody_and_opens_nothing() {
    let mail = MailServer::start("none");
    let (machine, code) = Machine::ready();
    let added = machine.on_data(&[
        "user",
        "add",
        "marie",
        "--name",
        "Marie Canarius",
        "--role",
        "secretary",
    ]);
    let marie = code_in(&added.said);
    let [first, _] = tokio::runtime::Runtime::new().unwrap().block_on(opened(&machine));
    let machine = machine
        .with("GRAPPE_SMTP_HOST", "127.0.0.1")
        .with("GRAPPE_SMTP_PORT", &mail.port.to_string())
        .with("GRAPPE_SMTP_TLS", "none")
        .with("GRAPPE_SMTP_FROM", "rdv@cabinet.example.org")
        .with("GRAPPE_LOG_FILTER", "trace");
    let mut canaries = Canaries(Vec::new());
    for (what, text) in [
        ("a name", "canari"),
        ("an address", "zoe.canari"),
        ("a telephone", "698765432"),
        ("a telephone as typed", "98 76 54"),
        ("a password", PASSWORD),
        ("a note", "voisine"),
        ("a first code", code.as_str()),
        ("a first code", marie.as_str()),
    ] {
        canaries.add(what, text);
    }
    let serving = machine.serve();
    booked_online(&serving, &mail, &first, &mut canaries);
    looked_up(&serving, &marie, &mut canaries);
    let (exit, log) = serving.ended_by("TERM");
    assert_eq!(exit, Some(0), "{log}");
    assert!(
        log.contains("/admin/patients/1"),
        "it says what was asked for: {log}"
    );
    canaries.sought_in(&log);
}
