//! Every page that a patient meets, in every language: nothing of it is left in French, and it runs the right way.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock};

use grappe::domain::agenda::BookingRef;
use grappe::domain::booking::Status;
use grappe::domain::patient::Language;
use grappe::domain::question::{Answer, Effect, Question};
use grappe::i18n::{Texts, keys};
use grappe::web::Settings;

use super::{LEA, TUESDAY_9, pick, send};
use crate::support::house::{instant, secretary};
use crate::support::{Browser, Page, Site};

/// More than a day ahead, with Dr Martin.
const WEDNESDAY_9: &str = "2026-03-04T08:00:00Z";
const THURSDAY_10: &str = "2026-03-05T09:00:00Z";

/// Classes of statuses: which one it is, other tests ask.
pub(super) const SHOWN: u16 = 2;
pub(super) const REFUSED: u16 = 4;

/// What the program logs as an error, for as long as the tests run.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<u8>>>);

impl Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Heard {
    /// Listens to the whole process.
    fn listening() -> Self {
        static HEARD: OnceLock<Heard> = OnceLock::new();
        let heard = HEARD.get_or_init(|| {
            let heard = Self::default();
            let ear = heard.clone();
            tracing_subscriber::fmt()
                .with_ansi(false)
                .with_max_level(tracing::Level::ERROR)
                .with_writer(move || ear.clone())
                .init();
            heard
        });
        heard.clone()
    }

    /// What was said while a test read the catalogue by itself is no page's mistake.
    fn forget(&self) {
        self.0.lock().unwrap().clear();
    }

    /// Texts that were not there in the language asked for, or had no right arguments.
    fn complaints(&self) -> Vec<String> {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        let is_about_texts = |line: &&str| {
            ["text in French only", "no such text", "text with wrong arguments"]
                .iter()
                .any(|complaint| line.contains(complaint))
        };
        text.lines().filter(is_about_texts).map(str::to_owned).collect()
    }
}

/// A visitor who looks at each page that comes.
pub(super) struct Reader {
    pub(super) browser: Browser,
    pub(super) language: Language,
    /// Sentences of the French catalogue that this language says otherwise.
    french: Vec<String>,
    pub(super) seen: usize,
}

impl Reader {
    fn of(site: &Site, language: Language) -> Self {
        let (own, french) = (Texts::of(language), Texts::of(Language::Fr));
        let own_keys: BTreeSet<String> = keys(language).into_iter().map(|(key, _)| key).collect();
        let sentences = keys(Language::Fr).into_iter().filter_map(|(key, _)| {
            let text = french.text(&key).into_owned();
            let is_sentence = text.split_whitespace().count() > 2 && !text.contains(['{', '\n']);
            let is_said_otherwise = !own_keys.contains(&key) || own.text(&key) != text;
            (is_sentence && is_said_otherwise).then_some(text)
        });
        Self {
            browser: site.browser().with_header("Accept-Language", language.code()),
            language,
            french: sentences.collect(),
            seen: 0,
        }
    }

    /// The same visitor at another practice.
    pub(super) fn at(&self, site: &Site) -> Self {
        Self {
            browser: site
                .browser()
                .with_header("Accept-Language", self.language.code()),
            language: self.language,
            french: self.french.clone(),
            seen: 0,
        }
    }

    /// A page of this class, after redirections.
    pub(super) fn reads(&mut self, page: Page, class: u16) -> Page {
        let page = if page.status == 303 {
            self.browser.follow(page)
        } else {
            page
        };
        assert_eq!(page.status / 100, class, "{}\n{}", page.head, page.text());
        let text = page.text().replace("&#39;", "'").replace("&#38;", "&");
        let direction = if self.language == Language::Ar {
            "rtl"
        } else {
            "ltr"
        };
        let beginning = format!("<html lang=\"{}\" dir=\"{direction}\"", self.language.code());
        assert!(text.contains(&beginning), "{text}");
        // What the practice wrote is told apart where the page is in another language.
        let is_foreign = self.language != Language::Fr;
        assert_eq!(
            text.contains("<bdi lang=\"fr\" dir=\"auto\">"),
            is_foreign,
            "{text}"
        );
        assert!(!is_foreign || !text.contains("<bdi>Consultation"), "{text}");
        for sentence in &self.french {
            assert!(
                !text.contains(sentence.as_str()),
                "{:?}: « {sentence} » in\n{text}",
                self.language
            );
        }
        self.seen += 1;
        page
    }

