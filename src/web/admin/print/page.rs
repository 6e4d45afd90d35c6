//! One practitioner's date on A4: rows as high as the day allows, small print before a second page.

use chrono::NaiveDate;

use crate::app::PrintedRow;
use crate::domain::agenda::Agenda;
use crate::domain::id::PractitionerId;
use crate::domain::time::Instant;
use crate::i18n::Texts;
use crate::web::admin::agenda::tags;
use crate::web::admin::patients::PatientLine;
use crate::web::pdf::{A4, Sheet};

const MARGIN: f32 = 36.0;
const TOP: f32 = 112.0;
const BOTTOM: f32 = 46.0;
/// Height of a row at most and at least: ninety of the least fill a page, and their letters can still be read.
const ROW: (f32, f32) = (30.0, 7.55);
/// From this height on a row has two lines.
const TWO_LINES: f32 = 24.0;
/// From this height on a line is drawn below a row; closer rows are told apart by their ground.
const RULED: f32 = 10.0;
/// Letters of a row of one line, at most and at least.
const LETTERS: (f32, f32) = (8.5, 7.0);
/// Where the columns begin: hours, patient, what for, space to write.
const COLUMNS: [f32; 5] = [MARGIN, 108.0, 300.0, 440.0, A4.0 - MARGIN];
const SMALL: f32 = 8.0;

/// What every page is made from.
pub(super) struct Paper<'a> {
    pub(super) t: Texts,
    pub(super) agenda: &'a Agenda,
    pub(super) now: Instant,
    pub(super) may_see_patients: bool,
}

