//! Passkeys between the browser and the rules: what is asked, what comes back, and signing in with one alone.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::entrance::{device, entered};
use super::guard::Staff;
use super::path::next_or_agenda;
use super::sign_in;
use crate::app::{Failure, Place};
use crate::store::Passkey;
use crate::sys::webauthn::{ALGORITHMS, Assertion};
use crate::web::Web;
use crate::web::answer::{Halt, allowed};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};
use crate::web::limit::Act;

/// Milliseconds that a browser waits for a finger.
const WAIT: u32 = 120_000;

/// Where the visitor is; `None` where passkeys cannot be: they are bound to a name, and an address is none.
pub(super) fn place(visit: &Visit) -> Option<Place> {
    let host = visit.host();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let is_name = name.contains(|c: char| c.is_ascii_alphabetic()) && !name.contains([':', '[']);
    let scheme = if visit.is_secure() { "https" } else { "http" };
    is_name.then(|| Place {
        relying_party: name.to_owned(),
        origin: format!("{scheme}://{host}"),
    })
}

/// The same, or a page that says that it cannot be.
pub(super) fn needed_place(visit: &Visit) -> Result<Place, Problem> {
    place(visit).ok_or_else(|| Problem::new(StatusCode::CONFLICT).saying("passkey-no-name"))
}

fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A field that a script filled with bytes; empty when it is none.
pub(super) fn bytes(form: &Form, name: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(form.get(name)).unwrap_or_default()
}

pub(super) fn assertion(form: &Form) -> Assertion {
    Assertion {
        credential: bytes(form, "credential"),
        client_data: bytes(form, "client_data"),
        authenticator_data: bytes(form, "authenticator_data"),
        signature: bytes(form, "signature"),
    }
}

fn answer(value: &Value) -> Response {
    let mut response = Response::new(Body::from(value.to_string()));
    let kind = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

fn credentials(known: &[Passkey], place: &Place) -> Vec<Value> {
    let here = known
        .iter()
        .filter(|key| key.relying_party == place.relying_party);
    here.map(|key| json!({"type": "public-key", "id": encoded(&key.credential)}))
        .collect()
}

/// `POST /admin/passkey/challenge`: what a passkey is asked to sign in alone.
pub(super) async fn ask_to_sign_in(State(web): State<Web>, visit: Visit) -> Result<Response, Halt> {
    let place = needed_place(&visit)?;
    Ok(answer(&json!({
        "challenge": encoded(&web.app.ask_to_sign_in()),
        "rpId": place.relying_party,
        "timeout": WAIT,
        "userVerification": "required",
        "allowCredentials": [],
    })))
}

/// `POST /admin/second-factor/challenge`.
pub(super) async fn ask_second_factor(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
) -> Result<Response, Halt> {
    let place = needed_place(&visit)?;
    let known = web.app.passkeys(&staff.0).await?;
    Ok(answer(&json!({
        "challenge": encoded(&web.app.ask_second_factor(&staff.0)),
        "rpId": place.relying_party,
        "timeout": WAIT,
        "userVerification": "preferred",
        "allowCredentials": credentials(&known, &place),
    })))
}

/// `POST /admin/account/passkeys/challenge`: what a new passkey is asked.
pub(super) async fn ask_to_register(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
) -> Result<Response, Halt> {
    let place = needed_place(&visit)?;
    let who = &staff.0;
    let known = web.app.passkeys(who).await?;
    let kinds = ALGORITHMS.map(|kind| json!({"type": "public-key", "alg": kind}));
    let agenda = web.app.agenda();
    let practice = &agenda.set_up().practice;
    let name = if practice.name.is_empty() {
        "Grappe"
    } else {
        practice.name.as_str()
    };
    Ok(answer(&json!({
        "challenge": encoded(&web.app.ask_to_register(who)),
        "rp": {"id": place.relying_party, "name": name},
        "user": {
            "id": encoded(&web.app.passkey_user(who.member.id)),
            "name": who.member.login,
            "displayName": who.member.name,
        },
        "pubKeyCredParams": kinds,
        "timeout": WAIT,
        "attestation": "none",
        "authenticatorSelection": {"residentKey": "preferred", "userVerification": "preferred"},
        "excludeCredentials": credentials(&known, &place),
    })))
}

/// `POST /admin/passkey`: signs in with a passkey alone.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::SignIn)?;
    let (place, device) = (needed_place(&visit)?, device(&web, &visit, &headers));
    web.limits
        .count_sign_in(device.is_inside())
        .map_err(Problem::too_many)?;
    let is_desk = form.is_ticked("desk");
    let signed_in = web
        .app
        .sign_in_with_passkey(&place, assertion(&form), is_desk, &device);
    match signed_in.await {
        Ok(opened) => Ok(entered(&visit, &opened, next_or_agenda(form.get("next")))),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(_)) => Ok(sign_in::refused_passkey(&web, &visit, &form)),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;
    use crate::web::listener::Peer;

    #[test]
    fn passkeys_are_bound_to_names_and_pages_to_ports() {
        for (host, proto, expected) in [
            (
                "rdv.example.org",
                "https",
                Some(("rdv.example.org", "https://rdv.example.org")),
            ),
            (
                "nas.local:8443",
                "https",
                Some(("nas.local", "https://nas.local:8443")),
            ),
            (
                "localhost:8080",
                "http",
                Some(("localhost", "http://localhost:8080")),
            ),
            ("192.168.1.7", "https", None),
            ("192.168.1.7:8080", "http", None),
            ("[fd00::1]:8080", "http", None),
        ] {
            let request = Request::builder()
                .header("host", host)
                .header("x-forwarded-proto", proto);
            let (parts, ()) = request.body(()).unwrap().into_parts();
            let visit = Visit::of(&parts, Peer::in_clear("127.0.0.1".parse().unwrap()), true, "");
            let found = place(&visit);
            let found = found
                .as_ref()
                .map(|p| (p.relying_party.as_str(), p.origin.as_str()));
            assert_eq!(found, expected, "{host}");
        }
    }
}
