//! What becomes of our own events right after we wrote them.

use grappe::domain::calendar::DecisionKind;

use super::{Scene, TEN};
use crate::bridge::fake::Ways;
use crate::support::house::secretary;

/// Before any pass has seen it there: told as a change by one server, only missing in the list of the other.
#[tokio::test]
async fn what_is_deleted_as_soon_as_it_stands_is_a_question() {
    for tells_changes in [true, false] {
        let ways = Ways {
            tells_changes,
            ..Ways::default()
        };
        let mut scene = Scene::new(ways).await;
        scene.passes(1).await;
        scene.stands(TEN, "Petit").await;
        scene.fake.remove(&scene.ours()[0]);
        // Not the only thing in the calendar, which would be an accident.
        scene.fake.write("a.ics", &super::foreign("a", super::TWO));
        scene.passes(1).await;
        assert_eq!(scene.kinds().await, [DecisionKind::Deleted], "{tells_changes}");
        assert!(scene.is_active().await);
    }
}

/// Somebody is ill: what we took out of the calendar ourselves is no accident there.
#[tokio::test]
async fn a_day_that_is_called_off_stops_no_calendar() {
    let mut scene = Scene::new(Ways::default()).await;
    scene.passes(1).await;
    let mut booked = Vec::new();
    for half_hour in 0..14 {
        let start = format!(
            "2026-03-04T{:02}:{:02}:00Z",
            8 + half_hour / 2,
            half_hour % 2 * 30
        );
        let family = format!("Petit {}", char::from(b'a' + half_hour));
        booked.push(scene.books(&start, &family).await);
    }
    scene.passes(2).await;
    assert_eq!(scene.ours().len(), 14);
    for row in &booked[..12] {
        scene
            .practice
            .app
            .cancel(row.id, None, secretary())
            .await
            .unwrap();
    }
    scene.passes(2).await;
    assert_eq!((scene.ours().len(), scene.is_active().await), (2, true));
    assert_eq!(scene.kinds().await, []);
    scene.is_sound().await;
}
