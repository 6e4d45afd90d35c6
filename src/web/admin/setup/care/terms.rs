//! Lengths and numbers of a care type; in the form of one practitioner an empty field means "as the care type".

use chrono::TimeDelta;

use super::super::field::{Field, Fields, Input, Section};
use super::super::reader::Reader;
use crate::domain::bounds::{
    BUFFER_MINUTES_MAX as BUFFER_MAX, CARE_MINUTES_MAX as DURATION_MAX, DEADLINE_MAX,
    HORIZON_DAYS_MAX as HORIZON_MAX, NOTICE_MAX, SEATS_MAX as CAPACITY_MAX,
};
use crate::domain::care_type::CareTerms;
use crate::domain::video_link::{VIDEO_LINK_MAX, VideoLink};
use crate::web::extract::Form;

/// What the fields say; `None` is an empty field.
pub(super) struct Basic {
    pub(super) duration: Option<TimeDelta>,
    pub(super) step: Option<TimeDelta>,
    pub(super) buffer_before: Option<TimeDelta>,
    pub(super) buffer_after: Option<TimeDelta>,
    pub(super) min_notice: Option<TimeDelta>,
    pub(super) horizon_days: Option<u16>,
    pub(super) capacity: Option<u16>,
    pub(super) cancellation_deadline: Option<TimeDelta>,
}

pub(super) fn read(r: &mut Reader<'_>) -> Basic {
    Basic {
        duration: r.minutes("duration", 1, DURATION_MAX),
        step: r.minutes("step", 1, DURATION_MAX),
        buffer_before: r.minutes("buffer_before", 0, BUFFER_MAX),
        buffer_after: r.minutes("buffer_after", 0, BUFFER_MAX),
        min_notice: r.length("min_notice", NOTICE_MAX),
        horizon_days: r.number("horizon_days", 0, HORIZON_MAX),
        capacity: r.number("capacity", 1, CAPACITY_MAX),
        cancellation_deadline: r.length("deadline", DEADLINE_MAX),
    }
}

/// Fills the fields of a complete set. A step equal to the duration follows it and is not written.
pub(super) fn fill(form: &mut Form, terms: &CareTerms) {
    fill_video(form, terms.video.as_ref());
    let step = Some(terms.step).filter(|step| *step != terms.duration);
    fill_basic(
        form,
        &Basic {
            duration: Some(terms.duration),
            step,
            buffer_before: Some(terms.buffer_before),
            buffer_after: Some(terms.buffer_after),
            min_notice: Some(terms.min_notice),
            horizon_days: Some(terms.horizon_days),
            capacity: Some(terms.capacity),
            cancellation_deadline: Some(terms.cancellation_deadline),
        },
    );
}

pub(super) fn fill_basic(form: &mut Form, basic: &Basic) {
    let mut minutes = |name: &str, length: Option<TimeDelta>| {
        form.set(
            name,
            length.map_or_else(String::new, |l| l.num_minutes().to_string()),
        );
    };
    minutes("duration", basic.duration);
    minutes("step", basic.step);
    minutes("buffer_before", basic.buffer_before);
    minutes("buffer_after", basic.buffer_after);
    let number = |n: Option<u16>| n.map_or_else(String::new, |n| n.to_string());
    form.set("horizon_days", number(basic.horizon_days));
    form.set("capacity", number(basic.capacity));
    fill_length(form, "min_notice", basic.min_notice);
    fill_length(form, "deadline", basic.cancellation_deadline);
}

/// In the largest unit that is exact; hours when nothing is said.
fn fill_length(form: &mut Form, name: &str, length: Option<TimeDelta>) {
    let minutes = length.map(|l| l.num_minutes());
    let (number, unit) = match minutes {
        None => (String::new(), "h"),
        Some(m) if m > 72 * 60 && m % (24 * 60) == 0 => ((m / (24 * 60)).to_string(), "d"),
        Some(m) if m % 60 == 0 => ((m / 60).to_string(), "h"),
        Some(m) => (m.to_string(), "min"),
    };
    form.set(name, number);
    form.set(format!("{name}_unit"), unit);
}

/// The address of the room of a care by video.
pub(super) fn video(f: Fields<'_>) -> Field {
    f.field("video", "setup-care-video", Input::Line(VIDEO_LINK_MAX))
        .hint(f.text("setup-care-video-hint"))
        .wide()
}

pub(super) fn read_video(r: &mut Reader<'_>) -> Option<VideoLink> {
    let typed = r.form.get("video").to_owned();
    if typed.is_empty() {
        return None;
    }
    let link = VideoLink::parse(&typed).ok();
    if link.is_none() {
        let text = r.t.text("setup-care-video-wrong").into_owned();
        r.refuse_saying("video", text);
    }
    link
}

pub(super) fn fill_video(form: &mut Form, link: Option<&VideoLink>) {
    form.set("video", link.map_or("", VideoLink::as_str));
}

pub(super) fn sections(f: Fields<'_>) -> [Section; 2] {
    [
        Section::new(f.text("setup-care-time"), time(f)),
        Section::new(f.text("setup-care-booking"), booking(f)),
    ]
}

fn time(f: Fields<'_>) -> Vec<Field> {
    vec![
        f.field("step", "setup-care-step", Input::Number)
            .hint(f.text("setup-care-step-hint")),
        f.field("capacity", "setup-care-capacity", Input::Number)
            .hint(f.text("setup-care-capacity-hint")),
        f.field("buffer_before", "setup-care-before", Input::Number)
            .hint(f.text("setup-care-before-hint")),
        f.field("buffer_after", "setup-care-after", Input::Number)
            .hint(f.text("setup-care-after-hint")),
    ]
}

fn booking(f: Fields<'_>) -> Vec<Field> {
    vec![
        length(f, "min_notice", "setup-care-notice").hint(f.text("setup-care-notice-hint")),
        f.field("horizon_days", "setup-care-horizon", Input::Number)
            .hint(f.text("setup-care-horizon-hint")),
        length(f, "deadline", "setup-care-deadline").hint(f.text("setup-care-deadline-hint")),
    ]
}

fn length(f: Fields<'_>, name: &str, label: &str) -> Field {
    let units = [
        ("min".to_owned(), f.text("setup-unit-minutes")),
        ("h".to_owned(), f.text("setup-unit-hours")),
        ("d".to_owned(), f.text("setup-unit-days")),
    ];
    let units = f.choices(&format!("{name}_unit"), units);
    f.field(name, label, Input::Length(units))
}
