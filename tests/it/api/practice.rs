//! Every operation on patients' records and on the whole practice: used once (`recorded`), and asked by a token that keeps to some
//! practitioners (`reach`).

use serde_json::{Value, json};

type Asked = (&'static str, &'static str, Value, u16);

/// Route, address, body and status, for a token that keeps to Dr Martin.
pub(super) fn closed() -> Vec<Asked> {
    let reads = [
        "/api/v1/statistics",
        "/api/v1/statistics/measures",
        "/api/v1/statistics/gaps",
        "/api/v1/duplicates",
        "/api/v1/merges",
    ];
    let mut all: Vec<Asked> = reads.map(|path| (path, path, Value::Null, 403)).into();
    all.extend(on_patients());
    all.extend(on_settings());
    all.extend(on_drafts());
    all
}

/// A change may concern everybody.
fn on_drafts() -> Vec<Asked> {
    let (all, one) = ("/api/v1/drafts", "/api/v1/drafts/{id}");
    vec![
        (all, all, Value::Null, 403),
        (one, "/api/v1/drafts/1", Value::Null, 403),
        (all, all, json!({}), 403),
        (
            "/api/v1/drafts/{id}/settle",
            "/api/v1/drafts/1/settle",
            json!({}),
            403,
        ),
        (
            "/api/v1/drafts/{id}/discard",
            "/api/v1/drafts/1/discard",
            json!({}),
            403,
        ),
    ]
}

/// Dr Martin is away on the third of March, where patient 1 has an appointment, twice: one draft is settled, one thrown away.
fn drafts_acts() -> Vec<(&'static str, &'static str, Value)> {
    let (start, end) = ("2026-03-03T00:00:00+01:00", "2026-03-04T00:00:00+01:00");
    let away = json!({"absence": {"practitioner": 1, "start": start, "end": end}});
    let all = "/api/v1/drafts";
    vec![
        (all, all, away.clone()),
        (all, all, away),
        (
            "/api/v1/drafts/{id}/discard",
            "/api/v1/drafts/1/discard",
            json!({}),
        ),
        (
            "/api/v1/drafts/{id}/settle",
            "/api/v1/drafts/2/settle",
            json!({"others": "keep"}),
        ),
    ]
}

const SETTINGS: [&str; 4] = [
    "/api/v1/setup/practitioners",
    "/api/v1/setup/care-types",
    "/api/v1/setup/resources",
    "/api/v1/setup/holidays",
];

/// Settings are the whole practice's.
fn on_settings() -> Vec<Asked> {
    let read = SETTINGS.map(|path| (path, path, Value::Null, 403));
    let acts = settings_acts().into_iter();
    let refused = acts.map(|(route, path, body)| (route, path, body, 403));
    read.into_iter().chain(refused).collect()
}

/// What the screens do to settings; `version` is filled in from what is there.
#[expect(clippy::too_many_lines, reason = "a table of every operation")]
fn settings_acts() -> Vec<(&'static str, &'static str, Value)> {
    let nothing = json!({});
    vec![
        (SETTINGS[0], SETTINGS[0], json!({"name": "Dr Anne Roux"})),
        (
            "/api/v1/setup/practitioners/{id}",
            "/api/v1/setup/practitioners/3",
            json!({"online": false}),
        ),
        (
            "/api/v1/setup/practitioners/{id}/archive",
            "/api/v1/setup/practitioners/3/archive",
            nothing.clone(),
        ),
        (
            "/api/v1/setup/practitioners/{id}/restore",
            "/api/v1/setup/practitioners/3/restore",
            nothing.clone(),
        ),
        (SETTINGS[1], SETTINGS[1], json!({"name": "Suivi", "minutes": 20})),
        (
            "/api/v1/setup/care-types/{id}",
            "/api/v1/setup/care-types/1",
            json!({"text": "À jeun."}),
        ),
        (
            "/api/v1/setup/care-types/{id}/own",
            "/api/v1/setup/care-types/1/own",
            json!({"practitioner": 2, "text": "À midi."}),
        ),
        (
            "/api/v1/setup/care-types/{id}/archive",
            "/api/v1/setup/care-types/3/archive",
            nothing.clone(),
        ),
        (
            "/api/v1/setup/care-types/{id}/restore",
            "/api/v1/setup/care-types/3/restore",
            nothing.clone(),
        ),
        (
            SETTINGS[2],
            SETTINGS[2],
            json!({"name": "Salle 2", "kind": "salle"}),
        ),
        (
            "/api/v1/setup/resources/{id}",
            "/api/v1/setup/resources/2",
            json!({"capacity": 2}),
        ),
        (
            "/api/v1/setup/resources/{id}/archive",
            "/api/v1/setup/resources/2/archive",
            nothing.clone(),
        ),
        (
            "/api/v1/setup/resources/{id}/restore",
            "/api/v1/setup/resources/2/restore",
            nothing,
        ),
        (
            SETTINGS[3],
            SETTINGS[3],
            json!({"date": "2026-05-15", "name": "Pont"}),
        ),
        (
            "/api/v1/setup/holidays/open",
            "/api/v1/setup/holidays/open",
            json!({"date": "2026-11-11"}),
        ),
        (
            "/api/v1/setup/holidays/close",
            "/api/v1/setup/holidays/close",
            json!({"date": "2026-11-11"}),
        ),
        (
            "/api/v1/setup/holidays/region",
            "/api/v1/setup/holidays/region",
            json!({"region": "FR-AM"}),
        ),
    ]
}

