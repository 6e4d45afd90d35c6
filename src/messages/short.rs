//! The words of a text message: neutral name of the practice, weekday, date, hour, a link, the practice's phone. Never a name of a person,
//! a kind of care or a speciality (reminders §1, security §11).
//!
//! In languages of Latin letters the standard words keep to the alphabet of seven bits, so that one part holds what there is to say; a
//! practice's name may leave it, and is folded where the practice agrees to that.

use chrono::Datelike as _;

use super::letter::{is_overtaken, one_line};
use crate::app::{About, Notice, StaffWords};
use crate::domain::booking::Status;
use crate::domain::contact::Phone;
use crate::domain::own_text::Placeholder;
use crate::domain::patient::Language;
use crate::domain::practice::Practice;
use crate::domain::time::{Instant, Zone};
use crate::i18n::Texts;
use crate::store::MessageKind;

/// What is told: the sentence, and what the link in it is for.
struct Said {
    sentence: String,
    /// The bare link, and the same with the words before it.
    link: Option<(String, String)>,
}

/// The text message of a notice; `base` is the address of the pages without a closing slash. `None` when there is nothing to say any
/// more, or nothing that belongs into a text message.
pub fn short(notice: &Notice, practice: &Practice, base: &str) -> Option<String> {
    let t = Texts::of(notice.message.language);
    let said = said(t, notice, practice, base)?;
    if let Some(own) = &notice.words {
        let link = said.link.map(|(link, _)| link).unwrap_or_default();
        return Some(plain(
            &own.filled(|place| in_short(t, place, (notice, practice), &link)),
        ));
    }
    let mut parts = vec![said.sentence];
    parts.extend(said.link.map(|(_, words)| words));
    // A code is read off and typed at once: nobody calls about it, and the staff have the number.
    let is_called = !matches!(notice.message.kind, MessageKind::Code | MessageKind::Staff);
    let phone = dialled(practice).filter(|_| is_called);
    parts.extend(phone.map(|phone| t.with("short-phone", &[("phone", phone.into())])));
    Some(plain(&parts.join(" ")))
}

fn said(t: Texts, notice: &Notice, practice: &Practice, base: &str) -> Option<Said> {
    let kind = notice.message.kind;
    let name = || one_line(practice.message_name());
    let alone = |key: &str| Said {
        sentence: t.with(key, &[("name", name().into())]),
        link: None,
    };
    match (&notice.message.code, &notice.about) {
        _ if kind == MessageKind::Staff => Some(Said {
            sentence: one_line(&StaffWords::read(notice.message.note.as_deref()?)?.text),
            link: None,
        }),
        // Of the staff, who get them by e-mail only.
        _ if kind == MessageKind::Invitation => None,
        (Some(code), _) => Some(Said {
            sentence: t.with(
                "short-code",
                &[("name", name().into()), ("code", code.as_str().into())],
            ),
            link: None,
        }),
        (None, Some(about)) if is_overtaken(kind, about) => None,
        (None, Some(about)) => Some(of_visit(t, notice, about, (practice, base))),
        (None, None) if kind == MessageKind::Erased => Some(alone("short-erased")),
        // Why not is for a letter: it may say more than a telephone's screen should.
        (None, None) if kind == MessageKind::NotErased => Some(alone("short-not-erased")),
        (None, None) => of_waiting_list(t, notice, (practice, base)),
    }
}

fn of_visit(t: Texts, notice: &Notice, about: &About, (practice, base): (&Practice, &str)) -> Said {
    let zone = practice.zone;
    let others = notice.with.iter().map(|other| other.appointment.interval.start);
    let starts = std::iter::once(about.appointment.interval.start).chain(others);
    let when: Vec<String> = starts.map(|start| moment(t, zone, start)).collect();
    let is_of_several = when.len() > 1;
    let arguments = [
        ("name", one_line(practice.message_name()).into()),
        ("when", when.join(t.comma()).into()),
    ];
    let key = visit_key(notice.message.kind, about.appointment.status, is_of_several);
    let is_off = about.appointment.status.is_called_off();
    let own = format!("{base}/m/{}", about.link);
    let link = match notice.message.kind {
        _ if is_off => ("short-link-again", format!("{base}/")),
        _ if about.answer_before.is_some() => ("short-link-choose", own),
        MessageKind::NoShow => ("short-link-contest", own),
        MessageKind::PresenceAsked => ("short-link-answer", own),
        _ => ("short-link-manage", own),
    };
    Said {
        sentence: t.with(key, &arguments),
        link: Some(worded(t, link.0, link.1)),
    }
}

/// A link, and the same with the words of a key before it.
fn worded(t: Texts, key: &str, link: String) -> (String, String) {
    let words = t.with(key, &[("link", link.as_str().into())]);
    (link, words)
}

