//! `GET /admin/messages/calls.pdf`: everybody who comes on a date, to be reminded by telephone when no message leaves (booking-rules §11).

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::Response;
use chrono::{Days, NaiveDate};

use crate::app::PrintedRow;
use crate::domain::booking::Status;
use crate::domain::id::PractitionerId;
use crate::domain::staff::Right;
use crate::domain::time::Interval;
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::admin::patients::PatientLine;
use crate::web::admin::print::downloaded;
use crate::web::answer::Halt;
use crate::web::extract::Visit;
use crate::web::pdf::{A4, Sheet, document};

const MARGIN: f32 = 36.0;
const TOP: f32 = 104.0;
/// Height of a line: room for a tick and a word by hand.
const ROW: f32 = 24.0;
/// Lines of a page.
const ROWS: usize = 27;
/// Side of the box that is ticked.
const BOX: f32 = 11.0;
/// Where the columns begin: box, hour, patient, phone, with whom, and the edge.
const COLUMNS: [f32; 6] = [MARGIN, 58.0, 104.0, 292.0, 400.0, A4.0 - MARGIN];
/// Without a date in the address: the next one within so many days on which somebody comes.
const AHEAD: u64 = 7;

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let agenda = web.app.agenda();
    let zone = agenda.zone();
    let today = zone.date(web.app.now());
    let day = |date: NaiveDate| Interval {
        start: zone.start_of(date),
        end: zone.start_of(date.checked_add_days(Days::new(1)).unwrap_or(date)),
    };
    let asked: Option<NaiveDate> = visit.asked().parsed("date");
    let mut date = asked.or(today.succ_opt()).unwrap_or(today);
    if asked.is_none() {
        for ahead in 1..=AHEAD {
            let next = today.checked_add_days(Days::new(ahead)).unwrap_or(today);
            if web
                .app
                .day_rows(day(next))
                .await?
                .iter()
                .any(|row| is_to_come(row.status))
            {
                date = next;
                break;
            }
        }
    }
    let people: BTreeSet<PractitionerId> = agenda.set_up().practitioners.keys().copied().collect();
    let mut rows = web.app.printed_rows(day(date), people, staff.0.actor()).await?;
    rows.retain(|printed| is_to_come(printed.row.status));
    let list = CallList {
        t: visit.texts(),
        web: &web,
        date,
        may_see_patients: staff.0.may(Right::ManagePatients),
    };
    let title = list.title();
    let file = document(list.sheets(&rows), &title, visit.texts().code());
    Ok(downloaded(&format!("appels-{date}.pdf"), file))
}

fn is_to_come(status: Status) -> bool {
    matches!(status, Status::Requested | Status::Confirmed)
}

struct CallList<'a> {
    t: Texts,
    web: &'a Web,
    date: NaiveDate,
    may_see_patients: bool,
}

impl CallList<'_> {
    fn title(&self) -> String {
        self.t
            .with("outbox-calls-title", &[("day", self.t.date(self.date).into())])
    }

    fn sheets(&self, rows: &[PrintedRow]) -> Vec<Sheet> {
        if rows.is_empty() {
            let mut sheet = Sheet::default();
            self.head(&mut sheet, (1, 1));
            sheet.text((MARGIN, TOP + 14.0), 10.0, 400.0, &self.t.text("print-empty"));
            return vec![sheet];
        }
        let count = rows.len().div_ceil(ROWS);
        let pages = rows.chunks(ROWS).zip(1..);
        pages
            .map(|(part, number)| {
                let mut sheet = Sheet::default();
                self.head(&mut sheet, (number, count));
                let mut y = TOP;
                for printed in part {
                    self.row(&mut sheet, y, printed);
                    y += ROW;
                }
                sheet
            })
            .collect()
    }

    fn head(&self, sheet: &mut Sheet, (number, count): (usize, usize)) {
        let agenda = self.web.app.agenda();
        let wide = A4.0 - 2.0 * MARGIN;
        sheet.text((MARGIN, 46.0), 10.0, wide, &agenda.set_up().practice.name);
        sheet.bold((MARGIN, 66.0), 15.0, wide, &self.title());
        sheet.text((MARGIN, 82.0), 9.0, wide, &self.t.text("outbox-calls-lead"));
        let titles = [
            "print-hour",
            "print-patient",
            "outbox-calls-phone",
            "outbox-calls-with",
        ];
        for (key, from) in titles.iter().zip(COLUMNS.into_iter().skip(1)) {
            sheet.bold((from, TOP - 8.0), 9.0, 120.0, &self.t.text(key));
        }
        sheet.rule((MARGIN, TOP - 3.0), wide, 1.0);
        let when = self.t.moment(agenda.zone(), self.web.app.now());
        let arguments = [
            ("when", when.into()),
            ("number", number.to_string().into()),
            ("count", count.to_string().into()),
        ];
        let foot = self.t.with("print-foot", &arguments);
        sheet.text((MARGIN, A4.1 - 26.0), 8.0, wide, &foot);
    }

    fn row(&self, sheet: &mut Sheet, y: f32, printed: &PrintedRow) {
        let agenda = self.web.app.agenda();
        let zone = agenda.zone();
        let line = PatientLine::of(self.t, &printed.patient, self.date);
        let phone = if self.may_see_patients {
            line.phone
        } else {
            String::new()
        };
        let with = agenda.set_up().practitioners.get(&printed.row.practitioner);
        let with = with.map_or("", |practitioner| practitioner.name.as_str());
        let first = y + 15.0;
        let [tick, hour, patient, number, person, edge] = COLUMNS;
        sheet.tick((tick, y + 5.5), BOX);
        sheet.bold(
            (hour, first),
            10.0,
            patient - hour - 6.0,
            &self.t.hour_at(zone, printed.row.interval.start),
        );
        sheet.bold((patient, first), 10.0, number - patient - 6.0, &line.name);
        sheet.text((number, first), 10.0, person - number - 6.0, &phone);
        sheet.text((person, first), 9.0, edge - person, with);
        sheet.rule((MARGIN, y + ROW), A4.0 - 2.0 * MARGIN, 0.25);
    }
}
