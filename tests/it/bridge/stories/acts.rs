//! What is done in a story, each act by chance.

use chrono::TimeDelta;
use grappe::app::{DecisionAnswer, MoveRequest};
use grappe::domain::booking::Appointment;
use grappe::domain::slot::{Audience, Placing, SlotQuery, search};
use grappe::domain::time::{Instant, Interval};

use super::Story;
use super::phone::{Edit, foreign, utc};
use crate::support::house::{at_the_desk, instant, person, secretary};

/// Days of a story: from the day after its first one, over a week-end.
const DAYS: [&str; 5] = [
    "2026-03-03",
    "2026-03-04",
    "2026-03-05",
    "2026-03-06",
    "2026-03-09",
];
/// Copies that are kept to be put back.
const EARLIER: usize = 12;

impl Story {
    /// Something happens, then perhaps a pass.
    pub(super) async fn acts(&mut self) {
        let pause = self.chance.below(10 * 60) + 1;
        self.practice
            .clock
            .advance(TimeDelta::seconds(i64::try_from(pause).unwrap()));
        let what = match self.chance.below(100) {
            0..22 => self.books().await,
            22..31 => self.moves().await,
            31..36 => self.cancels().await,
            36..50 => self.drags().await,
            50..56 => self.deletes().await,
            56..66 => self.edits().await,
            66..76 => Some(self.adds()),
            76..84 => self.changes_another(),
            84..88 => self.duplicates().await,
            88..94 => self.puts_back(),
            _ => self.answers().await,
        };
        if let Some(what) = what {
            self.acted.push(format!("{} {what}", self.practice.app.now()));
        }
        if self.chance.is(40) {
            self.passes().await;
        }
    }

    fn free_start(&mut self) -> Option<Instant> {
        let (from, to) = (DAYS[0].parse().unwrap(), DAYS[4].parse().unwrap());
        let query = SlotQuery::new(self.care, Some(self.practitioner), from, to);
        let found = search(&self.practice.app.agenda(), &query, self.practice.app.now());
        let starts: Vec<Instant> = found.iter().map(|slot| slot.start).collect();
        self.chance.of(&starts).copied()
    }

    /// Any half-hour from early to late; now and then one that is over.
    fn any_time(&mut self) -> Interval {
        let day = if self.chance.is(4) {
            "2026-03-01"
        } else {
            DAYS[self.chance.below(DAYS.len())]
        };
        let start = instant(&format!("{day}T06:00:00Z")) + TimeDelta::minutes(30 * self.number(26));
        let minutes = if self.chance.is(80) {
            30
        } else {
            15 * (self.number(5) + 1)
        };
        Interval::lasting(start, TimeDelta::minutes(minutes))
    }

    fn number(&mut self, end: usize) -> i64 {
        i64::try_from(self.chance.below(end)).unwrap()
    }

    /// Somebody with an appointment, and the appointment.
    async fn somebody(&mut self) -> Option<(String, Appointment)> {
        let families: Vec<String> = self.booked.keys().cloned().collect();
        let family = self.chance.of(&families)?.clone();
        let row = self.standing_for(self.booked[&family]).await;
        Some((family, row))
    }

    async fn books(&mut self) -> Option<String> {
        let start = self.free_start()?;
        self.people += 1;
        let spelt: String = self
            .people
            .to_string()
            .bytes()
            .map(|digit| char::from(digit - b'0' + b'a'))
            .collect();
        let family = format!("Petit {spelt}");
        let request = at_the_desk(self.care, &start.to_rfc3339(), person(&family, "Zoé"));
        let booked = self.practice.app.book(request, None).await.unwrap();
        self.booked.insert(family.clone(), booked.appointment.id);
        Some(format!("desk: {family} books {start}"))
    }

    async fn moves(&mut self) -> Option<String> {
        let (family, old) = self.somebody().await?;
        let start = self.free_start()?;
        let request = MoveRequest {
            appointment: old.id,
            expected_version: None,
            practitioner: Some(self.practitioner),
            start,
            audience: Audience::Staff,
            placing: Some(Placing::InOpeningHours),
            overbooking: None,
            actor: secretary(),
        };
        let moved = self.practice.app.move_appointment(request, None).await;
        let how = moved.err().map(|refused| format!("{refused:?}"));
        Some(format!(
            "desk: {family} moves from {} to {start} {how:?}",
            old.interval.start
        ))
    }

    async fn cancels(&mut self) -> Option<String> {
        let (family, row) = self.somebody().await?;
        self.practice.app.cancel(row.id, None, secretary()).await.unwrap();
        self.booked.remove(&family);
        Some(format!("desk: {family} cancels {}", row.interval.start))
    }

    /// An event of ours as it stands in the calendar, with its name.
    async fn ours(&mut self) -> Option<(String, String)> {
        let (_, row) = self.somebody().await?;
        let event = self.own_event_of(&row).await?;
        let name = event.href?;
        let body = self.phone.get(&name)?;
        self.keeps(&name, &body);
        Some((name, body))
    }

    fn keeps(&mut self, name: &str, body: &str) {
        if self.earlier.len() == EARLIER {
            self.earlier.remove(0);
        }
        self.earlier.push((name.to_owned(), body.to_owned()));
    }

