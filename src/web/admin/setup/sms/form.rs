//! The forms of a line and of the ceilings.

use std::collections::BTreeMap;

use super::super::Context;
use super::super::field::{Field, Fields, Input};
use super::super::reader::Reader;
use super::rows::mark;
use crate::app::{NewLine, SmsRules};
use crate::domain::contact::{FieldProblem, Phone};
use crate::domain::sms::{
    FieldKind, LineField, Lines, Provider, Template, euros, is_sender, is_serial_device, mills,
};
use crate::sys::http::Target;
use crate::web::extract::{FieldErrors, Form};

/// Which provider a form is for.
pub(super) const PROVIDER: &str = "provider";
/// Longest field of a line, in characters.
const FIELD_MAX: usize = 500;
/// Longest body or header lines of a template, in characters.
const LINES_MAX: usize = 2000;
/// Most codes by text message that a practice may allow in 24 hours.
const CODES_MAX: u16 = 1000;
/// Most that a day may cost, in thousandths of a euro: a thousand euros.
const CAP_MAX_MILLS: u32 = 1_000_000;
/// Beginnings of numbers that may be named.
const PREFIXES_MAX: usize = 20;

/// The label and the hint of a field.
fn words(name: &str) -> (&'static str, Option<&'static str>) {
    match name {
        "service" => ("sms-field-service", Some("sms-hint-service")),
        "application_key" => ("sms-field-application-key", None),
        "application_secret" => ("sms-field-application-secret", None),
        "consumer_key" => ("sms-field-consumer-key", None),
        "api_key" => ("sms-field-api-key", None),
        "token" => ("sms-field-token", None),
        "account_sid" => ("sms-field-account-sid", None),
        "api_key_sid" => ("sms-field-api-key-sid", None),
        "api_key_secret" => ("sms-field-api-key-secret", None),
        "auth_token" => ("sms-field-auth-token", Some("sms-hint-auth-token")),
        "user" => ("sms-field-user", None),
        "pass" => ("sms-field-pass", Some("sms-hint-pass")),
        "own_number" => ("sms-field-own-number", Some("sms-hint-own-number")),
        "url" => ("sms-field-url", Some("sms-hint-url")),
        "post" => ("sms-field-post", None),
        "headers" => ("sms-field-headers", Some("sms-hint-headers")),
        "body" => ("sms-field-body", None),
        "must_hold" => ("sms-field-must-hold", Some("sms-hint-must-hold")),
        "key" => ("sms-field-key", Some("sms-hint-key")),
        "device" => ("sms-field-device", Some("sms-hint-device")),
        "pin" => ("sms-field-pin", Some("sms-hint-pin")),
        "folder" => ("sms-field-folder", Some("sms-hint-folder")),
        "private" => ("sms-field-private", Some("webhook-private-hint")),
        _ => ("sms-field-sender", Some("sms-hint-sender")),
    }
}

pub(super) fn provider_fields(f: Fields<'_>, provider: Provider) -> Vec<Field> {
    let field = |spec: &LineField| {
        let input = match spec.kind {
            FieldKind::Line | FieldKind::Sender => Input::Line(FIELD_MAX),
            FieldKind::Lines => Input::Lines(LINES_MAX),
            FieldKind::Secret => Input::OtherSecret,
            FieldKind::Tick => Input::Tick,
        };
        let (label, hint) = words(spec.name);
        let mut field = f.field(spec.name, label, input);
        if let Some(hint) = hint {
            field = field.hint(f.text(hint)).wide();
        }
        if spec.is_needed { field.needed() } else { field }
    };
    provider.fields().iter().map(field).collect()
}

/// Reads a line; every mistake at once.
pub(super) fn read_line(ctx: &Context, provider: Provider, form: &Form) -> Result<NewLine, FieldErrors> {
    let mut r = Reader::new(ctx.t, form);
    let (mut fields, mut secrets) = (BTreeMap::new(), BTreeMap::new());
    for spec in provider.fields() {
        let name = spec.name;
        let value = match spec.kind {
            FieldKind::Secret => form.exact(name).trim().to_owned(),
            FieldKind::Lines => r.lines(name, LINES_MAX),
            FieldKind::Tick => form.get(name).to_owned(),
            FieldKind::Line | FieldKind::Sender => r.line(name, FIELD_MAX),
        };
        if value.is_empty() {
            if spec.is_needed {
                r.refuse(name, FieldProblem::Missing);
            }
            continue;
        }
        if spec.kind == FieldKind::Sender && !is_sender(&value) {
            r.refuse_saying(name, ctx.text("sms-bad-sender"));
        }
        if spec.kind == FieldKind::Secret {
            if value.chars().count() > FIELD_MAX {
                r.refuse(name, FieldProblem::TooLong { max: FIELD_MAX });
            }
            secrets.insert(name.to_owned(), value);
        } else {
            fields.insert(name.to_owned(), value);
        }
    }
    let new = NewLine {
        provider,
        fields,
        secrets,
    };
    if provider == Provider::FreeMobile {
        let own = new.fields.get("own_number").map(|own| Phone::parse(own));
        if let Some(Err(problem)) = own {
            r.refuse("own_number", problem);
        }
    }
    let typed = |name: &str| new.fields.get(name).filter(|value| !value.is_empty());
    if typed("device").is_some_and(|device| !is_serial_device(device)) {
        r.refuse("device", FieldProblem::Malformed);
    }
    if typed("folder").is_some_and(|folder| !folder.starts_with('/')) {
        r.refuse("folder", FieldProblem::Malformed);
    }
    if provider == Provider::Template {
        refuse_template(ctx, &mut r, &new);
    }
    r.finish(new)
}

