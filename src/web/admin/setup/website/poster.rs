//! `GET /admin/setup/website/poster.pdf`: an A4 to hang up: the square to scan, the address in words, the phone number.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use qrcode::{Color, QrCode};

use super::{Context, chosen};
use crate::i18n::{Texts, from_tag};
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::error::Problem;
use crate::web::extract::Visit;
use crate::web::offered::direct_path;
use crate::web::pdf::{A4, Sheet, document};

const MARGIN: f32 = 48.0;
const WIDTH: f32 = A4.0 - 2.0 * MARGIN;
/// The square without its quiet border.
const SQUARE: f32 = 300.0;
const SQUARE_TOP: f32 = 290.0;
/// Sizes of letters, the largest and the least that is read from some steps away.
const SIZES: (f32, f32) = (40.0, 14.0);

/// See the module; `lang` is the language of the poster, which need not be that of the screen.
pub(in crate::web::admin::setup) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let asked = ctx.visit.asked();
    let t = from_tag(asked.get("in")).map_or(ctx.t, Texts::of);
    let (care, who) = chosen(&ctx);
    let base = ctx.web.settings.base(&ctx.visit);
    let link = format!("{base}{}", direct_path((care, who)).trim_end_matches('/'));
    let code = QrCode::new(&link).map_err(|error| Problem::incident(&error))?;
    let mut about = Vec::new();
    about.extend(
        care.and_then(|id| ctx.set_up.care_types.get(&id))
            .map(|care| care.name.clone()),
    );
    about.extend(who.map(|id| ctx.name_of(id)).filter(|name| !name.is_empty()));
    let sheet = drawn(&ctx, t, &about.join(" – "), (&link, &code));
    let file = document(vec![sheet], &t.text("poster-title"), t.code());
    let mut response = (StatusCode::OK, file).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    let name = HeaderValue::from_static("inline; filename=\"affiche.pdf\"");
    headers.insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

fn drawn(ctx: &Context, t: Texts, about: &str, (link, code): (&str, &QrCode)) -> Sheet {
    let practice = &ctx.set_up.practice;
    let mut sheet = Sheet::default();
    centred(&mut sheet, 100.0, SIZES.0, &practice.name, true);
    centred(&mut sheet, 165.0, 30.0, &t.text("poster-title"), true);
    if !about.is_empty() {
        centred(&mut sheet, 205.0, 22.0, about, false);
    }
    centred(&mut sheet, 250.0, 17.0, &t.text("poster-scan"), false);
    square(&mut sheet, code);
    let below = SQUARE_TOP + SQUARE;
    centred(&mut sheet, below + 48.0, 17.0, &t.text("poster-type"), false);
    let (_, words) = link.split_once("://").unwrap_or(("", link));
    centred(&mut sheet, below + 82.0, 26.0, words, true);
    if !practice.phone.is_empty() {
        let phone = t.with("poster-phone", &[("phone", t.phone(&practice.phone).into())]);
        centred(&mut sheet, below + 130.0, 20.0, &phone, false);
    }
    centred(&mut sheet, below + 190.0, SIZES.1, &practice.address, false);
    sheet
}

/// A line in the middle, smaller where it is too long.
fn centred(sheet: &mut Sheet, y: f32, size: f32, text: &str, is_bold: bool) {
    let fits = WIDTH / Sheet::width(text, 1.0).max(f32::EPSILON);
    let size = size.min(fits).max(SIZES.1);
    let x = (A4.0 - Sheet::width(text, size).min(WIDTH)) / 2.0;
    if is_bold {
        sheet.bold((x, y), size, WIDTH + 1.0, text);
    } else {
        sheet.text((x, y), size, WIDTH + 1.0, text);
    }
}

fn square(sheet: &mut Sheet, code: &QrCode) {
    let count = code.width().max(1);
    // A side has at most 177 modules.
    #[expect(clippy::cast_precision_loss, reason = "small whole numbers")]
    let side = SQUARE / count as f32;
    let left = (A4.0 - SQUARE) / 2.0;
    for (n, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            #[expect(clippy::cast_precision_loss, reason = "small whole numbers")]
            let (column, row) = ((n % count) as f32, (n / count) as f32);
            sheet.block((left + column * side, SQUARE_TOP + row * side), side);
        }
    }
}