    /// Most programs say when they changed something.
    fn dated(&mut self, edit: Edit) -> Edit {
        if self.chance.is(70) {
            edit.with("LAST-MODIFIED", &utc(self.practice.app.now()))
        } else {
            edit
        }
    }

    async fn drags(&mut self) -> Option<String> {
        let (name, body) = self.ours().await?;
        let time = self.any_time();
        let edit = self.dated(Edit::of(&body).at(time));
        self.phone.put(&name, &edit.body());
        Some(format!(
            "phone: drags {name} to {} for {}",
            time.start,
            time.length()
        ))
    }

    async fn deletes(&mut self) -> Option<String> {
        let (name, body) = self.ours().await?;
        if self.chance.is(20) {
            let edit = self.dated(Edit::of(&body).with("STATUS", "CANCELLED"));
            self.phone.put(&name, &edit.body());
            return Some(format!("phone: marks {name} cancelled"));
        }
        self.phone.delete(&name);
        Some(format!("phone: deletes {name}"))
    }

    async fn edits(&mut self) -> Option<String> {
        let (name, body) = self.ours().await?;
        let (edit, what) = match self.chance.below(6) {
            0 => (Edit::of(&body).with("SUMMARY", "Vu; avec, moi"), "summary"),
            1 => (
                Edit::of(&body).with("DESCRIPTION", "Apporter le dossier"),
                "description",
            ),
            2 => (Edit::of(&body).reminded(), "alarm"),
            3 => (Edit::of(&body).with("TRANSP", "TRANSPARENT"), "transparent"),
            4 => (
                Edit::of(&body).without("X-GRAPPE-ID").without("X-GRAPPE-REV"),
                "marks lost",
            ),
            _ => (Edit::of(&body).with("RRULE", "FREQ=DAILY;COUNT=3"), "repeats"),
        };
        let edit = self.dated(edit);
        self.phone.put(&name, &edit.body());
        Some(format!("phone: edits {name}: {what}"))
    }

    fn adds(&mut self) -> String {
        self.people += 1;
        let (name, time) = (format!("own-{}.ics", self.people), self.any_time());
        self.phone
            .put(&name, &foreign(&format!("own-{}@phone", self.people), time));
        self.foreign.push(name.clone());
        format!("phone: adds {name} at {} for {}", time.start, time.length())
    }

    fn changes_another(&mut self) -> Option<String> {
        let nth = self.chance.below(self.foreign.len().max(1));
        let name = self.foreign.get(nth)?.clone();
        let body = self.phone.get(&name)?;
        self.keeps(&name, &body);
        if self.chance.is(50) {
            self.phone.delete(&name);
            self.foreign.remove(nth);
            return Some(format!("phone: deletes {name}"));
        }
        let time = self.any_time();
        let edit = self.dated(Edit::of(&body).at(time));
        self.phone.put(&name, &edit.body());
        Some(format!(
            "phone: drags {name} to {} for {}",
            time.start,
            time.length()
        ))
    }

    /// Copied, with a UID of its own.
    async fn duplicates(&mut self) -> Option<String> {
        let (from, body) = self.ours().await?;
        self.people += 1;
        let name = format!("copy-{}.ics", self.people);
        let edit = Edit::of(&body).with("UID", &format!("copy-{}@phone", self.people));
        self.phone.put(&name, &edit.body());
        self.foreign.push(name.clone());
        Some(format!("phone: copies {from} to {name}"))
    }

    /// As it stood earlier, under its old name: from the bin of a telephone, or from a copy of the server.
    fn puts_back(&mut self) -> Option<String> {
        let (name, body) = self.chance.of(&self.earlier)?.clone();
        self.phone.put(&name, &body);
        let is_foreign = !name.starts_with("grappe-");
        if is_foreign && !self.foreign.contains(&name) {
            self.foreign.push(name.clone());
        }
        Some(format!(
            "phone: puts {name} back as it was at {:?}",
            Edit::of(&body).value("DTSTART")
        ))
    }

    async fn answers(&mut self) -> Option<String> {
        let open = self.practice.app.open_calendar_decisions().await.unwrap();
        let open = self.chance.of(&open)?.clone();
        let answers = DecisionAnswer::to(open.kind);
        let answer = *self.chance.of(answers)?;
        let row = match open.appointment {
            Some(id) => Some(self.standing_for(id).await),
            None => None,
        };
        let done = self
            .practice
            .app
            .answer_calendar_decision(open.id, answer, secretary())
            .await;
        if let (Ok(()), DecisionAnswer::Cancel, Some(row)) = (&done, answer, &row) {
            let mut of_row = None;
            for (family, booked) in &self.booked {
                if self.standing_for(*booked).await.id == row.id {
                    of_row = Some(family.clone());
                }
            }
            self.booked.remove(&of_row.unwrap());
        }
        Some(format!(
            "desk: {:?} {} of {:?}: {done:?}",
            open.kind,
            answer.key(),
            row.map(|row| row.interval.start)
        ))
    }

    /// Every question, some as the practitioner wishes, the others the other way.
    pub(super) async fn answers_everything(&mut self) {
        for _ in 0..1000 {
            let open = self.practice.app.open_calendar_decisions().await.unwrap();
            if open.is_empty() {
                return;
            }
            // A time that is taken by now leaves the question open: the next try may put it back.
            if let Some(what) = self.answers().await {
                self.acted.push(what);
            }
        }
        panic!("a question that no answer ends: {:?}", self.acted);
    }
}
