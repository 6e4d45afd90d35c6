//! The ladder over the real store: what the public flow does with people who did not come (booking-rules §10).

use chrono::TimeDelta;
use grappe::app::{Failure, LinkPass, SecondFact};
use grappe::domain::booking::{Appointment, Refusal, Status};
use grappe::domain::id::CareTypeId;
use grappe::domain::no_show::LadderRules;
use grappe::domain::patient::Patient;
use grappe::store::{ContestDecision, MessageKind};

use crate::support::house::{Practice, at_the_desk, draft, instant, person, secretary};

/// Past Mondays and Tuesdays, each missed by the same person.
const MISSED: [&str; 4] = [
    "2026-03-02T08:00:00Z",
    "2026-03-03T08:00:00Z",
    "2026-03-04T08:00:00Z",
    "2026-03-05T08:00:00Z",
];

struct Ladder {
    practice: Practice,
    care: CareTypeId,
    who: Patient,
}

impl Ladder {
    async fn of(who: Patient) -> Self {
        let practice = Practice::new();
        let (_, care) = practice.usual().await;
        Self { practice, care, who }
    }

    async fn booked(&self, start: &str) -> Appointment {
        let request = at_the_desk(self.care, start, self.who.clone());
        self.practice.app.book(request, None).await.unwrap().appointment
    }

    async fn marked(&self, appointment: &Appointment, status: Status) -> Appointment {
        let marked = self
            .practice
            .app
            .mark_attendance(appointment.id, status, None, secretary());
        marked.await.unwrap()
    }

    /// Books and misses so many visits; it is Thursday evening afterwards.
    async fn misses(&self, times: usize) -> Vec<Appointment> {
        let mut booked = Vec::new();
        for start in &MISSED[..times] {
            booked.push(self.booked(start).await);
        }
        self.practice.clock.set(instant("2026-03-05T17:00:00Z"));
        let mut missed = Vec::new();
        for appointment in booked {
            missed.push(self.marked(&appointment, Status::NoShow).await);
        }
        missed
    }

    async fn books_online(&self, start: &str) -> Result<Appointment, Failure> {
        let held = self.practice.holds(self.care, start, start).await;
        let app = &self.practice.app;
        app.request_code(&held.token, draft(self.who.clone())).await?;
        let code = self.practice.newest_code().await;
        Ok(app.confirm_hold(&held.token, &code, None).await?.appointment)
    }

    async fn sent(&self, kind: MessageKind) -> Vec<String> {
        let all = self.practice.app.recent_notices(50).await.unwrap();
        let of_kind = all.into_iter().filter(|n| n.message.kind == kind);
        of_kind.map(|n| n.message.state).collect()
    }

    async fn pass(&self, appointment: &Appointment) -> LinkPass {
        let app = &self.practice.app;
        let link = app.about(appointment).await.unwrap().link;
        let fact = SecondFact::Born(self.who.born.unwrap());
        app.open_link(&link, fact).await.unwrap()
    }
}

#[tokio::test]
async fn the_first_no_show_sends_one_message_which_an_undo_calls_off() {
    let ladder = Ladder::of(person("Roux", "Zoé")).await;
    let missed = ladder.misses(1).await;
    assert_eq!(ladder.sent(MessageKind::NoShow).await, ["pending"]);
    let due = ladder.practice.app.due_notices(9).await.unwrap();
    let leaves_now = due.iter().any(|n| n.message.kind == MessageKind::NoShow);
    assert!(!leaves_now, "there is time for second thoughts");
    ladder.marked(&missed[0], Status::Excused).await;
    assert_eq!(ladder.sent(MessageKind::NoShow).await, ["cancelled"]);
    let online = ladder.books_online("2026-03-09T08:00:00Z").await.unwrap();
    assert_eq!(online.status, Status::Confirmed);
}

#[tokio::test]
async fn the_third_no_show_asks_for_approval_and_the_fourth_suspends_online_booking_only() {
    let ladder = Ladder::of(person("Roux", "Zoé")).await;
    ladder.misses(3).await;
    assert_eq!(
        ladder.sent(MessageKind::NoShow).await.len(),
        1,
        "one message in all"
    );
    let online = ladder.books_online("2026-03-09T08:00:00Z").await.unwrap();
    assert_eq!(online.status, Status::Requested);

    let suspended = Ladder::of(person("Roux", "Zoé")).await;
    suspended.misses(4).await;
    let refused = suspended.books_online("2026-03-09T08:00:00Z").await;
    assert_eq!(
        refused.unwrap_err().refusal(),
        Some(&Refusal::BlockedOnline),
        "worded as « by phone »"
    );
    let by_phone = suspended.booked("2026-03-09T09:00:00Z").await;
    assert_eq!(by_phone.status, Status::Confirmed, "the phone is always open");
    // Another birth date does not help while the suspension lasts; the time that the first try held is free again by then.
    let other = Ladder {
        who: Patient {
            born: "1981-01-01".parse().ok(),
            ..suspended.who.clone()
        },
        ..suspended
    };
    other.practice.clock.advance(TimeDelta::minutes(11));
    let refused = other.books_online("2026-03-09T10:00:00Z").await;
    assert_eq!(refused.unwrap_err().refusal(), Some(&Refusal::BlockedOnline));
    assert_eq!(other.practice.problems().await, []);
}

