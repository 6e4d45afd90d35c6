//! A calendar that is one file at an address, to be read and never written.

use super::session::Session;
use super::trouble::DavError;
use crate::sys::http::Ask;

/// What became of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum File {
    /// As it was when it had the state that was known.
    Same,
    /// All of it, and its state where the server says one.
    Here(Vec<u8>, Option<String>),
}

/// Fetches it, unless it still has the state `known`.
pub async fn file(session: &mut Session, known: Option<&str>) -> Result<File, DavError> {
    let mut headers = vec![("accept", "text/calendar, text/plain;q=0.5".to_owned())];
    headers.push(("accept-encoding", "gzip".to_owned()));
    headers.extend(known.map(|etag| ("if-none-match", etag.to_owned())));
    let asked = Ask {
        method: "GET",
        href: session.address().path(),
        headers,
        ..Ask::default()
    };
    let answer = session.ask(&asked).await?;
    match answer.status {
        304 => Ok(File::Same),
        200 if !is_page(&answer.body) => {
            let etag = answer.header("etag").map(ToOwned::to_owned);
            Ok(File::Here(answer.body, etag))
        }
        200 => Err(DavError::WebPage),
        _ => Err(DavError::of(&answer)),
    }
}

/// Some servers call every file a text, some call a page to sign in one.
fn is_page(body: &[u8]) -> bool {
    let start = body.trim_ascii_start();
    start.first() == Some(&b'<')
}