    pub(super) fn gets(&mut self, path: &str, class: u16) -> Page {
        let page = self.browser.get(path);
        self.reads(page, class)
    }

    pub(super) fn posts(&mut self, path: &str, fields: &[(&str, &str)], class: u16) -> Page {
        let page = self.browser.post(path, fields);
        self.reads(page, class)
    }

    pub(super) fn sends(&mut self, form: &Page, path: &str, fields: &[(&str, &str)], class: u16) -> Page {
        let page = send(&mut self.browser, form, path, fields);
        self.reads(page, class)
    }

    /// From the click on a time to the confirmation, with the mistakes of a hurried visitor.
    fn books(&mut self, site: &Site, (care, start): (&str, &str)) {
        let picked = pick(&mut self.browser, care, start);
        let form = self.reads(picked, SHOWN);
        self.sends(
            &form,
            "/book",
            &[("family", "<"), ("email", "lea"), ("born", "hier")],
            REFUSED,
        );
        self.sends(&form, "/book/renew", &[], SHOWN);
        let code = self.sends(&form, "/book", &LEA, SHOWN);
        self.sends(&code, "/book/code", &[("code", "12")], REFUSED);
        self.sends(&code, "/book/code/again", &[], REFUSED);
        self.sends(&code, "/book/code", &[("code", &site.code())], SHOWN);
    }
}

fn asks() -> Question {
    let answer = |text: &str, effect| Answer {
        text: text.to_owned(),
        effect,
    };
    Question {
        text: "Fumez-vous ?".to_owned(),
        answers: vec![
            answer("oui", Effect::Stop("Appelez-nous.".to_owned())),
            answer("non", Effect::Go),
        ],
    }
}

/// The pages before a booking, and those of errors.
fn reads_around(reader: &mut Reader, site: &Site) {
    let group = site.sells(|care| care.terms.capacity = 4);
    let asking = site.sells(|care| care.terms.questions = vec![asks()]);
    for path in [
        "/",
        "/privacy",
        "/search",
        "/search?care=1&mode=practice&after=09:00",
        "/search?care=1&d6=1",
        "/times?care=1",
        "/times?care=1&d6=1",
        "/times?care=2",
        &format!("/times?care={group}&seats=2"),
        &format!("/times?care={asking}"),
        "/appointment/cancelled?free",
        "/appointment/cancelled?late&next",
        "/demo/outbox",
    ] {
        reader.gets(path, SHOWN);
    }
    for path in ["/nowhere", "/times?care=77", "/appointment", "/offer", "/m/x"] {
        reader.gets(path, REFUSED);
    }
    reader.posts("/answers", &[("care", &asking), ("wishes", "")], REFUSED);
    reader.posts(
        "/answers",
        &[("care", &asking), ("wishes", ""), ("q0", "0")],
        SHOWN,
    );
    reader.posts("/hold", &[("start", "x")], REFUSED);
    reader.posts(
        "/hold",
        &[("care", "1"), ("start", "2026-03-01T08:00:00Z")],
        REFUSED,
    );
    reader.posts("/appointment/cancel", &[], REFUSED);
    reader.gets("/book", REFUSED);
}

/// An appointment by its link: opened, asked for earlier, moved, cancelled.
fn manages(reader: &mut Reader, link: &str) {
    reader.gets(&format!("/m/{link}"), SHOWN);
    reader.posts("/appointment/open", &[("fact", "xyz")], REFUSED);
    reader.posts("/appointment/open", &[("fact", "dau")], SHOWN);
    reader.gets("/appointment/move", SHOWN);
    reader.posts(
        "/appointment/move",
        &[("practitioner", "1"), ("start", "2026-03-01T08:00:00Z")],
        REFUSED,
    );
    reader.posts(
        "/appointment/move",
        &[("practitioner", "1"), ("start", THURSDAY_10)],
        SHOWN,
    );
    reader.gets("/appointment/earlier", SHOWN);
    reader.posts(
        "/appointment/earlier",
        &[("from", "18:00"), ("to", "09:00")],
        REFUSED,
    );
    reader.posts("/appointment/earlier", &[("ready", "45")], SHOWN);
}

