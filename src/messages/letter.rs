//! The words of a message: plain text and simple HTML in the patient's language.
//!
//! Nothing in them tells why somebody comes: no care, no speciality, no practitioner, no name of a patient (security §1, §11). A code
//! goes to a contact that nobody has proved yet, so it carries nothing a visitor typed (security T9).

use askama::Template;

use crate::app::{About, Notice};
use crate::domain::booking::Status;
use crate::domain::care_type::Venue;
use crate::domain::practice::Practice;
use crate::i18n::Texts;
use crate::store::{Message, MessageKind};

use super::calendar_part::{CalendarPart, calendar_note, calendar_part};
use super::letter_erasure::erasure_content;
use super::letter_own::{crew_content, own_content};
use super::letter_waiting::{offer_content, waiting_content};

/// A message, ready for an envelope or a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// One line, neutral.
    pub subject: String,
    /// Plain text, lines ended by LF.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// What the patient is invited to open, as it stands in the text.
    pub link: Option<String>,
    /// Calendar file, where there is something to put into a calendar or to take out of it.
    pub calendar: Option<CalendarPart>,
}

#[derive(Template)]
#[template(path = "letter.txt")]
struct Plain<'a> {
    content: &'a Content,
    frame: &'a Frame,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Rich<'a> {
    language: &'a str,
    direction: &'a str,
    /// Where lines begin: few mail programs know that by itself.
    side: &'a str,
    accent: &'a str,
    content: &'a Content,
    frame: &'a Frame,
}

/// What every letter begins and ends with.
struct Frame {
    greeting: String,
    signature: String,
    automatic: String,
}

pub(super) struct Invitation {
    pub(super) lead: String,
    pub(super) address: String,
}

/// What differs from kind to kind.
pub(super) struct Content {
    pub(super) subject: String,
    pub(super) lead: String,
    pub(super) code: Option<String>,
    pub(super) facts: Vec<String>,
    /// How many of the facts are what it is about: one, or one time for each of several appointments.
    pub(super) strong: usize,
    pub(super) link: Option<Invitation>,
    /// Links of those that were booked in the same go.
    pub(super) more: Vec<Invitation>,
    pub(super) notes: Vec<String>,
    pub(super) calendar: Option<CalendarPart>,
}

/// Writes a message; `base` is the address of the pages without a closing slash. `None` when there is nothing to say: a code whose
/// digits are gone, or an appointment that is.
pub fn letter(notice: &Notice, practice: &Practice, base: &str) -> Option<Letter> {
    let t = Texts::of(notice.message.language);
    let standard = match (&notice.message.code, &notice.about, &notice.offer) {
        _ if notice.message.kind == MessageKind::Staff => crew_content(notice)?,
        (Some(code), ..) if notice.message.kind == MessageKind::Invitation => {
            staff_content(t, practice, &format!("{base}/admin/invitation/{code}"))
        }
        (Some(code), ..) => code_content(t, practice, code),
        (None, Some(about), _) if is_overtaken(notice.message.kind, about) => return None,
        (None, Some(about), _) => visit_content(t, practice, (about, &notice.with), &notice.message, base),
        (None, None, Some(offer)) => offer_content(t, practice, offer, base),
        (None, None, None) => match &notice.waiting {
            Some(waiting) => waiting_content(t, practice, waiting, base),
            None => erasure_content(t, practice, &notice.message)?,
        },
    };
    let content = match &notice.words {
        Some(own) => own_content(t, own, standard, (notice, practice)),
        None => standard,
    };
    written(t, practice, content)
}

/// A letter of mere words, to the practice itself.
pub(super) fn plain_letter(t: Texts, practice: &Practice, (line, lead): (&str, &str)) -> Option<Letter> {
    let content = Content {
        subject: signed_subject(line, practice),
        lead: lead.to_owned(),
        code: None,
        facts: Vec::new(),
        link: None,
        strong: 1,
        more: Vec::new(),
        notes: Vec::new(),
        calendar: None,
    };
    written(t, practice, content)
}

fn written(t: Texts, practice: &Practice, content: Content) -> Option<Letter> {
    let frame = &Frame {
        greeting: t.text("letter-greeting").into_owned(),
        signature: one_line(practice.message_name()),
        automatic: t.text("letter-automatic").into_owned(),
    };
    let plain = Plain {
        content: &content,
        frame,
    };
    let rich = Rich {
        language: t.code(),
        direction: t.direction(),
        side: if t.language().is_right_to_left() {
            "right"
        } else {
            "left"
        },
        accent: &practice.accent,
        content: &content,
        frame,
    };
    Some(Letter {
        text: plain.render().ok()?,
        html: rich.render().ok()?,
        subject: content.subject,
        link: content.link.map(|link| link.address),
        calendar: content.calendar,
    })
}

