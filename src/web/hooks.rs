//! `GET` and `POST /hooks/sms/{token}`: what providers of text messages tell us. Each line has a random path of its own; the answer is the
//! same whatever is told, so that it tells nothing of anybody (reminders §6).

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use serde_json::Value;

use super::Web;
use super::answer::Halt;
use super::extract::{Form, Visit};
use super::router::{Access, Route};
use crate::app::OpenedLine;
use crate::domain::sms::{Provider, came_in};
use crate::messages::sms::{Site, is_from_twilio};

/// Where the paths of providers begin; they are counted by the whole machine, not by address.
pub(super) const PREFIX: &str = "/hooks/";

/// The routes of this page.
pub(super) fn table() -> Vec<Route> {
    let route = |method, handler| Route {
        method,
        path: "/hooks/sms/{token}",
        access: Access::Public,
        handler,
    };
    vec![route(Method::GET, get(told)), route(Method::POST, post(told))]
}

async fn told(
    State(web): State<Web>,
    visit: Visit,
    Path(token): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Halt> {
    let heard = StatusCode::NO_CONTENT.into_response();
    let Some(line) = web.app.opened_sms_line(&token).await? else {
        return Ok(heard);
    };
    let posted = pairs_of(&headers, &body);
    if line.setting.provider == Provider::Twilio && !is_signed(&web, &visit, &line, &headers, &posted) {
        tracing::warn!("a call for a line of text messages has no valid signature");
        return Ok(heard);
    }
    let query = Form::parse(uri.query().unwrap_or_default()).unwrap_or_default();
    let query = query
        .fields()
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    let pairs: BTreeMap<String, String> = query.chain(posted).collect();
    if let Some(told) = came_in(line.setting.provider, &pairs) {
        web.app.sms_came_in(told).await?;
    }
    Ok(heard)
}

fn is_signed(
    web: &Web,
    visit: &Visit,
    line: &OpenedLine,
    headers: &HeaderMap,
    posted: &BTreeMap<String, String>,
) -> bool {
    let secret = line.secrets.get("auth_token").filter(|secret| !secret.is_empty());
    let signature = headers
        .get("x-twilio-signature")
        .and_then(|value| value.to_str().ok());
    let base = web.settings.base(visit);
    let hook = Site(&base).hook(&line.setting.token);
    match (secret, signature, hook) {
        (Some(secret), Some(signature), Some(hook)) => is_from_twilio(secret, &hook, posted, signature),
        _ => false,
    }
}

/// A form, or a flat object of JSON; what is neither says nothing.
fn pairs_of(headers: &HeaderMap, body: &[u8]) -> BTreeMap<String, String> {
    let Ok(text) = std::str::from_utf8(body) else {
        return BTreeMap::new();
    };
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if kind
        .unwrap_or_default()
        .starts_with("application/x-www-form-urlencoded")
    {
        let form = Form::parse(text).unwrap_or_default();
        return form
            .fields()
            .map(|(name, _)| (name.to_owned(), form.exact(name).to_owned()))
            .collect();
    }
    let Ok(Value::Object(object)) = serde_json::from_str(text) else {
        return BTreeMap::new();
    };
    let plain = |(name, value): (String, Value)| match value {
        Value::String(text) => Some((name, text)),
        Value::Number(number) => Some((name, number.to_string())),
        _ => None,
    };
    object.into_iter().filter_map(plain).collect()
}
