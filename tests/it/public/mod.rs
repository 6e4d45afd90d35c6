//! Pages for patients over HTTP, without scripts.

mod again;
mod alone;
mod approval;
mod blocked;
mod closed;
mod embed;
mod empty;
mod enumeration;
mod finding;
mod flow;
mod further;
mod group;
mod languages;
mod legal;
mod links;
mod own_terms;
mod pages;
mod patience;
mod refusals;
mod reminded;
mod scanners;
mod search;
mod series;
mod siblings;
mod snapshots;
mod texted;
mod together;
mod waitlist;
mod written;
mod zones;

use grappe::domain::care_type::CareType;
use grappe::domain::id::CareTypeId;
use grappe::store::{Fault, Tx};

use crate::support::practice::{CONSULTATION, published};
use crate::support::{Browser, Page, Site};

/// Tuesday at nine, free with Dr Martin.
const TUESDAY_9: &str = "2026-03-03T08:00:00Z";

/// What a patient types.
const LEA: [(&str, &str); 7] = [
    ("given", "Léa"),
    ("family", "d'Aubigné"),
    ("born", "17/05/1980"),
    ("email", "lea@example.org"),
    ("phone", "06 12 34 56 78"),
    ("for", "me"),
    ("consent", "1"),
];

/// Takes a time of a care; the answer to the click.
fn pick(browser: &mut Browser, care: &str, start: &str) -> Page {
    let fields = [
        ("care", care),
        ("practitioner", ""),
        ("seats", "1"),
        ("start", start),
    ];
    browser.post("/hold", &fields)
}

/// The hidden fields of the page's form, with those of a patient over them.
pub(crate) fn filled(page: &Page, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let text = page.text();
    let hidden = text.split("<input type=\"hidden\" name=\"").skip(1);
    let mut fields: Vec<(String, String)> = hidden
        .filter_map(|rest| {
            let (name, rest) = rest.split_once("\" value=\"")?;
            let (value, _) = rest.split_once('"')?;
            Some((name.to_owned(), value.to_owned()))
        })
        .collect();
    fields.retain(|(name, _)| !typed.iter().any(|(own, _)| own == name));
    fields.extend(
        typed
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    fields
}

/// Sends the page's form.
fn send(browser: &mut Browser, page: &Page, path: &str, typed: &[(&str, &str)]) -> Page {
    let fields = filled(page, typed);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    browser.post(path, &fields)
}

impl Site {
    /// The digits of the newest message.
    fn code(&self) -> String {
        let newest = self.run(self.app.recent_notices(1)).unwrap().remove(0);
        newest.message.code.unwrap()
    }

    /// One more kind of appointment, like the consultation but for these changes; its number.
    fn sells(&self, change: impl FnOnce(&mut CareType) + Send + 'static) -> String {
        let written = self
            .app
            .store()
            .write(move |tx: &mut Tx<'_>| -> Result<CareTypeId, Fault> {
                let mut care = tx.agenda().set_up().care_types[&CONSULTATION].clone();
                care.id = CareTypeId(0);
                change(&mut care);
                let id = tx.save_care_type(&care)?;
                published(tx)?;
                Ok(id)
            });
        self.run(written).unwrap().to_string()
    }

    /// Bookings on the agenda, holds aside.
    fn booked(&self) -> usize {
        let agenda = self.app.agenda();
        let booked = agenda.bookings().filter(|b| b.expires.is_none());
        booked.count()
    }

    /// The token of the newest appointment's link.
    fn link(&self) -> String {
        let notices = self.run(self.app.recent_notices(1)).unwrap();
        notices[0].about.as_ref().unwrap().link.clone()
    }
}

/// Books a consultation for somebody from the first click on; the page of the confirmation.
fn book(site: &Site, browser: &mut Browser, start: &str, typed: &[(&str, &str)]) -> Page {
    book_care(site, browser, ("1", start), typed)
}

/// The same for any care.
fn book_care(
    site: &Site,
    browser: &mut Browser,
    (care, start): (&str, &str),
    typed: &[(&str, &str)],
) -> Page {
    let picked = pick(browser, care, start);
    let page = browser.follow(picked);
    let sent = send(browser, &page, "/book", typed);
    let page = browser.follow(sent);
    page.assert(200, &["Code à six chiffres"]);
    let sent = send(browser, &page, "/book/code", &[("code", &site.code())]);
    browser.follow(sent)
}