fn code_content(t: Texts, practice: &Practice, code: &str) -> Content {
    Content {
        subject: subject(t, "letter-subject-code", practice, ""),
        lead: t.text("letter-code-lead").into_owned(),
        code: Some(code.to_owned()),
        facts: Vec::new(),
        link: None,
        strong: 1,
        more: Vec::new(),
        notes: vec![
            t.text("letter-code-life").into_owned(),
            t.text("letter-code-stranger").into_owned(),
        ],
        calendar: None,
    }
}

/// To somebody of the staff; only whoever reads this mailbox gets in.
fn staff_content(t: Texts, practice: &Practice, address: &str) -> Content {
    Content {
        subject: subject(t, "letter-subject-invitation", practice, ""),
        lead: t.text("letter-invitation-lead").into_owned(),
        code: None,
        facts: Vec::new(),
        link: Some(Invitation {
            lead: t.text("letter-invitation-link").into_owned(),
            address: address.to_owned(),
        }),
        strong: 1,
        more: Vec::new(),
        notes: vec![
            t.text("letter-invitation-life").into_owned(),
            t.text("letter-invitation-stranger").into_owned(),
        ],
        calendar: None,
    }
}

/// Of an appointment, and of those that were booked for others in the same go.
fn visit_content(
    t: Texts,
    practice: &Practice,
    (about, others): (&About, &[About]),
    message: &Message,
    base: &str,
) -> Content {
    let kind = message.kind;
    let status = about.appointment.status;
    let zone = practice.zone;
    let start = about.appointment.interval.start;
    // What is no longer so is not told, whatever the message was written for.
    let is_off = status.is_called_off();
    let starts = others.iter().map(|other| other.appointment.interval.start);
    let mut facts: Vec<String> = std::iter::once(start)
        .chain(starts)
        .map(|start| capitalised(&t.moment(zone, start)))
        .collect();
    facts.push(one_line(practice.message_name()));
    match about.venue {
        Venue::Video => facts.push(t.text("letter-video").into_owned()),
        Venue::Practice if is_off => facts.push(one_line(&practice.address)),
        Venue::Practice => facts.extend([one_line(&practice.address), one_line(&practice.directions)]),
    }
    facts.retain(|fact| !fact.is_empty());
    let key = subject_key(kind, is_off);
    let calendar = calendar_part(t, (about, others), kind);
    let mut notes: Vec<String> = message.note.iter().map(|note| one_line(note)).collect();
    if kind == MessageKind::NoShow {
        notes.push(t.text("letter-no-show-next").into_owned());
    }
    if kind.is_reminder() {
        notes.push(t.text("letter-reminder-off").into_owned());
    }
    let room = about.video.as_ref();
    notes.extend(room.map(|room| t.with("letter-video-room", &[("address", one_line(room).into())])));
    notes.extend(
        calendar
            .as_ref()
            .map(|part| calendar_note(t, kind, (part, others.len()))),
    );
    notes.extend(phone_note(t, practice));
    let link = |about: &About| invitation(t, practice, (about, kind, !others.is_empty()), base);
    Content {
        subject: subject(t, key, practice, &t.moment_short(zone, start)),
        lead: t.text(lead_key_for(kind, status, others)).into_owned(),
        code: None,
        facts,
        link: Some(link(about)),
        strong: 1 + others.len(),
        more: others.iter().map(link).collect(),
        notes,
        calendar,
    }
}

fn lead_key_for(kind: MessageKind, status: Status, others: &[About]) -> &'static str {
    match lead_key(kind, status) {
        "letter-confirmed" if !others.is_empty() => "letter-confirmed-all",
        "letter-requested" if !others.is_empty() => "letter-requested-all",
        "letter-reminder" if !others.is_empty() => "letter-reminder-all",
        key => key,
    }
}

/// An excused no-show is not spoken of any more, and nobody confirms what does not take place.
pub(super) fn is_overtaken(kind: MessageKind, about: &About) -> bool {
    match kind {
        MessageKind::NoShow => about.appointment.status != Status::NoShow,
        MessageKind::PresenceAsked | MessageKind::Reminder(_) => {
            about.appointment.status != Status::Confirmed
        }
        _ => false,
    }
}

