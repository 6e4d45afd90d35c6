//! The JSON object of a request.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use serde_json::{Map, Value};

use super::fields::{Fields, Wrong};
use super::trouble::{Kind, Trouble};
use crate::web::answer::Halt;
use crate::web::error::Problem;
use crate::web::extract::Visit;

/// A body of `application/json`; nothing at all is an empty object, for acts that need no more than their path.
pub(super) struct JsonBody(Map<String, Value>);

impl JsonBody {
    /// Reads the members with `read`, or says what is wrong with them. Members that it did not take are wrong.
    pub(super) fn read<T>(
        self,
        visit: &Visit,
        read: impl FnOnce(&mut Fields) -> Option<T>,
    ) -> Result<T, Halt> {
        let mut fields = Fields::new(self.0);
        let value = read(&mut fields);
        let wrong = fields.finish();
        match value.filter(|_| wrong.is_empty()) {
            Some(value) => Ok(value),
            None => Err(Trouble::new(Kind::InvalidRequest).at(wrong).halt(visit)),
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for JsonBody {
    type Rejection = Halt;

    async fn from_request(request: Request, state: &S) -> Result<Self, Halt> {
        let visit = request.extensions().get::<Visit>().cloned();
        let visit = visit.ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST))?;
        let is_json = is_json(request.headers());
        // The door has read and bounded it.
        let Ok(bytes) = Bytes::from_request(request, state).await else {
            return Err(Problem::new(StatusCode::BAD_REQUEST).into());
        };
        if bytes.is_empty() {
            return Ok(Self(Map::new()));
        }
        if !is_json {
            return Err(Trouble::new(Kind::UnsupportedMediaType).halt(&visit));
        }
        match serde_json::from_slice(&bytes) {
            Ok(Value::Object(object)) => Ok(Self(object)),
            Ok(_) => {
                let whole = vec![Wrong::choice("")];
                Err(Trouble::new(Kind::InvalidRequest).at(whole).halt(&visit))
            }
            Err(_) => Err(Trouble::new(Kind::MalformedJson).halt(&visit)),
        }
    }
}

/// `application/json`, with a charset or without: JSON is UTF-8 whatever it says (RFC 8259 §8.1).
fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let essence = kind.and_then(|kind| kind.split(';').next());
    essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}
