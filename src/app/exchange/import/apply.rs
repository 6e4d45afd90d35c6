//! Writing a draft in one transaction: what is there is matched, what is new is written, what conflicts is listed.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::TimeDelta;

use super::draft::{CalendarDraft, CareTypeDraft, Draft, PatientDraft, PractitionerDraft, ScheduleDraft};
use super::register::{Place, Register};
use super::report::{Duplicate, ImportReport};
use super::roster::Roster;
use super::taken::Taken;
use super::unreadable::{Reason, Unreadable};
use crate::domain::care_type::{CareTerms, CareType, CareWords, Venue};
use crate::domain::contact::FieldProblem;
use crate::domain::id::{CareTypeId, ImportId, PatientId, PractitionerId, ScheduleId};
use crate::domain::practitioner::{HolidayHabit, Practitioner};
use crate::domain::schedule::{WeeklySchedule, Weeks, Window};
use crate::store::{Fault, ImportNoun, ImportedRow, Tx};
use crate::sys::secret::DeviceKey;

/// Longest care, in minutes (booking-rules §4).
const CARE_MAX_MINUTES: u16 = 720;
/// Colours of what is new on the agenda, one after the other.
const COLORS: [&str; 8] = [
    "#1f5f8b", "#7a4b8f", "#2d7d5a", "#a0522d", "#4a6fa5", "#8f4b62", "#5b7a2e", "#6b5b95",
];
/// What calendar passwords are sealed for.
pub(super) const CALENDAR_SECRET: &str = "calendar";

/// One import while it is written.
pub(super) struct Applier<'a, 'tx, 'c> {
    pub(super) tx: &'a mut Tx<'c>,
    pub(super) roster: Roster,
    pub(super) register: Register,
    pub(super) taken: Taken,
    pub(super) report: ImportReport,
    import: ImportId,
    keys: &'tx DeviceKey,
    rows: usize,
}

impl<'a, 'tx, 'c> Applier<'a, 'tx, 'c> {
    pub(super) fn new(tx: &'a mut Tx<'c>, import: ImportId, keys: &'tx DeviceKey) -> Result<Self, Fault> {
        let roster = Roster::of(tx.agenda().set_up());
        let register = Register::of(tx.patients()?);
        Ok(Self {
            tx,
            roster,
            register,
            taken: Taken::default(),
            report: ImportReport {
                number: Some(import),
                ..ImportReport::default()
            },
            import,
            keys,
            rows: 0,
        })
    }

    /// Writes everything; the report of what was done.
    pub(super) fn apply(mut self, draft: &Draft) -> Result<ImportReport, Fault> {
        self.report.unreadable.clone_from(&draft.unreadable);
        let fresh = self.practitioners(&draft.practitioners)?;
        self.care_types(&draft.care_types)?;
        self.schedules(&draft.schedules, &fresh)?;
        let set_up = Arc::clone(self.tx.agenda().set_up());
        self.tx.refresh_set_up()?;
        let patients = self.named(&draft.patients, true);
        let visitors: Vec<PatientDraft> = draft.appointments.iter().map(|a| a.patient.clone()).collect();
        let places = self.named(&visitors, false);
        self.patients()?;
        self.count_known(&patients);
        self.appointments(&draft.appointments, &places)?;
        self.absences(&draft.busy, &set_up.absences)?;
        self.tx.reload_agenda()?;
        Ok(self.report)
    }

    /// Counts something written, and notes it for the undo.
    pub(super) fn wrote(&mut self, noun: ImportNoun, id: i64, before: Option<String>) -> Result<(), Fault> {
        let tally = self.report.tally(noun);
        if before.is_some() {
            tally.completed += 1;
        } else {
            tally.created += 1;
        }
        self.rows += 1;
        let row = ImportedRow { noun, id, before };
        self.tx.note_import_row(self.import, self.rows, &row)
    }

    pub(super) fn matched(&mut self, noun: ImportNoun) {
        self.report.tally(noun).matched += 1;
    }

    pub(super) fn conflict(&mut self, line: usize, reason: Reason) {
        self.report.conflicts.push(Unreadable { line, reason });
    }

    /// The practitioners that are new, by the name of the file.
    fn practitioners(
        &mut self,
        drafts: &[PractitionerDraft],
    ) -> Result<BTreeMap<String, PractitionerId>, Fault> {
        let mut fresh = BTreeMap::new();
        for draft in drafts {
            let id = match self.roster.practitioner(&draft.name) {
                Ok(known) => {
                    self.matched(ImportNoun::Practitioner);
                    known
                }
                Err(Reason::Unknown { .. }) => {
                    let id = self
                        .tx
                        .save_practitioner(&practitioner(&draft.name, fresh.len()))?;
                    self.wrote(ImportNoun::Practitioner, id.0, None)?;
                    self.roster.add_practitioner(&draft.name, id);
                    fresh.insert(draft.name.clone(), id);
                    id
                }
                Err(reason) => {
                    self.conflict(draft.line, reason);
                    continue;
                }
            };
            if let Some(calendar) = &draft.calendar {
                self.calendar(id, calendar)?;
            }
        }
        Ok(fresh)
    }

    /// A connection that the practice has set up itself is left alone.
    fn calendar(&mut self, practitioner: PractitionerId, draft: &CalendarDraft) -> Result<(), Fault> {
        if self.tx.calendar_secret(practitioner)?.is_some() {
            self.matched(ImportNoun::Calendar);
            return Ok(());
        }
        let sealed = self.keys.seal(CALENDAR_SECRET, draft.password.as_bytes());
        let sealed = sealed.map_err(|error| Fault::Bug(error.to_string()))?;
        self.tx
            .save_calendar(practitioner, &draft.url, &draft.login, &sealed)?;
        self.wrote(ImportNoun::Calendar, practitioner.0, None)
    }

