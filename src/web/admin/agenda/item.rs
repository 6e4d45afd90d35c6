//! What stands on the sheet, in words and classes.

use super::over::Over;
use crate::domain::agenda::SetUp;
use crate::domain::booking::Status;
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::time::Zone;
use crate::i18n::Texts;
use crate::store::{DayRow, InSeries};
use crate::web::extract::Visit;
use crate::web::view::Tone;

/// One thing in a column; `place` holds its classes.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// An opening window, behind everything; the label names the cares it is reserved to.
    Open { place: String, label: String },
    /// Somebody is away.
    Away { place: String, label: String },
    /// Free time that leads to a booking, or just an empty cell for those who may not book.
    Free {
        place: String,
        href: Option<String>,
        hour: String,
    },
    /// A patient is filling in the form, or the time is offered to the waiting list, which those may look at who may book.
    Held {
        place: String,
        hour: String,
        is_offer: bool,
        list: Option<String>,
    },
    /// An appointment, or a session with several.
    Booked(Block),
    /// The present moment.
    Now { place: String, hour: String },
}

/// See [`Item::Booked`].
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) place: String,
    pub(super) hour: String,
    pub(super) care: String,
    /// `3/8` for a session of several.
    pub(super) seats: Option<String>,
    /// Where one more is booked into the session.
    pub(super) join: Option<String>,
    /// Where one more may be booked beside it.
    pub(super) over: Option<Box<Over>>,
    /// For the script that moves it.
    pub(super) grip: Option<Grip>,
    /// In full where there is room, and for those who read a list.
    pub(super) people: Vec<Person>,
    /// What stands for the people without room.
    pub(super) beyond: Option<Beyond>,
}

/// What a script quotes when it moves an appointment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grip {
    pub(super) id: i64,
    pub(super) version: i64,
    /// The patient is there: the start stays, the end may change.
    pub(super) is_here: bool,
}

/// People of a session who have no line on the sheet.
#[derive(Clone, Debug)]
pub(super) struct Beyond {
    /// So many have one.
    pub(super) shown: usize,
    /// « +4 ».
    pub(super) count: String,
    /// Their names.
    pub(super) names: String,
    /// The appointment of the first of them, which lists the whole session.
    pub(super) href: String,
}

impl Block {
    /// Names the practitioner beside the care: in the column of a room.
    pub(super) fn say_with(&mut self, set_up: &SetUp, id: PractitionerId) {
        if let Some(practitioner) = set_up.practitioners.get(&id) {
            self.care.push_str(", ");
            self.care.push_str(&practitioner.name);
        }
    }

    /// Marks it, where there is something to suggest.
    pub(super) fn suggest(&mut self, over: Option<Over>) {
        if over.is_some() {
            self.place.push_str(" can-over");
        }
        self.over = over.map(Box::new);
    }

    /// Puts those aside for whom `lines` below the heading are too few.
    pub(super) fn cut_to(&mut self, lines: usize) {
        let Some((first, _)) = self.people.get(lines..).and_then(<[Person]>::split_first) else {
            return;
        };
        let rest = self.people.iter().skip(lines);
        let names: Vec<&str> = rest.map(|person| person.name.as_str()).collect();
        self.beyond = Some(Beyond {
            shown: lines,
            count: format!("+{}", names.len()),
            names: names.join(", "),
            href: first.href.clone(),
        });
    }

    /// Whether the person at this place of the list has a line.
    pub(super) fn is_beyond(&self, place: usize) -> bool {
        self.beyond.as_ref().is_some_and(|beyond| place >= beyond.shown)
    }
}

/// A patient in a block.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) tags: Vec<String>,
}

/// Whether a state is still to be seen on the sheet: what was cancelled or moved away is not.
pub(in crate::web::admin) fn is_shown(status: Status) -> bool {
    status.takes_time() || matches!(status, Status::NoShow | Status::Excused | Status::LeftUnseen)
}

/// Words beside a name: the state when it is not plainly agreed, and what is unusual.
pub(in crate::web::admin) fn tags(t: Texts, row: &DayRow, may_read_notes: bool) -> Vec<String> {
    let mut tags = Vec::new();
    if row.status != Status::Confirmed {
        tags.push(t.text(&format!("state-{}", row.status.key())).into_owned());
    }
    let unusual = [
        (row.is_late, "late-tag"),
        (row.overbooking.is_some(), "agenda-tag-over"),
        (row.is_orphan, "agenda-tag-orphan"),
        (row.series == InSeries::Frozen, "series-tag"),
        (row.has_note && may_read_notes, "agenda-tag-note"),
    ];
    let said = unusual.iter().filter(|(is_so, _)| *is_so);
    tags.extend(said.map(|(_, key)| t.text(key).into_owned()));
    tags.extend(
        row.delay
            .map(|minutes| t.with("delay-tag", &[("minutes", minutes.into())])),
    );
    tags
}

/// The colour of a care with a practitioner.
pub(super) fn tone(set_up: &SetUp, care: CareTypeId, with: PractitionerId) -> Tone {
    let found = set_up.care_types.get(&care);
    let own = found.and_then(|care| care.overrides.get(&with)?.color.as_ref());
    Tone {
        care: care.0,
        practitioner: own.map(|_| with.0),
    }
}

/// The block of a session; rows of the same session, at least one. The place is filled in once the lanes are known.
pub(super) fn block(
    (visit, zone): (&Visit, Zone),
    set_up: &SetUp,
    session: &[&DayRow],
    may_read_notes: bool,
) -> Option<Block> {
    let t = visit.texts();
    let first = session.first()?;
    let taken: u32 = session
        .iter()
        .filter(|r| r.status.takes_time())
        .map(|r| u32::from(r.seats))
        .sum();
    let people = session.iter().map(|row| Person {
        href: visit.link(&format!("/admin/appointments/{}", row.id)),
        name: row.name.clone(),
        tags: tags(t, row, may_read_notes),
    });
    let care = set_up.care_types.get(&first.care);
    let mut place = format!("b t{}", tone(set_up, first.care, first.practitioner));
    if let [only] = session {
        place.push_str(" is-");
        place.push_str(only.status.key());
        if only.overbooking.is_some() {
            place.push_str(" is-over");
        }
        if only.is_orphan || only.series == InSeries::Frozen {
            place.push_str(" is-orphan");
        }
    }
    Some(Block {
        place,
        hour: t.hour_at(zone, first.interval.start),
        care: care.map_or_else(String::new, |care| care.name.clone()),
        seats: (first.capacity > 1).then(|| format!("{taken}/{}", first.capacity)),
        join: None,
        over: None,
        grip: None,
        people: people.collect(),
        beyond: None,
    })
}