fn refuse_template(ctx: &Context, r: &mut Reader<'_>, new: &NewLine) {
    let field = |name: &str| new.fields.get(name).cloned().unwrap_or_default();
    let template = Template {
        url: field("url"),
        is_post: !field("post").is_empty(),
        headers: field("headers"),
        body: field("body"),
        must_hold: field("must_hold"),
    };
    if template.url.is_empty() {
        return;
    }
    // Places stand behind the host, so that what is judged does not depend on a message.
    let fixed = template.url.replace(['{', '}'], "");
    if Target::parse(&fixed, !field("private").is_empty()).is_err() {
        r.refuse_saying("url", ctx.text("sms-bad-url"));
    }
    if let Err(problem) = template.check() {
        use crate::domain::sms::TemplateProblem::{Header, NoPlace, PlaceInHost, UnknownPlace};
        let (name, words) = match problem {
            PlaceInHost => ("url", "sms-bad-host"),
            UnknownPlace => ("url", "sms-bad-place"),
            NoPlace => ("url", "sms-no-place"),
            Header => ("headers", "sms-bad-header"),
        };
        r.refuse_saying(name, ctx.text(words));
    }
}

/// The ceilings as a form.
pub(super) fn rules_form(ctx: &Context, lines: &Lines) -> Form {
    let mut form = Form::default();
    form.set("price", euros(lines.price_mills.into(), mark(ctx)));
    if let Some(cents) = lines.cap_cents {
        form.set("cap", euros(u64::from(cents) * 10, mark(ctx)));
    }
    if lines.sends_codes {
        form.set("codes", "1");
    }
    form.set("codes_a_day", lines.codes_a_day.to_string());
    form.set("prefixes", lines.prefixes.join(" "));
    form
}

pub(super) fn rules_fields(f: Fields<'_>) -> Vec<Field> {
    vec![
        f.field("price", "sms-price", Input::Line(10))
            .hint(f.text("sms-price-hint"))
            .needed(),
        f.field("cap", "sms-cap", Input::Line(10))
            .hint(f.text("sms-cap-hint")),
        f.field("codes", "sms-codes", Input::Tick)
            .hint(f.text("sms-codes-hint"))
            .wide(),
        f.field("codes_a_day", "sms-codes-a-day", Input::Number).needed(),
        f.field("prefixes", "sms-prefixes", Input::Line(FIELD_MAX))
            .hint(f.text("sms-prefixes-hint"))
            .wide(),
    ]
}

/// Reads them.
pub(super) fn read_rules(ctx: &Context, form: &Form) -> Result<SmsRules, FieldErrors> {
    let mut r = Reader::new(ctx.t, form);
    let mut amount = |name: &str| {
        let typed = form.get(name);
        let read = mills(typed).filter(|mills| *mills <= CAP_MAX_MILLS);
        if read.is_none() && !typed.is_empty() {
            r.refuse_saying(name, ctx.text("sms-bad-amount"));
        }
        read
    };
    let (price, cap) = (amount("price"), amount("cap"));
    if form.get("price").is_empty() {
        r.refuse("price", FieldProblem::Missing);
    }
    let sends_codes = form.is_ticked("codes");
    if sends_codes && form.get("cap").is_empty() {
        r.refuse_saying("cap", ctx.text("sms-codes-need-cap"));
    }
    let codes_a_day = r.needed_number("codes_a_day", 0, CODES_MAX);
    let typed = r.line("prefixes", FIELD_MAX);
    let prefixes: Vec<String> = typed
        .split([' ', ',', ';'])
        .filter(|p| !p.is_empty())
        .map(str::to_owned)
        .collect();
    let is_prefix = |prefix: &String| {
        let digits = prefix.strip_prefix('+').unwrap_or_default();
        (1..=9).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    };
    if !prefixes.iter().all(is_prefix) || prefixes.len() > PREFIXES_MAX {
        r.refuse_saying("prefixes", ctx.text("sms-bad-prefix"));
    }
    r.finish(SmsRules {
        price_mills: price.unwrap_or_default(),
        cap_cents: cap.map(|mills| mills / 10),
        sends_codes,
        codes_a_day: codes_a_day.into(),
        prefixes,
    })
}
