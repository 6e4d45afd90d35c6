//! Every act that the sources put on record has its words: a log that nobody can read proves nothing to anybody.

use std::collections::BTreeSet;

use grappe::domain::patient::Language;
use grappe::i18n::keys;

use super::keys::sources;

/// The nouns of acts on record.
const NOUNS: [&str; 45] = [
    "absence",
    "access",
    "appointment",
    "audit",
    "browser",
    "calendar",
    "care_type",
    "clock",
    "code",
    "consent",
    "draft",
    "erasure",
    "exception",
    "export",
    "feed",
    "hold",
    "holidays",
    "import",
    "kiosk",
    "link",
    "login",
    "logout",
    "message",
    "no_show",
    "offer",
    "orphan",
    "passkey",
    "patient",
    "practice",
    "practitioner",
    "presence",
    "pressure",
    "reminders",
    "resource",
    "retention",
    "schedule",
    "school_holidays",
    "series",
    "setting",
    "sms_line",
    "staff",
    "text",
    "token",
    "waiting",
    "webhook",
];
/// Keys of settings and events of webhooks, which look alike.
const SETTINGS: [&str; 14] = [
    "access.outside",
    "texts.own",
    "retention.rules",
    "reminders.quiet_hours",
    "waiting.offers",
    "sms.rules",
    "practice.word",
    "practice.sites",
    "practice.legal",
    "schedule.school_holidays",
    "appointment.booked",
    "appointment.moved",
    "appointment.cancelled",
    "appointment.state",
];

fn is_act(text: &str) -> bool {
    let (noun, verb) = text.split_once('.').unwrap_or_default();
    NOUNS.contains(&noun)
        && !verb.is_empty()
        && verb != "ftl"
        && verb.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        && !SETTINGS.contains(&text)
}

/// First arguments of `Record::new(…, "what")`, whatever their noun, and every literal that names an act.
fn acts() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (path, text) in sources() {
        // The invented practice has words of its own kind, and puts nothing on record by itself.
        let is_invented = path.components().any(|part| part.as_os_str() == "demo");
        if is_invented || path.extension().is_some_and(|kind| kind != "rs") {
            continue;
        }
        found.extend(
            text.split('"')
                .filter(|literal| is_act(literal))
                .map(str::to_owned),
        );
        for (at, call) in text.match_indices("Record::new(") {
            let rest = &text[at + call.len()..];
            let arguments = rest.split(");").next().unwrap_or("");
            let literal = arguments.split('"').nth(1).unwrap_or("");
            let is_named = literal
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'.');
            if !literal.is_empty() && is_named && !literal.ends_with(':') {
                found.insert(literal.to_owned());
            }
        }
    }
    assert!(found.len() > 80, "the acts were not found: {found:?}");
    found
}

#[test]
fn every_act_on_record_has_its_words() {
    let known: BTreeSet<_> = keys(Language::Fr).into_iter().map(|(key, _)| key).collect();
    let silent: Vec<_> = acts()
        .into_iter()
        .filter(|act| !known.contains(&format!("audit-act-{}", act.replace(['.', '_'], "-"))))
        .collect();
    assert!(
        silent.is_empty(),
        "on record without words (locales/*/audit.ftl): {silent:#?}"
    );
}