    fn care_types(&mut self, drafts: &[CareTypeDraft]) -> Result<(), Fault> {
        for (nth, draft) in drafts.iter().enumerate() {
            match (self.roster.care(&draft.name), care_type(draft, nth)) {
                (Ok(_), _) => self.matched(ImportNoun::CareType),
                (Err(Reason::Unknown { .. }), Ok(care)) => {
                    let id = self.tx.save_care_type(&care)?;
                    self.wrote(ImportNoun::CareType, id.0, None)?;
                    self.roster.add_care(&draft.name, id);
                }
                (Err(Reason::Unknown { .. }), Err(reason)) | (Err(reason), _) => {
                    self.conflict(draft.line, reason);
                }
            }
        }
        Ok(())
    }

    /// Hours are given to practitioners that are new; those of others are the practice's.
    fn schedules(
        &mut self,
        drafts: &[ScheduleDraft],
        fresh: &BTreeMap<String, PractitionerId>,
    ) -> Result<(), Fault> {
        for draft in drafts {
            let hours = fresh
                .get(&draft.practitioner)
                .and_then(|practitioner| schedule(draft, *practitioner));
            match hours {
                Some(hours) => {
                    let id = self.tx.save_schedule(&hours)?;
                    self.wrote(ImportNoun::Schedule, id.0, None)?;
                }
                None => self.matched(ImportNoun::Schedule),
            }
        }
        Ok(())
    }

    /// Enters the people of some lines; where each stands, or why nobody can say.
    fn named(&mut self, drafts: &[PatientDraft], is_list: bool) -> Vec<Result<Place, Reason>> {
        let mut places = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let entered = self.register.enter(draft);
            match &entered {
                // A patient with several appointments is no mistake; one listed twice is.
                Ok((_, Some(of))) if is_list => {
                    let (line, of) = (draft.line, *of);
                    self.report.duplicates.push(Duplicate { line, of });
                }
                Err(reason) if is_list => self.conflict(draft.line, reason.clone()),
                _ => {}
            }
            places.push(entered.map(|(place, _)| place));
        }
        places
    }

    fn patients(&mut self) -> Result<(), Fault> {
        let mut written = Vec::new();
        for entry in self.register.entries_mut() {
            if !entry.is_named() || !entry.is_changed() {
                continue;
            }
            let id = self.tx.save_patient(&entry.patient)?;
            let before = match &entry.known {
                Some(known) => Some(super::undo::remembered(self.tx, known)?),
                None => None,
            };
            entry.patient.id = id;
            written.push((id, before));
        }
        for (PatientId(id), before) in written {
            self.wrote(ImportNoun::Patient, id, before)?;
        }
        Ok(())
    }

    fn count_known(&mut self, listed: &[Result<Place, Reason>]) {
        let mut seen = std::collections::BTreeSet::new();
        for place in listed.iter().flatten() {
            let entry = self.register.entry(*place);
            let is_known = entry.is_some_and(|entry| entry.known.is_some() && !entry.is_changed());
            if is_known && seen.insert(*place) {
                self.report.tally(ImportNoun::Patient).matched += 1;
            }
        }
    }
}

fn practitioner(name: &str, nth: usize) -> Practitioner {
    Practitioner {
        id: PractitionerId(0),
        name: name.to_owned(),
        speciality: String::new(),
        languages: Vec::new(),
        is_step_free: None,
        holidays: HolidayHabit::Closed,
        color: color(nth),
        is_online: true,
        is_archived: false,
    }
}

fn care_type(draft: &CareTypeDraft, nth: usize) -> Result<CareType, Reason> {
    let is_length = |minutes: u16| (1..=CARE_MAX_MINUTES).contains(&minutes);
    if !is_length(draft.minutes) || !is_length(draft.step_minutes) {
        return Err(Reason::field("minutes")(FieldProblem::OutOfRange {
            min: 1,
            max: CARE_MAX_MINUTES.into(),
        }));
    }
    Ok(CareType {
        id: CareTypeId(0),
        name: draft.name.clone(),
        public_text: draft.public_text.clone(),
        words: CareWords::default(),
        color: color(nth),
        venue: Venue::Practice,
        is_online: draft.is_online,
        is_archived: false,
        needs_approval: false,
        terms: CareTerms {
            duration: TimeDelta::minutes(draft.minutes.into()),
            step: TimeDelta::minutes(draft.step_minutes.into()),
            ..CareTerms::default()
        },
        overrides: BTreeMap::new(),
        practitioners: Vec::new(),
    })
}

fn schedule(draft: &ScheduleDraft, practitioner: PractitionerId) -> Option<WeeklySchedule> {
    let window = Window::new(draft.start, draft.end, None).ok()?;
    let days = draft
        .days
        .map(|is_open| if is_open { vec![window.clone()] } else { Vec::new() });
    Some(WeeklySchedule {
        id: ScheduleId(0),
        practitioner,
        days,
        valid_from: None,
        valid_to: None,
        weeks: Weeks::All,
    })
}

fn color(nth: usize) -> String {
    let color = COLORS.get(nth % COLORS.len()).copied();
    color.unwrap_or("#1f5f8b").to_owned()
}
