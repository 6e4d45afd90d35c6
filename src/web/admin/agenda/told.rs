//! What there is to say above the sheet: what was just done, with its undo, or why it was not.

use axum::http::StatusCode;

use crate::domain::id::AppointmentId;
use crate::domain::staff::Right;
use crate::store::Fault;
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::extract::{Form, Visit};

/// What may have just been done, and the key of its words; whether it can be undone.
const DONE: [(&str, &str, bool); 8] = [
    ("booked", "agenda-done-booked", true),
    ("moved", "agenda-done-moved", true),
    ("length", "agenda-done-length", true),
    ("cancelled", "agenda-done-cancelled", true),
    ("marked", "agenda-done-marked", true),
    ("answered", "agenda-done-marked", true),
    ("undone", "agenda-done-undone", false),
    ("unbooked", "agenda-done-unbooked", false),
];

/// How an act ended that leads back to the sheet.
pub(in crate::web::admin) struct Told {
    /// Of the answer.
    pub(in crate::web::admin) status: StatusCode,
    /// Key of the words about why nothing was done.
    pub(in crate::web::admin) refused: Option<&'static str>,
}

impl Default for Told {
    fn default() -> Self {
        Self {
            status: StatusCode::OK,
            refused: None,
        }
    }
}

/// See the module.
pub(super) struct News {
    /// Key of the words, and where the appointment is.
    pub(super) done: Option<(&'static str, Option<String>)>,
    /// « DUPONT Jean, jeudi 5 mars à 9 h ».
    pub(super) about: Option<String>,
    /// The appointment whose last act can be undone.
    pub(super) undo: Option<i64>,
    /// Key of the words.
    pub(super) refused: Option<&'static str>,
}

impl News {
    /// Reads `done` and `a`; only after an act is anything looked up for it.
    pub(super) async fn of(
        (web, visit): (&Web, &Visit),
        staff: &Staff,
        asked: &Form,
        told: &Told,
    ) -> Result<Self, Fault> {
        let known = DONE.iter().find(|(name, _, _)| *name == asked.get("done"));
        let number = asked.parsed::<i64>("a");
        let may_undo = staff.0.may(Right::ManageAppointments);
        let link = |number| visit.link(&format!("/admin/appointments/{number}"));
        let about = match number.filter(|_| known.is_some()) {
            Some(number) => about(web, visit, staff, AppointmentId(number)).await?,
            None => None,
        };
        Ok(Self {
            about,
            done: known.map(|(_, key, _)| (*key, number.map(link))),
            undo: number.filter(|_| may_undo && known.is_some_and(|(_, _, can)| *can)),
            refused: told.refused,
        })
    }
}

/// Whose appointment it is and when, for those who see it on the sheet.
async fn about(web: &Web, visit: &Visit, staff: &Staff, id: AppointmentId) -> Result<Option<String>, Fault> {
    let Some(made) = web.app.appointment(id).await? else {
        return Ok(None);
    };
    if !staff.0.member.reaches(made.practitioner) {
        return Ok(None);
    }
    let patient = web.app.patient_named(made.patient).await?;
    let when = visit
        .texts()
        .moment_short(web.app.agenda().zone(), made.interval.start);
    Ok(patient.map(|patient| format!("{}, {when}", patient.sort_name())))
}