/// What is no longer so is not told, whatever the message was written for.
fn visit_key(kind: MessageKind, status: Status, is_of_several: bool) -> &'static str {
    match (kind, status) {
        (MessageKind::NoShow, _) => "short-no-show",
        (MessageKind::Refused, _) | (_, Status::Refused) => "short-refused",
        (_, Status::CancelledByPractice) => "short-cancelled-by-practice",
        (MessageKind::Cancelled, _) | (_, Status::CancelledByPatient | Status::CancelledLate) => {
            "short-cancelled"
        }
        (MessageKind::PresenceAsked, _) => "short-presence",
        (MessageKind::Offered, _) => "short-offered",
        (MessageKind::Requested, _) | (MessageKind::Moved, Status::Requested) => "short-requested",
        (MessageKind::Moved, _) => "short-moved",
        (kind, _) if kind.key().starts_with("reminder") => "short-reminder",
        _ if is_of_several => "short-confirmed-all",
        _ => "short-confirmed",
    }
}

fn of_waiting_list(t: Texts, notice: &Notice, (practice, base): (&Practice, &str)) -> Option<Said> {
    let zone = practice.zone;
    let name = ("name", one_line(practice.message_name()).into());
    if let Some(offer) = &notice.offer {
        let when = ("when", moment(t, zone, offer.start).into());
        let link = format!("{base}/o/{}", offer.link);
        let until = ("until", moment(t, zone, offer.expires).into());
        let words = t.with("short-link-freed", &[until, ("link", link.as_str().into())]);
        return Some(Said {
            sentence: t.with("short-freed", &[name, when]),
            link: Some((link, words)),
        });
    }
    let waiting = notice.waiting.as_ref()?;
    let key = if waiting.is_on_list {
        "short-waiting"
    } else {
        "short-waiting-over"
    };
    Some(Said {
        sentence: t.with(key, &[name]),
        link: Some(worded(
            t,
            "short-link-manage",
            format!("{base}/w/{}", waiting.link),
        )),
    })
}

/// What stands in the place of a placeholder in a text message.
fn in_short(t: Texts, place: Placeholder, (notice, practice): (&Notice, &Practice), link: &str) -> String {
    let zone = practice.zone;
    let start = start_of(notice);
    let of_start = |said: &dyn Fn(Instant) -> String| start.map(said).unwrap_or_default();
    match place {
        Placeholder::Practice => one_line(practice.message_name()),
        Placeholder::Day => of_start(&|start| {
            let weekday = zone.date(start).weekday().number_from_monday();
            t.text(&format!("short-weekday-{weekday}")).into_owned()
        }),
        Placeholder::Date => of_start(&|start| day(t, zone, start)),
        Placeholder::Time => of_start(&|start| hour(t, zone, start)),
        Placeholder::Address => one_line(&practice.address),
        Placeholder::Link => link.to_owned(),
        Placeholder::Phone => dialled(practice).unwrap_or_default(),
    }
}

/// When it is, of an appointment or of a time that is offered.
pub(super) fn start_of(notice: &Notice) -> Option<Instant> {
    let about = notice.about.as_ref();
    let start = about.map(|about| about.appointment.interval.start);
    start.or(notice.offer.as_ref().map(|offer| offer.start))
}

/// « mar. 03/03 à 9h30 »: weekday, date and hour of the practice's wall clock, as short as they are sure.
pub(super) fn moment(t: Texts, zone: Zone, at: Instant) -> String {
    let date = zone.date(at);
    let weekday = t.text(&format!("short-weekday-{}", date.weekday().number_from_monday()));
    let arguments = [
        ("weekday", weekday.into_owned().into()),
        ("date", day(t, zone, at).into()),
        ("hour", hour(t, zone, at).into()),
    ];
    t.with("short-when", &arguments)
}

/// « 03/03 »; in English the month has its name, since half of its readers would read the figures the other way round.
pub(super) fn day(t: Texts, zone: Zone, at: Instant) -> String {
    let date = zone.date(at);
    match t.language() {
        Language::En => format!(
            "{} {}",
            date.day(),
            t.text(&format!("month-brief-{}", date.month()))
        ),
        Language::De => date.format("%d.%m.").to_string(),
        Language::Fr | Language::Es | Language::Pt | Language::Ar => date.format("%d/%m").to_string(),
    }
}

/// « 9h30 », `9:30`; in the repeated hour of autumn it says which of the two.
pub(super) fn hour(t: Texts, zone: Zone, at: Instant) -> String {
    t.hour_in_list(zone, at).replace('\u{a0}', "")
}

/// As it is dialled within the country, without blanks: each costs a letter.
pub(super) fn dialled(practice: &Practice) -> Option<String> {
    let phone = one_line(&practice.phone);
    let short =
        Phone::parse(&phone).map_or_else(|_| phone.clone(), |phone| phone.national().replace(' ', ""));
    (!short.is_empty()).then_some(short)
}

/// Without what only print needs: blanks that do not break, marks of direction, the apostrophe of print.
pub(super) fn plain(text: &str) -> String {
    let kept = text.chars().filter_map(|c| match c {
        '\u{a0}' | '\u{202f}' => Some(' '),
        '\u{2019}' => Some('\''),
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        c => Some(c),
    });
    kept.collect()
}
