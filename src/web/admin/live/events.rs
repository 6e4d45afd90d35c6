//! `GET /admin/events`: one event per commit that changed what screens show, as long as the session lives.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use hyper::body::Frame;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc;

use super::streams::Place;
use crate::app::SignedIn;
use crate::sys::task;
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::error::Problem;

/// Pause between two signs of life: shorter than what proxies wait, and how long an ended session may still be told something.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// When there are enough streams.
const COME_BACK: Duration = Duration::from_secs(30);
/// Events that a slow reader may be behind.
const BACKLOG: usize = 4;

/// See the module.
pub(in crate::web::admin) async fn show(State(web): State<Web>, staff: Staff) -> Result<Response, Halt> {
    let place = web.streams.admit(staff.0.session.token_hash);
    let place = place.ok_or_else(|| Problem::too_many(COME_BACK))?;
    let (sender, receiver) = mpsc::channel(BACKLOG);
    drop(task::spawn("event stream", tell(web, staff.0, place, sender)));
    let mut response = Response::new(Body::new(Events(receiver)));
    *response.status_mut() = StatusCode::OK;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/event-stream"),
    );
    // A proxy that collects answers would tell everything too late.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

/// Ends when the reader is gone, too slow, or no longer signed in.
async fn tell(web: Web, who: SignedIn, place: Place, sender: mpsc::Sender<Bytes>) {
    let mut revisions = web.app.events();
    let mut line = format!("data: {}\n\n", web.app.agenda().revision().0);
    loop {
        if sender.try_send(Bytes::from(line)).is_err() {
            return;
        }
        line = tokio::select! {
            told = revisions.recv() => match told {
                Ok(revision) => format!("data: {}\n\n", revision.0),
                Err(RecvError::Lagged(_)) => format!("data: {}\n\n", web.app.agenda().revision().0),
                Err(RecvError::Closed) => return,
            },
            () = place.ended.notified() => ":\n\n".to_owned(),
            () = tokio::time::sleep(KEEP_ALIVE) => ":\n\n".to_owned(),
            () = sender.closed() => return,
        };
        // A fault is not the end of a session: the next sign of life asks again.
        if matches!(web.app.is_still_signed_in(&who).await, Ok(false)) {
            // The screen asks for the page again and learns that it must sign in.
            let _ = sender.try_send(Bytes::from_static(b"event: end\ndata: end\n\n"));
            return;
        }
    }
}

/// A body without an end.
struct Events(mpsc::Receiver<Bytes>);

impl HttpBody for Events {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0
            .poll_recv(cx)
            .map(|event| event.map(|bytes| Ok(Frame::data(bytes))))
    }
}