/// What is offered when somebody else gives a time up, taken or not.
fn is_offered(reader: &mut Reader, site: &Site, other: &mut Browser) {
    drop(other.post("/appointment/cancel", &[]));
    let notices = site.run(site.app.recent_notices(5)).unwrap();
    let link = notices
        .iter()
        .find_map(|notice| notice.offer.as_ref())
        .unwrap()
        .link
        .clone();
    reader.gets(&format!("/o/{link}"), SHOWN);
    reader.posts("/offer/open", &[("fact", "17/05/1980")], SHOWN);
    reader.posts("/offer/decline", &[], SHOWN);
}

/// They did not come, and say that it is not so.
fn objects(reader: &mut Reader, site: &Site, link: &str) {
    site.clock.set(instant("2026-03-05T17:00:00Z"));
    let agenda = site.app.agenda();
    let booked = agenda
        .bookings()
        .find(|b| b.interval.start == instant(THURSDAY_10))
        .unwrap();
    let id = match booked.reference {
        BookingRef::Appointment(id) => Some(id),
        BookingRef::Hold(_) | BookingRef::Offer(_) => None,
    };
    site.run(
        site.app
            .mark_attendance(id.unwrap(), Status::NoShow, None, secretary()),
    )
    .unwrap();
    reader.gets(&format!("/m/{link}"), SHOWN);
    reader.posts("/appointment/open", &[("fact", "dau")], SHOWN);
    reader.posts("/appointment/contest", &[("words", "")], REFUSED);
    reader.posts("/appointment/contest", &[("words", "J'étais là.")], SHOWN);
}

fn reads_every_page(language: Language) {
    let heard = Heard::listening();
    let site = Site::with(Settings {
        is_demo: true,
        ..Settings::default()
    });
    let reader = &mut Reader::of(&site, language);
    heard.forget();
    reads_around(reader, &site);
    let mut other = site.browser();
    let zoe: Vec<_> = LEA
        .map(|(name, value)| (name, if name == "email" { "zoe@example.org" } else { value }))
        .into();
    super::book(&site, &mut other, TUESDAY_9, &zoe).assert(200, &[]);
    reader.books(&site, ("1", WEDNESDAY_9));
    let link = site.link();
    manages(reader, &link);
    is_offered(reader, &site, &mut other);
    objects(reader, &site, &link);
    assert!(reader.seen > 40, "{} pages", reader.seen);
    let further = super::further::reads(reader);
    assert!(further > 60, "{further} pages");
    assert_eq!(heard.complaints(), Vec::<String>::new(), "{language:?}");
}

#[test]
fn every_page_of_a_patient_is_there_in_french() {
    reads_every_page(Language::Fr);
}

#[test]
fn every_page_of_a_patient_is_there_in_english() {
    reads_every_page(Language::En);
}

#[test]
fn every_page_of_a_patient_is_there_in_german() {
    reads_every_page(Language::De);
}

#[test]
fn every_page_of_a_patient_is_there_in_spanish() {
    reads_every_page(Language::Es);
}

#[test]
fn every_page_of_a_patient_is_there_in_portuguese() {
    reads_every_page(Language::Pt);
}

#[test]
fn every_page_of_a_patient_is_there_in_arabic() {
    reads_every_page(Language::Ar);
}

#[test]
fn a_visitor_chooses_a_language_and_the_staff_keeps_its_own() {
    let site = Site::with(Settings::default());
    let mut browser = site
        .browser()
        .with_header("Accept-Language", "ar-DZ,ar;q=0.9,fr;q=0.5");
    browser.get("/").assert(
        200,
        &[
            "dir=\"rtl\"",
            "حجز موعد",
            "lang=\"de\" hreflang=\"de\">Deutsch</a>",
        ],
    );
    browser
        .get("/?lang=pt")
        .assert(200, &["lang=\"pt\" dir=\"ltr\"", "Marcar consulta"]);
    browser.get("/search").assert(200, &["lang=\"pt\""]);
    browser
        .get("/admin/sign-in")
        .assert(200, &["lang=\"fr\" dir=\"ltr\""]);
    browser
        .get("/admin/sign-in?lang=ar")
        .assert(200, &["lang=\"fr\""]);
    browser.get("/").assert(200, &["lang=\"pt\""]);
}
