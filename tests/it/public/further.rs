//! The rarer pages of a patient in every language: a series, a request, times offered instead, another booking, the own file, the tablet of
//! the waiting room, the frame, what the law asks for. Read by the reader of [`super::languages`].

use grappe::app::{IllRequest, NewKiosk};
use grappe::domain::care_type::Series;
use grappe::domain::id::PractitionerId;
use grappe::domain::staff::Actor;
use grappe::web::Settings;

use super::languages::{REFUSED, Reader, SHOWN};
use super::{LEA, pick};
use crate::support::Site;
use crate::support::house::secretary;
use crate::support::practice::CONSULTATION;

/// Three days ahead, with Dr Martin.
const THURSDAY_9: &str = "2026-03-05T08:00:00Z";
const THURSDAY_11: &str = "2026-03-05T10:00:00Z";
const FRIDAY_9: &str = "2026-03-06T08:00:00Z";
/// Three weeks after Thursday.
const NEXT: &str = "2026-03-27T08:00:00Z";

/// Who books, by address: a code goes to each once a minute.
fn typed<'a>(email: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let known = LEA.map(|(name, value)| (name, if name == "email" { email } else { value }));
    known.into_iter().chain(more.iter().copied()).collect()
}

impl Reader {
    /// From the click on a time to the confirmation.
    fn asks_for(&mut self, site: &Site, (care, start): (&str, &str), typed: &[(&str, &str)]) {
        let picked = pick(&mut self.browser, care, start);
        let form = self.reads(picked, SHOWN);
        let code = self.sends(&form, "/book", typed, SHOWN);
        self.sends(&code, "/book/code", &[("code", &site.code())], SHOWN);
        self.gets("/appointment", SHOWN);
    }
}

fn series(reader: &mut Reader, site: &Site) {
    let care = site.sells(|care| {
        care.terms.series = Some(Series {
            next: CONSULTATION,
            min_days: 21,
            max_days: 28,
            same_practitioner: true,
            require_next: true,
        });
    });
    let picked = pick(&mut reader.browser, &care, THURSDAY_9);
    let form = reader.reads(picked, SHOWN);
    reader.sends(
        &form,
        "/book",
        &typed("a@example.org", &[("next_start", "")]),
        REFUSED,
    );
    let code = reader.sends(
        &form,
        "/book",
        &typed("a@example.org", &[("next_start", NEXT)]),
        SHOWN,
    );
    reader.sends(&code, "/book/code", &[("code", &site.code())], SHOWN);
    let first = [("practitioner", "1"), ("start", "2026-03-12T08:00:00Z")];
    let moved = reader.posts("/appointment/move", &first, SHOWN);
    let mut here = reader.browser.clone();
    reader.sends(&moved, "/appointment/next", &[], SHOWN);
    let too_soon = [("practitioner", "1"), ("start", "2026-03-20T08:00:00Z")];
    reader.posts("/appointment/move", &too_soon, REFUSED);
    std::mem::swap(&mut reader.browser, &mut here);
    reader.posts("/appointment/cancel", &[], SHOWN);
}

fn approval(reader: &mut Reader, site: &Site) {
    let care = site.sells(|care| care.needs_approval = true);
    reader.gets(&format!("/times?care={care}"), SHOWN);
    reader.asks_for(site, (&care, THURSDAY_9), &typed("b@example.org", &[]));
    let newest = site.run(site.app.recent_notices(1)).unwrap().remove(0);
    let asked = newest.about.unwrap().appointment;
    site.run(site.app.refuse(asked.id, Some(asked.version), secretary()))
        .unwrap();
    reader.gets("/appointment", SHOWN);
}

fn again(reader: &mut Reader, site: &Site) {
    reader.asks_for(site, ("1", FRIDAY_9), &typed("c@example.org", &[]));
    reader.gets("/again", SHOWN);
    reader.gets("/again?anybody", SHOWN);
    reader.gets("/again?over", SHOWN);
    let taken = [("care", "1"), ("practitioner", "1"), ("start", FRIDAY_9)];
    reader.posts("/again", &taken, REFUSED);
    let free = [("care", "1"), ("practitioner", "1"), ("start", THURSDAY_11)];
    reader.posts("/again", &free, SHOWN);
    reader.posts("/again/confirm", &[], SHOWN);
    reader.posts("/appointment/confirm", &[], SHOWN);
}

