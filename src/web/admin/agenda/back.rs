//! Where an act leads: the view it was done from, else the day of the appointment; with what was done.

use axum::response::Response;
use chrono::NaiveDate;

use crate::domain::id::AppointmentId;
use crate::web::admin::path::is_own;
use crate::web::answer::onward;
use crate::web::extract::{Form, Visit};

/// Fields that tell of an earlier act.
const TOLD: [&str; 2] = ["done=", "a="];

/// The page after an act, with a line about it and its undo.
pub(in crate::web::admin) fn after(
    visit: &Visit,
    form: &Form,
    date: NaiveDate,
    (done, id): (&str, AppointmentId),
) -> Response {
    let view = view(form.get("back")).unwrap_or_else(|| format!("/admin?day={date}"));
    let mark = if view.contains('?') { '&' } else { '?' };
    onward(visit, &format!("{view}{mark}done={done}&a={id}"), None)
}

/// A view of the agenda, as a path without prefix and without what it told; `None` when it is none.
pub(in crate::web::admin) fn view(path: &str) -> Option<String> {
    let (page, query) = path.split_once('?').unwrap_or((path, ""));
    if page != "/admin" || !is_own(path) {
        return None;
    }
    let kept = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !TOLD.iter().any(|told| pair.starts_with(told)));
    let kept: Vec<&str> = kept.collect();
    Some(if kept.is_empty() {
        page.to_owned()
    } else {
        format!("{page}?{}", kept.join("&"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_view_of_the_agenda_is_gone_back_to_and_old_news_is_dropped() {
        for (path, expected) in [
            ("/admin", Some("/admin")),
            (
                "/admin?view=week&day=2026-03-03&done=moved&a=7&p1=1",
                Some("/admin?view=week&day=2026-03-03&p1=1"),
            ),
            ("/admin?done=booked&a=9", Some("/admin")),
            ("/admin/patients?x=1", None),
            ("//evil.example", None),
            ("", None),
        ] {
            assert_eq!(view(path).as_deref(), expected, "{path}");
        }
    }
}