fn subject_key(kind: MessageKind, is_off: bool) -> &'static str {
    match kind {
        MessageKind::Refused => "letter-subject-refused",
        MessageKind::Cancelled => "letter-subject-cancelled",
        MessageKind::NoShow => "letter-subject-no-show",
        MessageKind::PresenceAsked => "letter-subject-presence",
        MessageKind::Reminder(_) => "letter-subject-reminder",
        _ if is_off => "letter-subject-cancelled",
        MessageKind::Offered => "letter-subject-offered",
        MessageKind::Requested => "letter-subject-requested",
        MessageKind::Moved => "letter-subject-moved",
        MessageKind::Confirmed
        | MessageKind::Code
        | MessageKind::Invitation
        | MessageKind::Freed
        | MessageKind::Waiting
        | MessageKind::Erased
        | MessageKind::NotErased
        | MessageKind::Staff => "letter-subject-confirmed",
    }
}

fn lead_key(kind: MessageKind, status: Status) -> &'static str {
    match (kind, status) {
        (MessageKind::NoShow, _) => "letter-no-show",
        (MessageKind::PresenceAsked, _) => "letter-presence",
        (MessageKind::Reminder(_), _) => "letter-reminder",
        (MessageKind::Refused, _) | (_, Status::Refused) => "letter-refused",
        (_, Status::CancelledByPractice) => "letter-cancelled-by-practice",
        (_, Status::CancelledLate) => "letter-cancelled-late",
        (MessageKind::Cancelled, _) | (_, Status::CancelledByPatient) => "letter-cancelled",
        (MessageKind::Offered, _) => "letter-offered",
        (MessageKind::Requested, _) => "letter-requested",
        (MessageKind::Moved, Status::Requested) => "letter-moved-requested",
        (MessageKind::Moved, _) => "letter-moved",
        (
            MessageKind::Confirmed
            | MessageKind::Code
            | MessageKind::Invitation
            | MessageKind::Freed
            | MessageKind::Waiting
            | MessageKind::Erased
            | MessageKind::NotErased
            | MessageKind::Staff,
            _,
        ) => "letter-confirmed",
    }
}

/// The link of an appointment; it says which where it is one of several.
fn invitation(
    t: Texts,
    practice: &Practice,
    (about, kind, is_one_of_several): (&About, MessageKind, bool),
    base: &str,
) -> Invitation {
    let is_off = about.appointment.status.is_called_off();
    if let Some(until) = about.answer_before.filter(|_| !is_off) {
        let when = t.moment(practice.zone, until);
        return Invitation {
            lead: t.with("letter-link-choose", &[("when", when.into())]),
            address: format!("{base}/m/{}", about.link),
        };
    }
    if is_off {
        return Invitation {
            lead: t.text("letter-link-again").into_owned(),
            address: format!("{base}/"),
        };
    }
    let lead = match kind {
        MessageKind::NoShow => t.text("letter-link-contest").into_owned(),
        MessageKind::PresenceAsked => t.text("letter-link-presence").into_owned(),
        MessageKind::Reminder(_) if !is_one_of_several => t.text("letter-link-presence").into_owned(),
        _ if is_one_of_several => {
            let when = t.moment(practice.zone, about.appointment.interval.start);
            t.with("letter-link-one", &[("when", when.into())])
        }
        _ => t.text("letter-link-manage").into_owned(),
    };
    Invitation {
        lead,
        address: format!("{base}/m/{}", about.link),
    }
}

pub(super) fn phone_note(t: Texts, practice: &Practice) -> Option<String> {
    let phone = one_line(&practice.phone);
    let asked = || t.with("letter-phone", &[("phone", t.phone(&phone).into())]);
    (!phone.is_empty()).then(asked)
}

pub(super) fn subject(t: Texts, key: &str, practice: &Practice, when: &str) -> String {
    signed_subject(&t.with(key, &[("when", when.into())]), practice)
}

/// With whom it is from.
fn signed_subject(line: &str, practice: &Practice) -> String {
    let name = one_line(practice.message_name());
    if name.is_empty() {
        one_line(line)
    } else {
        one_line(&format!("{line} – {name}"))
    }
}

/// Nothing that the practice typed can begin a new line, of a header least of all.
pub(super) fn one_line(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    spaced.collect::<String>().trim().to_owned()
}

pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
