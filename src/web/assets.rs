//! Style sheet, scripts and icons: embedded, named by their content, cached for ever.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::{Path, RawQuery};
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use rust_embed::RustEmbed;

use super::error::Problem;
use super::view::Accent;
use crate::sys::hash;

#[derive(RustEmbed)]
#[folder = "src/web/assets/"]
struct Files;

/// Characters of the content's hash in a name.
const HASH_CHARS: usize = 10;
/// The sheet that takes the practice's colour.
const STYLE: &str = "style.css";

struct Asset {
    url: String,
    kind: &'static str,
    bytes: Vec<u8>,
}

static ASSETS: LazyLock<BTreeMap<String, Asset>> = LazyLock::new(|| {
    let asset = |name: &str| -> Option<Asset> {
        let bytes = Files::get(name)?.data.into_owned();
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

/// Path of the style sheet in the practice's colour.
pub fn style_url(accent: &Accent) -> String {
    format!("{}?accent={}", url(STYLE), accent.key())
}

/// `GET /assets/{name}`.
pub async fn serve(Path(name): Path<String>, RawQuery(query): RawQuery) -> Response<Body> {
    let path = format!("/assets/{name}");
    let Some((name, asset)) = ASSETS.iter().find(|(_, asset)| asset.url == path) else {
        return Problem::new(StatusCode::NOT_FOUND).into_response();
    };
    let body = if name == STYLE {
        let key = query.as_deref().and_then(|query| query.strip_prefix("accent="));
        let mut sheet = Accent::from_key(key.unwrap_or(""))
            .custom_properties()
            .into_bytes();
        sheet.extend_from_slice(&asset.bytes);
        Body::from(sheet)
    } else {
        Body::from(asset.bytes.clone())
    };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
    headers.insert(header::CACHE_CONTROL, forever);
    response
}