fn own_file(reader: &mut Reader, site: &Site) {
    reader.gets("/mine", SHOWN);
    reader.posts("/mine/feed", &[("do", "make")], SHOWN);
    reader.posts("/mine/feed", &[("do", "end")], SHOWN);
    reader.posts("/device/remember", &[], SHOWN);
    reader.gets("/", SHOWN);
    reader.posts("/device/forget", &[("all", "1")], SHOWN);
    site.clock.advance(chrono::TimeDelta::minutes(2));
    reader.posts("/mine/code", &[], SHOWN);
    reader.posts("/mine/open", &[("code", "12")], REFUSED);
    reader.posts("/mine/open", &[("code", &site.code())], SHOWN);
    reader.posts("/mine/erase", &[], SHOWN);
    reader.gets("/mine", SHOWN);
}

fn offered(reader: &mut Reader, site: &Site) {
    reader.asks_for(site, ("1", THURSDAY_9), &typed("d@example.org", &[]));
    let request = IllRequest {
        practitioner: PractitionerId(1),
        until: "2026-03-06".parse().unwrap(),
        is_offering: true,
        note: None,
        label: String::new(),
        actor: Actor::System,
    };
    site.run(site.app.declare_ill(request, None)).unwrap();
    let page = reader.gets("/appointment", SHOWN);
    let offers = page.values("name=\"other=");
    assert_eq!(offers.len(), 3, "{}", page.text());
    reader.posts(
        "/appointment/offered",
        &[("other", "2026-03-06T08:00:00Z~1")],
        REFUSED,
    );
    reader.posts("/appointment/offered", &[("other", &offers[0])], SHOWN);
}

fn near(reader: &mut Reader, site: &Site) {
    reader.asks_for(site, ("1", "2026-03-02T13:00:00Z"), &typed("e@example.org", &[]));
    reader.posts("/appointment/confirm", &[], SHOWN);
    let link = site.link();
    // What the browser was given at the booking is over by then.
    site.clock.set("2026-03-02T12:40:00Z".parse().unwrap());
    reader.gets(&format!("/m/{link}"), SHOWN);
    reader.posts("/appointment/open", &[("fact", "dau")], SHOWN);
    for minutes in ["10", "30"] {
        reader.posts("/appointment/late", &[("minutes", minutes)], SHOWN);
    }
    reader.posts("/appointment/cancel", &[], SHOWN);
}

fn tablet(reader: &mut Reader, site: &Site) {
    let new = NewKiosk {
        name: "Entrée".to_owned(),
        place: "salle bleue".to_owned(),
        is_anywhere: true,
    };
    let secret = site.run(site.app.create_kiosk(Actor::System, new)).unwrap();
    reader.gets("/kiosk", REFUSED);
    let link = format!("/kiosk/{secret}?lang={}", reader.language.code());
    reader.gets(&link, SHOWN);
    drop(reader.browser.post(&link, &[]));
    let code = reader.language.code();
    reader.gets(&format!("/kiosk?lang={code}"), SHOWN);
    reader.posts(&format!("/kiosk?lang={code}"), &[("day", "32")], REFUSED);
    let nobody = [
        ("day", "1"),
        ("month", "2"),
        ("year", "1990"),
        ("given", "x"),
        ("family", "y"),
    ];
    reader.posts(&format!("/kiosk?lang={code}"), &nobody, SHOWN);
}

/// Reads them all; how many pages they are.
pub(super) fn reads(visitor: &Reader) -> usize {
    let mut seen = 0;
    for scene in [series, approval, again_and_file, offered, near, tablet] {
        let site = Site::with(Settings {
            limit_factor: 10,
            ..Settings::default()
        });
        let mut reader = visitor.at(&site);
        scene(&mut reader, &site);
        for path in ["/legal", "/accessibility", "/embed", "/embed?care=1"] {
            reader.gets(path, SHOWN);
        }
        seen += reader.seen;
    }
    seen
}

fn again_and_file(reader: &mut Reader, site: &Site) {
    again(reader, site);
    own_file(reader, site);
}