impl Paper<'_> {
    /// The pages of a practitioner's date: one, as long as its rows can be read.
    pub(super) fn sheets(&self, id: PractitionerId, date: NaiveDate, rows: &[&PrintedRow]) -> Vec<Sheet> {
        let space = A4.1 - TOP - BOTTOM;
        // Both are small whole numbers.
        #[expect(clippy::cast_precision_loss, reason = "rows of a page are few")]
        let wished = space / rows.len().max(1) as f32;
        let height = wished.clamp(ROW.1, ROW.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a page has ninety rows at most"
        )]
        let per_page = ((space / height) as usize).max(1);
        if rows.is_empty() {
            return vec![self.page((id, date), &[], height, (1, 1))];
        }
        let count = rows.len().div_ceil(per_page);
        let pages = rows.chunks(per_page).zip(1..);
        pages
            .map(|(part, number)| self.page((id, date), part, height, (number, count)))
            .collect()
    }

    fn page(
        &self,
        (id, date): (PractitionerId, NaiveDate),
        rows: &[&PrintedRow],
        height: f32,
        (number, count): (usize, usize),
    ) -> Sheet {
        let mut sheet = Sheet::default();
        self.head(&mut sheet, id, date);
        let mut y = TOP;
        for (n, printed) in rows.iter().enumerate() {
            if n % 2 == 1 {
                sheet.ground((MARGIN, y), A4.0 - 2.0 * MARGIN, height);
            }
            self.row(&mut sheet, y, height, printed);
            y += height;
        }
        if rows.is_empty() {
            let empty = self.t.text("print-empty");
            sheet.text((MARGIN, TOP + 14.0), 10.0, 400.0, &empty);
        }
        sheet.rule((MARGIN, A4.1 - BOTTOM + 8.0), A4.0 - 2.0 * MARGIN, 0.5);
        let foot = self.t.with(
            "print-foot",
            &[
                ("when", self.t.moment(self.agenda.zone(), self.now).into()),
                ("number", number.to_string().into()),
                ("count", count.to_string().into()),
            ],
        );
        sheet.text((MARGIN, A4.1 - BOTTOM + 20.0), SMALL, A4.0 - 2.0 * MARGIN, &foot);
        sheet
    }

    fn head(&self, sheet: &mut Sheet, id: PractitionerId, date: NaiveDate) {
        let set_up = self.agenda.set_up();
        let who = set_up.practitioners.get(&id).map_or("", |p| p.name.as_str());
        let wide = A4.0 - 2.0 * MARGIN;
        sheet.text((MARGIN, 46.0), 10.0, wide, &set_up.practice.name);
        sheet.bold((MARGIN, 66.0), 16.0, 300.0, who);
        let day = self.t.date(date);
        let from = (A4.0 - MARGIN - Sheet::width(&day, 13.0)).max(345.0);
        sheet.bold((from, 66.0), 13.0, A4.0 - MARGIN - from + 1.0, &day);
        let mut remarks: Vec<String> = set_up
            .absences
            .iter()
            .filter(|absence| absence.concerns(id))
            .filter(|absence| self.agenda.zone().date(absence.interval.start) <= date)
            .filter(|absence| self.agenda.zone().date(absence.interval.end) >= date)
            .map(|absence| format!("{} {}", self.t.text("agenda-away"), absence.label))
            .collect();
        if self.agenda.opening(id, date).windows.is_empty() {
            remarks.push(self.t.text("agenda-closed").into_owned());
        }
        sheet.text((MARGIN, 82.0), SMALL + 1.0, wide, &remarks.join(" · "));
        let titles = ["print-hour", "print-patient", "print-care", "print-remarks"];
        for (key, from) in titles.iter().zip(COLUMNS) {
            sheet.bold((from, TOP - 8.0), SMALL + 1.0, 150.0, &self.t.text(key));
        }
        sheet.rule((MARGIN, TOP - 3.0), wide, 1.0);
    }

    fn row(&self, sheet: &mut Sheet, y: f32, height: f32, printed: &PrintedRow) {
        let small = if height >= TWO_LINES {
            self.two_lines(sheet, y + 12.0, printed);
            SMALL
        } else {
            let size = (height * 0.93).clamp(LETTERS.1, LETTERS.0);
            self.one_line(sheet, y + height / 2.0 + size * 0.35, size, printed);
            size.min(SMALL)
        };
        let first = if height >= TWO_LINES {
            y + 12.0
        } else {
            y + height / 2.0 + small * 0.35
        };
        let [_, _, _, remarks, end] = COLUMNS;
        let said = tags(self.t, &printed.row, false).join(", ");
        sheet.text((remarks, first), small, between(remarks, end), &said);
        if height >= RULED {
            sheet.rule((MARGIN, y + height), A4.0 - 2.0 * MARGIN, 0.25);
        }
    }

    fn two_lines(&self, sheet: &mut Sheet, first: f32, printed: &PrintedRow) {
        let size = 10.0;
        let second = first + 10.5;
        let [hours, patient, care, remarks, _] = COLUMNS;
        let [from, until, name, more, what, place] = self.words(printed);
        sheet.bold((hours, first), size, between(hours, patient), &from);
        sheet.text((hours, second), SMALL, between(hours, patient), &until);
        sheet.bold((patient, first), size, between(patient, care), &name);
        sheet.text((patient, second), SMALL, between(patient, care), &more);
        sheet.text((care, first), size, between(care, remarks), &what);
        sheet.text((care, second), SMALL, between(care, remarks), &place);
    }

    fn one_line(&self, sheet: &mut Sheet, first: f32, size: f32, printed: &PrintedRow) {
        let [hours, patient, care, remarks, _] = COLUMNS;
        let [from, until, name, more, what, place] = self.words(printed);
        let small = LETTERS.1;
        sheet.bold((hours, first), size, between(hours, patient), &from);
        let after = hours + Sheet::width(&from, size) + 4.0;
        sheet.text((after, first), small, between(after, patient), &until);
        sheet.bold((patient, first), size, between(patient, care), &name);
        let after = patient + Sheet::width(&name, size).min(between(patient, care)) + 5.0;
        sheet.text((after, first), small, between(after, care), &more);
        let what = [what, place].join(" ");
        sheet.text((care, first), size, between(care, remarks), &what);
    }

    /// From and to, who and born when, what for and where.
    fn words(&self, printed: &PrintedRow) -> [String; 6] {
        let (zone, t, row) = (self.agenda.zone(), self.t, &printed.row);
        let line = PatientLine::of(t, &printed.patient, zone.date(self.now));
        let phone = if self.may_see_patients {
            line.phone.as_str()
        } else {
            ""
        };
        let more = format!("{}  {phone}", line.born);
        let (care, place) = self.what(printed);
        [
            t.hour_at(zone, row.interval.start),
            format!("– {}", t.hour_at(zone, row.interval.end)),
            row.name.clone(),
            more.trim().to_owned(),
            care,
            place,
        ]
    }

    /// Care, then room, and how long.
    fn what(&self, printed: &PrintedRow) -> (String, String) {
        let (set_up, row) = (self.agenda.set_up(), &printed.row);
        let care = set_up
            .care_types
            .get(&row.care)
            .map_or("", |care| care.name.as_str());
        let rooms = row.resources.iter().filter_map(|id| set_up.resources.get(id));
        let mut more = vec![self.t.length(row.interval.length())];
        more.extend(rooms.map(|unit| unit.name.clone()));
        (care.to_owned(), more.join(", "))
    }
}

/// Room of a column that begins here, before the next one.
fn between(from: f32, to: f32) -> f32 {
    to - from - 6.0
}
