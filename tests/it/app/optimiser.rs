//! booking-rules §12: days measured at night, the gap doctor, counts.

use chrono::TimeDelta;
use grappe::app::{Consultation, StatisticsFilter};
use grappe::domain::booking::Status;
use grappe::domain::simulation::Trial;

use crate::support::house::{Practice, at_the_desk, person, secretary};

/// Tuesday 3 March 2026, 9:00, 9:30 and 11:00 in Paris.
const STARTS: [&str; 3] = [
    "2026-03-03T08:00:00Z",
    "2026-03-03T08:30:00Z",
    "2026-03-03T10:00:00Z",
];

/// Three visits on Tuesday: one came, one stayed away, one was called off. It is Friday.
async fn week() -> Practice {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let mut made = Vec::new();
    for (start, name) in STARTS.into_iter().zip(["Léo", "Zoé", "Max"]) {
        let request = at_the_desk(care, start, person("Petit", name));
        made.push(practice.app.book(request, None).await.unwrap().appointment);
    }
    let last = made.pop().unwrap();
    practice
        .app
        .cancel(last.id, Some(last.version), secretary())
        .await
        .unwrap();
    practice.clock.advance(TimeDelta::days(1) + TimeDelta::hours(4));
    for (appointment, ends) in made.iter().zip([
        &[Status::Arrived, Status::InProgress, Status::Done][..],
        &[Status::NoShow],
    ]) {
        let mut version = appointment.version;
        for status in ends {
            let marked = practice
                .app
                .mark_attendance(appointment.id, *status, Some(version), secretary());
            version = marked.await.unwrap().version;
        }
    }
    practice.clock.advance(TimeDelta::days(3));
    practice
}

#[tokio::test]
async fn past_days_are_measured_once_and_hold_no_names() {
    let practice = week().await;
    let written = practice.app.measure_days().await.unwrap();
    assert!(written > 50, "90 days back, weekdays only: {written}");
    assert_eq!(
        practice.app.measure_days().await.unwrap(),
        0,
        "nothing is left to measure"
    );
    let tuesday = "2026-03-03".parse().unwrap();
    let days = practice.app.measured_days(tuesday, tuesday).await.unwrap();
    let [day] = days[..] else { panic!("{days:?}") };
    // Eight hours open; two half hours kept, the one who stayed away included; 9:00 to 10:00 is one block.
    assert_eq!(
        (day.measure.open, day.measure.cared, day.measure.free),
        (8 * 3600, 3600, 7 * 3600)
    );
    assert_eq!((day.measure.usable, day.measure.scraps, day.idle), (14, 0, 0));
    assert_eq!(practice.problems().await, []);
    practice.clock.advance(TimeDelta::days(3));
    assert_eq!(
        practice.app.measure_days().await.unwrap(),
        1,
        "Friday; the weekend is closed"
    );
}

#[tokio::test]
async fn counts_say_what_became_of_the_appointments() {
    let practice = week().await;
    let tuesday = "2026-03-03".parse().unwrap();
    let filter = StatisticsFilter {
        dates: (tuesday, tuesday),
        practitioner: None,
        care: None,
    };
    let counted = practice.app.statistics(filter).await.unwrap();
    let whole = counted.whole;
    assert_eq!(
        (whole.booked(), whole.seen, whole.no_show, whole.called_off()),
        (3, 1, 1, 1)
    );
    assert_eq!((whole.cared, whole.open), (3600, 8 * 3600));
    assert_eq!(counted.median_lead(), Some(1));
    let stranger = StatisticsFilter {
        care: Some(grappe::domain::id::CareTypeId(99)),
        ..filter
    };
    assert_eq!(practice.app.statistics(stranger).await.unwrap().whole.booked(), 0);
}

#[tokio::test]
async fn the_gap_doctor_answers_for_the_present_settings_and_keeps_the_answer() {
    let practice = week().await;
    let report = loop {
        match practice.app.gap_doctor().await.unwrap() {
            Consultation::Ready(report) => break report,
            Consultation::Working => {}
        }
    };
    assert_eq!((report.visits, report.online), (3, 0));
    let trials: Vec<Trial> = report.diagnoses.iter().map(|d| d.trial).collect();
    assert_eq!(trials[0], Trial::Present);
    assert_eq!(&trials[1..], &Trial::BASELINES);
    // Everything was booked at the desk: no setting changes anything.
    let first = &report.diagnoses[0];
    for other in &report.diagnoses {
        assert_eq!(
            (&other.slots, other.lost, other.whole),
            (&first.slots, 0, first.whole)
        );
    }
    let Consultation::Ready(again) = practice.app.gap_doctor().await.unwrap() else {
        panic!("the answer was kept");
    };
    assert!(std::sync::Arc::ptr_eq(&report, &again));
    practice
        .open(grappe::domain::id::PractitionerId(1), "18:00", "19:00")
        .await;
    let fresh = practice.app.gap_doctor().await.unwrap();
    assert!(
        !matches!(fresh, Consultation::Ready(old) if std::sync::Arc::ptr_eq(&old, &report)),
        "other hours, another answer"
    );
}