#[tokio::test]
async fn minors_and_fragile_people_book_as_before() {
    let child = Patient {
        born: "2015-05-17".parse().ok(),
        ..person("Roux", "Zoé")
    };
    let fragile = Patient {
        is_fragile: true,
        ..person("Blanc", "Luc")
    };
    for who in [child, fragile] {
        let ladder = Ladder::of(who.clone()).await;
        ladder.practice.knows(who).await;
        ladder.misses(4).await;
        let online = ladder.books_online("2026-03-09T08:00:00Z").await.unwrap();
        assert_eq!(online.status, Status::Confirmed);
    }
}

#[tokio::test]
async fn thresholds_are_settings() {
    let ladder = Ladder::of(person("Roux", "Zoé")).await;
    let rules = LadderRules {
        message: 0,
        stricter: 0,
        approval: 1,
        suspension: 0,
        ..LadderRules::default()
    };
    let app = &ladder.practice.app;
    app.save_ladder_rules(rules, secretary()).await.unwrap();
    ladder.misses(1).await;
    assert!(ladder.sent(MessageKind::NoShow).await.is_empty());
    let online = ladder.books_online("2026-03-09T08:00:00Z").await.unwrap();
    assert_eq!(online.status, Status::Requested);
}

#[tokio::test]
async fn a_patient_contests_once_and_an_excuse_takes_the_step_back() {
    let ladder = Ladder::of(person("Roux", "Zoé")).await;
    let missed = ladder.misses(3).await;
    let app = &ladder.practice.app;
    // Days later the link still opens.
    ladder.practice.clock.advance(TimeDelta::days(12));
    let pass = ladder.pass(&missed[2]).await;
    let seen = app.linked(&pass).await.unwrap().missed.unwrap();
    assert_eq!((seen.missed, seen.is_open), (3, true));
    app.contest_by_link(&pass, "J'étais là.".to_owned())
        .await
        .unwrap();
    let again = app.contest_by_link(&pass, "Vraiment.".to_owned()).await;
    assert_eq!(again.unwrap_err().refusal(), Some(&Refusal::WrongState));
    let waiting = app.contested().await.unwrap();
    assert_eq!(waiting[0].0.words, "J'étais là.");
    assert_eq!(app.count_waiting().await.unwrap(), 1);

    app.decide_contest(missed[2].id, ContestDecision::Excused, secretary())
        .await
        .unwrap();
    let twice = app.decide_contest(missed[2].id, ContestDecision::Kept, secretary());
    assert!(twice.await.is_err(), "decided once");
    let seen = app.linked(&pass).await.unwrap();
    assert_eq!(seen.appointment.status, Status::Excused);
    assert_eq!(seen.missed.unwrap().missed, 2);
    assert_eq!(app.count_waiting().await.unwrap(), 0);
    let online = ladder.books_online("2026-03-20T08:00:00Z").await.unwrap();
    assert_eq!(online.status, Status::Confirmed, "two are below the third step");
}

#[tokio::test]
async fn the_second_step_is_asked_to_confirm_once_and_phoned_until_it_does() {
    let ladder = Ladder::of(person("Roux", "Zoé")).await;
    let app = &ladder.practice.app;
    ladder.misses(2).await;
    let next = ladder.booked("2026-03-09T08:00:00Z").await;
    // Friday, 2 in the morning: too early for the night's work; then at 4.
    ladder.practice.clock.set(instant("2026-03-06T01:00:00Z"));
    app.night().await.unwrap();
    assert!(ladder.sent(MessageKind::PresenceAsked).await.is_empty());
    ladder.practice.clock.set(instant("2026-03-06T03:00:00Z"));
    for _ in 0..2 {
        app.night().await.unwrap();
        assert_eq!(ladder.sent(MessageKind::PresenceAsked).await, ["pending"]);
    }
    assert_eq!(app.to_phone().await.unwrap().len(), 1);
    let pass = ladder.pass(&next).await;
    app.confirm_presence(&pass).await.unwrap();
    app.confirm_presence(&pass).await.unwrap();
    assert!(app.linked(&pass).await.unwrap().presence.confirmed.is_some());
    assert!(app.to_phone().await.unwrap().is_empty());
}

#[tokio::test]
async fn late_is_a_mark_beside_the_state() {
    let ladder = Ladder::of(person("Roux", "Zoé")).await;
    let app = &ladder.practice.app;
    let visit = ladder.booked(MISSED[0]).await;
    let early = app.mark_late(visit.id, true, secretary()).await;
    assert_eq!(early.unwrap_err().refusal(), Some(&Refusal::WrongState));
    ladder.practice.clock.set(instant("2026-03-02T08:20:00Z"));
    app.mark_late(visit.id, true, secretary()).await.unwrap();
    ladder.marked(&visit, Status::Arrived).await;
    let sheet = app
        .open_appointment(visit.id, secretary())
        .await
        .unwrap()
        .unwrap();
    assert!(sheet.is_late && sheet.appointment.status == Status::Arrived);
    app.mark_late(visit.id, false, secretary()).await.unwrap();
    let sheet = app
        .open_appointment(visit.id, secretary())
        .await
        .unwrap()
        .unwrap();
    assert!(!sheet.is_late);
}
