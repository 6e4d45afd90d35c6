//! One appointment: its page, and everything that is done with it.

mod answer;
mod cancel;
mod facts;
mod late;
mod length;
mod mark;
mod meanwhile;
mod move_page;
mod note;
mod page;
mod rest;
mod series;

pub(super) use answer::send as answer;
pub(super) use cancel::send as cancel;
pub(super) use late::send as late;
pub(super) use length::send as length;
pub(super) use mark::send as mark;
pub(super) use move_page::{send as move_send, show as move_show};
pub(super) use note::send as note;
pub(super) use page::show;
pub(super) use series::send as series;