/// People are the practice's: what is noted of them is open, what reaches all of their appointments is not.
#[expect(clippy::too_many_lines, reason = "a table of every operation")]
fn on_patients() -> Vec<Asked> {
    let read = |route, path, status| (route, path, Value::Null, status);
    let tie = json!({"patient": 2, "books": "for", "kind": "other"});
    vec![
        read("/api/v1/patients/{id}/notes", "/api/v1/patients/1/notes", 200),
        (
            "/api/v1/patients/{id}/notes",
            "/api/v1/patients/1/notes",
            json!({"version": 2, "note": "Vue"}),
            200,
        ),
        read(
            "/api/v1/patients/{id}/relatives",
            "/api/v1/patients/1/relatives",
            200,
        ),
        (
            "/api/v1/patients/{id}/relatives",
            "/api/v1/patients/1/relatives",
            tie,
            200,
        ),
        (
            "/api/v1/patients/{id}/relatives/remove",
            "/api/v1/patients/1/relatives/remove",
            json!({"patient": 2, "books": "for"}),
            200,
        ),
        read(
            "/api/v1/patients/{id}/consents",
            "/api/v1/patients/1/consents",
            200,
        ),
        (
            "/api/v1/patients/{id}/consents",
            "/api/v1/patients/1/consents",
            json!({"kind": "reminders"}),
            201,
        ),
        (
            "/api/v1/patients/{id}/consents/withdraw",
            "/api/v1/patients/1/consents/withdraw",
            json!({"consent": 1}),
            200,
        ),
        read("/api/v1/patients/{id}/export", "/api/v1/patients/1/export", 403),
        read("/api/v1/patients/{id}/erasure", "/api/v1/patients/1/erasure", 403),
        (
            "/api/v1/patients/{id}/erasure",
            "/api/v1/patients/1/erasure",
            json!({"version": 1}),
            403,
        ),
        (
            "/api/v1/patients/{id}/merge",
            "/api/v1/patients/1/merge",
            json!({}),
            403,
        ),
        (
            "/api/v1/duplicates/dismiss",
            "/api/v1/duplicates/dismiss",
            json!({}),
            403,
        ),
        (
            "/api/v1/merges/{id}/undo",
            "/api/v1/merges/1/undo",
            json!({}),
            403,
        ),
    ]
}

/// Route, address and body of what changes something, in an order in which each can be done after the acts of `recorded`: patient 3 was
/// made by them, and has nothing to come.
pub(super) fn acts() -> Vec<(&'static str, &'static str, Value)> {
    let mut all = patients_acts();
    all.extend(settings_acts());
    all.extend(drafts_acts());
    all
}

fn patients_acts() -> Vec<(&'static str, &'static str, Value)> {
    vec![
        (
            "/api/v1/patients/{id}/notes",
            "/api/v1/patients/3/notes",
            json!({"version": 1, "desk_note": "Vue"}),
        ),
        (
            "/api/v1/patients/{id}/relatives",
            "/api/v1/patients/3/relatives",
            json!({"patient": 2, "books": "for", "kind": "other"}),
        ),
        (
            "/api/v1/patients/{id}/relatives/remove",
            "/api/v1/patients/3/relatives/remove",
            json!({"patient": 2, "books": "for"}),
        ),
        (
            "/api/v1/patients/{id}/consents",
            "/api/v1/patients/3/consents",
            json!({"kind": "reminders"}),
        ),
        (
            "/api/v1/patients/{id}/consents/withdraw",
            "/api/v1/patients/3/consents/withdraw",
            json!({"consent": 1}),
        ),
        (
            "/api/v1/duplicates/dismiss",
            "/api/v1/duplicates/dismiss",
            json!({"one": 1, "other": 3}),
        ),
        (
            "/api/v1/patients/{id}/merge",
            "/api/v1/patients/2/merge",
            json!({"absorbed": 3, "version": 1, "absorbed_version": 2}),
        ),
        ("/api/v1/merges/{id}/undo", "/api/v1/merges/1/undo", json!({})),
        (
            "/api/v1/patients/{id}/erasure",
            "/api/v1/patients/3/erasure",
            json!({"version": 2}),
        ),
    ]
}
