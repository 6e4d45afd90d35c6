//! Style sheet, scripts and icons: embedded, named by their content, cached for ever.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::{Path, RawQuery};
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use rust_embed::RustEmbed;

use super::error::Problem;
use super::view::{Accent, Tones, placing_rules};
use crate::sys::hash;

#[derive(RustEmbed)]
#[folder = "src/web/assets/"]
struct Files;

/// Characters of the content's hash in a name.
const HASH_CHARS: usize = 10;
/// The sheet that takes the practice's colour.
const STYLE: &str = "style.css";
/// The sheet of the agenda, which takes the colours of the care types.
const AGENDA: &str = "agenda.css";

struct Asset {
    url: String,
    kind: &'static str,
    bytes: Vec<u8>,
}

static ASSETS: LazyLock<BTreeMap<String, Asset>> = LazyLock::new(|| {
    let asset = |name: &str| -> Option<Asset> {
        let mut bytes = Files::get(name)?.data.into_owned();
        if name == AGENDA {
            bytes.extend_from_slice(placing_rules().as_bytes());
        }
        let (stem, extension) = name.rsplit_once('.')?;
        let kind = match extension {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            _ => return None,
        };
        let mut tag = hash::sha256_hex(&bytes);
        tag.truncate(HASH_CHARS);
        Some(Asset {
            url: format!("/assets/{stem}.{tag}.{extension}"),
            kind,
            bytes,
        })
    };
    Files::iter()
        .filter_map(|name| Some((name.to_string(), asset(&name)?)))
        .collect()
});

/// Path of an asset without prefix, e.g. `/assets/script.0a1b2c3d4e.js`. A name that does not exist gives a path that
/// does not exist either, which the page tests notice.
pub fn url(name: &str) -> String {
    ASSETS
        .get(name)
        .map_or_else(|| format!("/assets/{name}"), |asset| asset.url.clone())
}

/// What is in an asset; empty for a name that does not exist.
pub fn content(name: &str) -> Vec<u8> {
    ASSETS
        .get(name)
        .map(|asset| asset.bytes.clone())
        .unwrap_or_default()
}

/// Path of the style sheet in the practice's colour.
pub fn style_url(accent: &Accent) -> String {
    format!("{}?accent={}", url(STYLE), accent.key())
}

/// Path of the agenda's sheet with these colours.
pub fn agenda_style_url(tones: &Tones) -> String {
    format!("{}?tones={}", url(AGENDA), tones.key())
}

/// The rules that an address puts before a sheet.
fn chosen_rules(name: &str, query: &str) -> String {
    let key = |prefix| query.strip_prefix(prefix).unwrap_or("");
    match name {
        STYLE => Accent::from_key(key("accent=")).custom_properties(),
        AGENDA => Tones::from_key(key("tones=")).rules(),
        _ => String::new(),
    }
}

/// `GET /assets/{name}`.
pub async fn serve(Path(name): Path<String>, RawQuery(query): RawQuery) -> Response<Body> {
    let path = format!("/assets/{name}");
    let Some((name, asset)) = ASSETS.iter().find(|(_, asset)| asset.url == path) else {
        return Problem::new(StatusCode::NOT_FOUND).into_response();
    };
    let mut sheet = chosen_rules(name, query.as_deref().unwrap_or("")).into_bytes();
    sheet.extend_from_slice(&asset.bytes);
    let mut response = Response::new(Body::from(sheet));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
    headers.insert(header::CACHE_CONTROL, forever);
    response
}
