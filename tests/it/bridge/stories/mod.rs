//! Random stories: the desk books, moves and cancels, the practitioner does as one pleases in the calendar, passes come in between. In the end
//! both sides tell the same (`told`), after two passes at most.
//!
//! `GRAPPE_CALDAV_STORY` repeats the story of a number, which a failure prints; `GRAPPE_CALDAV_STORIES` tells so many.
#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    reason = "the count comes from the environment, and a failure tells the whole story"
)]

mod acts;
pub(crate) mod phone;
pub(crate) mod told;

use std::collections::BTreeMap;

use chrono::TimeDelta;
use grappe::app::{LinkRequest, ResumeHow};
use grappe::bridge::Scribe;
use grappe::domain::booking::Appointment;
use grappe::domain::calendar::{LinkKind, LinkOptions, LinkState, Privacy};
use grappe::domain::id::{AppointmentId, CalendarLinkId, CareTypeId, PractitionerId};
use grappe::store::{Fault, NewCalendarLink};

use crate::bridge::fake::{Fake, Ways};
use crate::support::house::{Practice, secretary};
use phone::Phone;

/// Right half of the UIDs of our events, with what stands before it.
const DOMAIN: &str = "@grappe.invalid";
/// Acts of a story.
const ACTS: usize = 40;

/// See the module.
pub(crate) struct Story {
    practice: Practice,
    practitioner: PractitionerId,
    care: CareTypeId,
    link: CalendarLinkId,
    options: LinkOptions,
    phone: Phone,
    /// Keeps what it remembers from pass to pass, as the program does.
    scribe: Scribe,
    chance: Chance,
    /// Who has an appointment, by name: the row that was booked.
    booked: BTreeMap<String, AppointmentId>,
    /// Names of what somebody put into the calendar.
    foreign: Vec<String>,
    /// What stood in the calendar earlier, by its name: a copy that may be put back.
    earlier: Vec<(String, String)>,
    people: usize,
    acted: Vec<String>,
}

/// So many stories, each in an empty calendar, whose address `calendar` gives.
pub(crate) async fn tell(usual: u64, calendar: impl Fn(u64) -> String) {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    if let Some(seed) = number("GRAPPE_CALDAV_STORY") {
        Story::told(seed, &calendar(seed)).await;
        return;
    }
    let first = u64::from(std::process::id()) << 20;
    for seed in first..first + number("GRAPPE_CALDAV_STORIES").unwrap_or(usual) {
        Story::told(seed, &calendar(seed)).await;
    }
}

impl Story {
    #[expect(clippy::print_stdout, reason = "whatever ends a story, its number is known")]
    async fn told(seed: u64, calendar: &str) {
        println!("GRAPPE_CALDAV_STORY={seed}");
        let mut story = Self::new(seed, calendar).await;
        for _ in 0..ACTS {
            story.acts().await;
        }
        story.ends(seed, "left open").await;
        story.answers_everything().await;
        story.ends(seed, "answered").await;
    }

    async fn new(seed: u64, calendar: &str) -> Self {
        let practice = Practice::new();
        let (practitioner, care) = practice.usual().await;
        let mut chance = Chance(seed);
        let options = LinkOptions {
            writes_utc: chance.is(30),
            asks_before_moving: chance.is(30),
            keeps_cancelled: chance.is(20),
            allows_clear: true,
            reminds_minutes: chance.is(20).then_some(10),
            ..LinkOptions::default()
        };
        let link = practice
            .app
            .link_calendar(linked(practitioner, options, calendar), secretary());
        let link = link.await.unwrap();
        Self {
            scribe: Scribe::new(practice.app.clone(), None),
            practice,
            practitioner,
            care,
            link,
            options,
            phone: Phone::on(calendar),
            chance,
            booked: BTreeMap::new(),
            foreign: Vec::new(),
            earlier: Vec::new(),
            people: 0,
            acted: vec![format!("{options:?}")],
        }
    }

    /// Two passes, after which there is nothing left to do and nothing that differs.
    async fn ends(&mut self, seed: u64, how: &str) {
        self.passes().await;
        self.passes().await;
        let before = self.phone.all();
        self.passes().await;
        let mut wrong = self.differences().await;
        if self.phone.all() != before {
            wrong.push("the third pass still wrote".to_owned());
        }
        assert!(
            wrong.is_empty(),
            "GRAPPE_CALDAV_STORY={seed}, {how}: {wrong:#?}\n{}",
            self.acted.join("\n")
        );
    }

    /// A pass; where the guard stops the link, somebody looks and has our events written again.
    async fn passes(&mut self) {
        self.practice.clock.advance(TimeDelta::seconds(90));
        self.synchronises().await;
        let link = self.link;
        let store = self.practice.app.store();
        let link = store
            .read(move |db| -> Result<_, Fault> { db.calendar_link(link) })
            .await
            .unwrap()
            .unwrap();
        match link.state {
            LinkState::Active => assert_eq!(link.failures, 0, "{:?}", self.acted),
            LinkState::Suspended => {
                let again = self
                    .practice
                    .app
                    .resume_calendar(link.id, ResumeHow::Anew, secretary());
                again.await.unwrap();
                for _ in 0..2 {
                    self.practice.clock.advance(TimeDelta::seconds(90));
                    self.synchronises().await;
                }
            }
            other => panic!("{other:?}: {:?}", self.acted),
        }
    }

    /// As the program does once a minute. What a pass came to is seen in the link.
    async fn synchronises(&mut self) {
        for report in self.scribe.all().await.unwrap() {
            self.acted.push(format!("  pass: {:?}", report.outcome));
        }
    }

    /// The row that stands for an appointment after its moves.
    async fn standing_for(&self, row: AppointmentId) -> Appointment {
        let store = self.practice.app.store();
        let found = store.read(move |db| -> Result<_, Fault> {
            let mut row = row;
            while let Some(next) = db.replacement_of(row)? {
                row = next;
            }
            db.appointment(row)
        });
        found.await.unwrap().unwrap()
    }
}

fn linked(practitioner: PractitionerId, options: LinkOptions, calendar: &str) -> LinkRequest {
    LinkRequest {
        link: NewCalendarLink {
            practitioner,
            kind: LinkKind::Written,
            url: calendar.to_owned(),
            login: "dr".to_owned(),
            domain: DOMAIN[1..].to_owned(),
            privacy: Privacy::Full,
            options,
            pin: None,
            capabilities: None,
        },
        password: "secret".to_owned(),
    }
}

/// The same numbers for the same story.
struct Chance(u64);

impl Chance {
    /// From 0 on, below `end`.
    fn below(&mut self, end: usize) -> usize {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let end = u64::try_from(end).unwrap();
        usize::try_from((mixed ^ (mixed >> 31)) % end).unwrap()
    }

    fn is(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        if all.is_empty() {
            return None;
        }
        let nth = self.below(all.len());
        all.get(nth)
    }
}

/// An invented server tells some with every run.
#[tokio::test]
async fn both_sides_tell_the_same_story() {
    tell(20, |_| Fake::start(Ways::default()).url).await;
}
