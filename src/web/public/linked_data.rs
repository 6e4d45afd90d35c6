//! What search engines read of a practice (schema.org): who it is, where, when it is open, where one books. Never anything of a patient.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::care::{offered, practitioners};
use crate::domain::agenda::SetUp;
use crate::domain::schedule::Weeks;
use crate::domain::time::DayTime;

/// Days as schema.org names them, Monday first.
const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// The text of a `script` of JSON-LD; `base` is the address of the pages. Nothing in it can end that script: `<` is written as an escape.
pub(super) fn linked_data(set_up: &SetUp, base: &str, today: NaiveDate) -> String {
    let practice = &set_up.practice;
    let home = format!("{base}/");
    let mut clinic = json!({
        "@context": "https://schema.org",
        "@type": "MedicalClinic",
        "@id": home,
        "name": practice.name,
        "url": home,
        "potentialAction": {
            "@type": "ReserveAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": home,
                "actionPlatform": [
                    "https://schema.org/DesktopWebPlatform",
                    "https://schema.org/MobileWebPlatform",
                ],
            },
            "result": { "@type": "Reservation" },
        },
    });
    let mut say = |key: &str, value: Value| {
        let is_said = match &value {
            Value::String(text) => !text.is_empty(),
            Value::Array(all) => !all.is_empty(),
            _ => true,
        };
        if let Some(clinic) = clinic.as_object_mut().filter(|_| is_said) {
            clinic.insert(key.to_owned(), value);
        }
    };
    say("address", practice.address.clone().into());
    say("telephone", practice.phone.clone().into());
    say("email", practice.email.clone().into());
    say("employee", people(set_up));
    say("openingHoursSpecification", hours(set_up, today));
    let text = clinic.to_string();
    text.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}

/// Those who can be booked online; nobody else is public.
fn people(set_up: &SetUp) -> Value {
    let is_public = |id| offered(set_up).any(|care| practitioners(set_up, care).any(|who| who.id == id));
    let open = set_up.practitioners.values().filter(|who| is_public(who.id));
    open.map(|who| {
        if who.speciality.is_empty() {
            json!({ "@type": "Person", "name": who.name })
        } else {
            json!({ "@type": "Person", "name": who.name, "jobTitle": who.speciality })
        }
    })
    .collect()
}

/// The hours of every week in which somebody who is public receives, joined where they touch. Hours of some weeks only are left out:
/// what is said of every week must hold.
fn hours(set_up: &SetUp, today: NaiveDate) -> Value {
    let is_now = |from: Option<NaiveDate>, to: Option<NaiveDate>| {
        from.is_none_or(|from| from <= today) && to.is_none_or(|to| today <= to)
    };
    let all: Vec<_> = set_up
        .schedules
        .iter()
        .filter(|plan| plan.weeks == Weeks::All && is_now(plan.valid_from, plan.valid_to))
        .filter(|plan| {
            let who = set_up.practitioners.get(&plan.practitioner);
            who.is_some_and(|who| who.is_online && !who.is_archived)
        })
        .collect();
    let mut said = Vec::new();
    for (number, name) in DAYS.iter().enumerate() {
        let windows = all.iter().filter_map(|plan| plan.days.get(number)).flatten();
        for (opens, closes) in joined(windows.map(|window| (window.start(), window.end())).collect()) {
            said.push(json!({
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": format!("https://schema.org/{name}"),
                "opens": opens.to_string(),
                "closes": closes.to_string(),
            }));
        }
    }
    said.into()
}

fn joined(mut spans: Vec<(DayTime, DayTime)>) -> Vec<(DayTime, DayTime)> {
    spans.sort_unstable();
    let mut out: Vec<(DayTime, DayTime)> = Vec::new();
    for (start, end) in spans {
        match out.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => out.push((start, end)),
        }
    }
    out
}
